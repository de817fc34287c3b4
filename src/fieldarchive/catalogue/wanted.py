"""Which items are wanted, as conditions in SQL: the same on the record and on a browse database.

What a person typed has become slugs, handles and days before it comes here; `understanding` does
that. A negated condition holds for whatever its plain form does not hold for.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial

from sqlite_utils import Database


class Side(Enum):
    """Which of the two kinds of database a condition is for."""

    RECORD = "record"
    BROWSE = "browse"


@dataclass(frozen=True, slots=True)
class Condition:
    """One of `values` in a field, or with `negated` none of them.

    Of `date`, `about` and `added` the two values are ISO days, the second at the end of a range,
    empty where it is open: an item counts when what it says may lie between them.
    """

    field: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions that all have to hold, and words; all of it empty for any item.

    `words` are as typed. What they mean in one database are FTS5 expressions: an item has to say
    what `match` looks for, and must not say what `without` looks for. `as_typed` is `match` without
    the other spellings of names, empty where there are none. What says `together` ranks before the
    rest, and what says the `chinese` words as words before what has their characters. `told` is
    the query for a person, as it was understood, a term each; `beside` tells what is looked for
    beside the words typed.
    """

    conditions: tuple[Condition, ...] = ()
    words: str = ""
    match: str = ""
    without: str = ""
    together: str = ""
    chinese: tuple[str, ...] = ()
    as_typed: str = ""
    told: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


# Both sides have these columns; equally old items stand as they were added, or by id.
OLDEST_FIRST = "date_start IS NULL, date_start, recorded_at, date, id"
NEWEST_FIRST = "date_start DESC, recorded_at DESC, date DESC, id"
_COLUMNS = {"city", "place", "kind", "language", "access"}
_LISTED = {
    "theme": ("item_themes", "theme"),
    "person": ("item_people", "handle"),
    "problem": ("problems", "code"),  # which a browse database does not have
}
_BETWEEN = (
    "coalesce({table}.{field}_start, {table}.{field}_end) IS NOT NULL"
    " AND ({first} = '' OR coalesce({table}.{field}_end, {first}) >= {first})"
    " AND ({last} = '' OR coalesce({table}.{field}_start, {last}) <= {last})"
)
_TOLD = "EXISTS (SELECT 1 FROM told_about t WHERE t.item = items.id AND {between})"
_ROLE = "EXISTS (SELECT 1 FROM {files} f WHERE f.item = items.id AND f.role = '%s')"
_ANY = "EXISTS (SELECT 1 FROM %s x WHERE x.item = items.id)"
# What an item can have; the texts of the two sides lie in different places.
HAS = {
    "city": "items.city IS NOT NULL",
    "place": "items.place IS NOT NULL",
    "date": "coalesce(items.date, items.date_start, items.date_end) IS NOT NULL",
    "about": f"items.about IS NOT NULL OR {_ANY % 'told_about'}",
    "language": "items.language IS NOT NULL",
    "description": "items.description IS NOT NULL",
    "creator": "items.creator IS NOT NULL",
    "keyword": "items.keywords <> '[]'",
    "position": "items.latitude IS NOT NULL",
    "theme": _ANY % "item_themes",
    "person": _ANY % "item_people",
    "transcript": _ANY % "segments",
    "picture": _ROLE % "image",
    "recording": _ROLE % "recording",
    "sidecar": _ROLE % "sidecar",
    "text": "{text}",
}
_SAYS = "items.id IN (SELECT rowid FROM items_fts WHERE items_fts MATCH :{name})"
_NAMES = {
    Side.RECORD: {"files": "item_files", "text": _ANY % "texts"},
    Side.BROWSE: {"files": "files", "text": "items.text IS NOT NULL"},
}


def where(wanted: Wanted, side: Side) -> tuple[str, dict[str, str]]:
    """A WHERE over `items` and its named values; words are not asked. "1" when all are wanted."""
    clauses: list[str] = []
    values: dict[str, str] = {}
    for number, condition in enumerate(wanted.conditions):
        names = [f"w{number}_{place}" for place in (0, 1)]
        clause = _clause(condition, side, [f":{name}" for name in names])
        values |= _bound(condition, names)
        clauses.append(f"NOT coalesce({clause}, 0)" if condition.negated else f"({clause})")
    return " AND ".join(clauses) or "1", values


def where_published(wanted: Wanted) -> tuple[str, dict[str, str]]:
    """The same over a browse database, `without` included; `match` is left to who ranks by it."""
    conditions, values = where(wanted, Side.BROWSE)
    if wanted.without:
        conditions += f" AND NOT {_SAYS.format(name='without')}"
        values["without"] = wanted.without
    return conditions, values


def choose(database: Database, wanted: Wanted) -> None:
    """Note the numbers of the wanted items in a temporary table, for `is_chosen`."""
    if wanted == Wanted():
        return
    chosen, values = where_published(wanted)
    if wanted.match:
        chosen += f" AND {_SAYS.format(name='match')}"
        values["match"] = wanted.match
    # query_only doubles that the database is opened read-only; it forbids temporary tables too.
    database.conn.execute("PRAGMA query_only = OFF")
    database.conn.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
    database.conn.execute(f"INSERT INTO chosen SELECT id FROM items WHERE {chosen}", values)
    database.conn.execute("PRAGMA query_only = ON")


def is_chosen(name: str, columns: Collection[str], wanted: Wanted) -> str:
    """The condition on a table: vocabularies are always whole, the rest follows the items."""
    column = "id" if name == "items" else "item"
    if wanted == Wanted() or column not in columns:
        return "1"
    return f'+"{column}" IN chosen'  # + keeps SQLite from leaving the order of the rows


def ids(database: Database, wanted: Wanted) -> list[str]:
    """The items of the record for which all conditions hold, by id; words are not asked."""
    conditions, values = where(wanted, Side.RECORD)
    rows = database.conn.execute(f"SELECT id FROM items WHERE {conditions} ORDER BY id", values)
    return [item_id for (item_id,) in rows]


def counts(database: Database, wanted: Wanted) -> list[tuple[str | None, str | None, int]]:
    """How many of these items there are of each city and decade, as in `search.counts`."""
    conditions, values = where(wanted, Side.RECORD)
    rows = database.conn.execute(
        "SELECT city, substr(coalesce(date_start, date_end), 1, 3) || '0s', count(*) FROM items "
        f"WHERE {conditions} GROUP BY 1, 2",
        values,
    )
    return [(city, decade, int(number)) for city, decade, number in rows]


def is_met(database: Database, condition: Condition, side: Side) -> bool:
    """Whether there is any item for which a condition holds."""
    clause, values = where(Wanted((condition,)), side)
    found = database.conn.execute(f"SELECT 1 FROM items WHERE {clause} LIMIT 1", values)
    return found.fetchone() is not None


def newest(database: Database, wanted: Wanted, limit: int) -> list[str]:
    """The first of these items by date, the newest first, as `search.best_first` orders them."""
    conditions, values = where(wanted, Side.RECORD)
    rows = database.conn.execute(
        f"SELECT id FROM items WHERE {conditions} ORDER BY {NEWEST_FIRST} LIMIT {int(limit)}",
        values,
    )
    return [item_id for (item_id,) in rows]


def _clause(condition: Condition, side: Side, values: list[str]) -> str:
    field, first = condition.field, values[0]
    one_of = f"(SELECT value FROM json_each({first}))"
    if field in _COLUMNS:
        return f"items.{field} IN {one_of}"
    if field in _LISTED:
        table, column = _LISTED[field]
        return f"items.id IN (SELECT item FROM {table} WHERE {column} IN {one_of})"
    if field == "keyword":
        return f"EXISTS (SELECT 1 FROM json_each(items.keywords) k WHERE k.value IN {one_of})"
    if field == "id":
        return f"{'items.id' if side is Side.RECORD else 'substr(items.key, 3)'} IN {one_of}"
    if field == "has":
        names = _NAMES[side]
        return " OR ".join(f"({HAS[value].format(**names)})" for value in condition.values)
    if field == "added":
        column = "substr(items.added_at, 1, 10)" if side is Side.RECORD else "items.added_on"
        return f"{column} >= {first} AND ({values[1]} = '' OR {column} <= {values[1]})"
    between = partial(_BETWEEN.format, field=field, first=first, last=values[1])
    if field == "about":  # also of a stretch of it
        return f"{between(table='items')} OR {_TOLD.format(between=between(table='t'))}"
    return between(table="items")


def _bound(condition: Condition, names: list[str]) -> Mapping[str, str]:
    if condition.field == "has":
        return {}
    if condition.field in {"date", "about", "added"}:
        return dict(zip(names, condition.values, strict=True))
    return {names[0]: json.dumps(condition.values)}
