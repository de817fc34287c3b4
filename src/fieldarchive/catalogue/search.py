"""Looking items up in a browse database, by words and by what they are, the best first.

What names an item comes before what it says: items whose titles hold all words, then those whose
titles and labels (themes, city, people) do, then those that say the words beside each other, and
those that say another name for what was typed come last. Within each it counts how often and how
densely a text says them, a description for more than a note or a transcript; of equals the newest
is first. Where more than ten thousand items are found, it counts in those alone that were added
last, that names say it or that say the words beside each other; the others follow, as added.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from sqlite3 import Cursor
from typing import Any, TypeAlias

from sqlite_utils import Database

from fieldarchive.catalogue.wanted import NEWEST_FIRST, OLDEST_FIRST, Wanted, where_published

_COLUMNS = "id, key, kind, title, city, place, date, themes, language, access"
_SAID = "bm25(items_fts, 8, 4, 2, 1)"  # title, labels, description, text
_MOST = "bm25(items_fts, 1e9, 1e9, 1e9, 1e9)"  # what it would be if nothing else were said
# bm25 is a sum over forms, and one that is rare counts for many times a common one: but рынками
# says no more than рынок, and where half of the texts say рынок, that would count for nothing. So
# it is taken as a share. What is rarer, and several forms, count for more, but never for twice.
# A word that stands in one text of nine thousand has 20 for _MOST, and counts half as much again.
_RARE = 20
_SCORE = f"-{_SAID} / {_MOST} * (1 + {_MOST} / ({_MOST} - {_RARE}))"  # bm25 is negative
_SAY = "SELECT rowid FROM items_fts WHERE items_fts MATCH"
_IN_TITLE = f"items_fts.rowid IN ({_SAY} '{{title}} : (' || :as_typed || ')')"
_IN_NAMES = f"items_fts.rowid IN ({_SAY} '{{title labels}} : (' || :as_typed || ')')"
_TOGETHER = f"items_fts.rowid IN ({_SAY} :together)"
# SQLite asks FTS5 for a list when it comes to it: for titles, only where a title or label says it.
_BY_WORDS = f"""CASE
  WHEN {_IN_NAMES} THEN NOT ({_IN_TITLE})
  WHEN {_TOGETHER} THEN 2
  ELSE 3 END"""
# Where other names were looked for as well, what was typed comes first. The labels of a theme are
# all of its names, so that of items that have it those come first that say the word themselves.
_THEMSELVES = f"items_fts.rowid IN ({_SAY} '{{title description text}} : (' || :as_typed || ')')"
_BY_NAMES = f"""CASE
  WHEN {_IN_NAMES} THEN CASE WHEN {_IN_TITLE} THEN 0 WHEN {_THEMSELVES} THEN 1 ELSE 2 END
  WHEN {_TOGETHER} THEN 3
  WHEN items_fts.rowid IN ({_SAY} :as_typed) THEN 4
  ELSE 5 END"""
_ONE_OF = "SELECT value FROM json_each(?)"
_WEIGHED = 10_000  # items of which it is counted how often and densely they say something
_WORTH_IT = f"(items_fts.rowid > :after OR {_IN_NAMES} OR {_TOGETHER})"
_MORE = 200  # of what might be equal to the last one that is shown
_Scored: TypeAlias = tuple[int, float, float]  # number, tier, score: less is better
_SEGMENTS = """
SELECT id, item, n, start_ms, end_ms, speaker, language, text FROM segments
WHERE id IN (SELECT rowid FROM segments_fts WHERE segments_fts MATCH ? AND rowid BETWEEN ? AND ?)
ORDER BY n LIMIT ?
"""
_KEYS = f"SELECT id, key FROM items WHERE id IN ({_ONE_OF})"
_NUMBERS = f"SELECT key, id FROM items WHERE key IN ({_ONE_OF})"
_TEXTS = f"""
SELECT id, key, title, city, date, date_start, language, access, description, text, segments
FROM items WHERE id IN ({_ONE_OF})
"""


def best_first(database: Database, wanted: Wanted, limit: int) -> list[int]:
    """The numbers of the first items that are wanted: the best first, without words the newest."""
    source, conditions, values = _asked(wanted)
    if wanted.match and not (wanted.conditions or wanted.without):
        source = "items_fts"  # no item need be looked into
    if not wanted.match:
        rows = database.conn.execute(
            f"SELECT id FROM {source} WHERE {conditions} ORDER BY {NEWEST_FIRST} LIMIT :limit",
            {**values, "limit": limit},
        )
        return [number for (number,) in rows]
    values |= {"together": wanted.together or '""', "as_typed": wanted.as_typed or wanted.match}
    in_this_order = f"SELECT items_fts.rowid FROM {source} WHERE {conditions}"
    in_this_order += " ORDER BY items_fts.rowid DESC LIMIT {} OFFSET {}"
    after = database.conn.execute(in_this_order.format(1, _WEIGHED), values).fetchone()
    if after is None:
        return _weighed(database, wanted, f"FROM {source} WHERE {conditions}", values, limit)
    values["after"] = after[0]
    worth_it = f"FROM {source} WHERE {conditions} AND {_WORTH_IT}"
    found = _weighed(database, wanted, worth_it, values, limit)
    if len(found) < limit:
        known = set(found)
        rows = database.conn.execute(in_this_order.format(-1, _WEIGHED), values)
        found += [number for (number,) in rows if number not in known][: limit - len(found)]
    return found


def _weighed(
    database: Database, wanted: Wanted, source: str, values: dict[str, Any], limit: int
) -> list[int]:
    """The best of items, by what it is that says the words, and how often and densely."""
    tier = _BY_NAMES if wanted.as_typed else _BY_WORDS
    scored = f"SELECT items_fts.rowid AS id, {tier} AS tier, {_SCORE} AS score {source}"
    best = database.conn.execute(
        f"{scored} ORDER BY tier, score, items_fts.rowid LIMIT :limit",
        {**values, "limit": limit + _MORE},
    ).fetchall()
    if len(best) == limit + _MORE and best[limit - 1][1:] == best[-1][1:]:
        values |= {"tier": best[-1][1], "score": best[-1][2]}
        return _with_all_equals(database, best, scored, values, limit)
    return _newest_of_equals(database, best, limit)


def _newest_of_equals(database: Database, best: Sequence[_Scored], limit: int) -> list[int]:
    """The newest first of equals, and no more than so many; dates are looked up for these alone."""
    if len(best) > limit:  # what equals the last one that is shown may stand before it
        best = [one for one in best if one[1:] <= best[limit - 1][1:]]
    equals = [[number for number, *_ in group] for _, group in groupby(best, lambda one: one[1:])]
    unsure = [number for some in equals if len(some) > 1 for number in some]
    places = {number: place for place, number in enumerate(_newest_first(database, unsure))}
    found = [
        number for some in equals for number in sorted(some, key=lambda one: places.get(one, 0))
    ]
    return found[:limit]


def _with_all_equals(
    database: Database,
    best: Sequence[_Scored],
    scored: str,
    values: dict[str, Any],
    limit: int,
) -> list[int]:
    """The same where the last ones are among so many equals that they were not all in `best`."""
    before = [one for one in best if one[1:] != best[-1][1:]]
    found = _newest_of_equals(database, before, limit)
    rows = database.conn.execute(
        f"WITH scored AS MATERIALIZED ({scored}) SELECT id FROM items "
        "WHERE id IN (SELECT id FROM scored WHERE tier = :tier AND score = :score) "
        f"ORDER BY {NEWEST_FIRST} LIMIT :limit",
        {**values, "limit": limit - len(found)},
    )
    return found + [number for (number,) in rows]


def _newest_first(database: Database, numbers: Sequence[int]) -> list[int]:
    rows = database.conn.execute(
        f"SELECT id FROM items WHERE id IN ({_ONE_OF}) ORDER BY {NEWEST_FIRST}",
        [json.dumps(numbers)],
    )
    return [number for (number,) in rows]


def counts(database: Database, wanted: Wanted) -> list[tuple[str | None, str | None, int]]:
    """How many items are wanted of each city and decade, both None where nobody knows."""
    source, conditions, values = _asked(wanted)
    rows = database.conn.execute(
        f"SELECT items.city, items.decade, count(*) FROM {source} WHERE {conditions} GROUP BY 1, 2",
        values,
    )
    return [(city, decade, int(number)) for city, decade, number in rows]


def finds_any(database: Database, wanted: Wanted) -> bool:
    """Whether any item is wanted; it looks no further than the first."""
    source, conditions, values = _asked(wanted)
    sql = f"SELECT 1 FROM {source} WHERE {conditions} LIMIT 1"
    return database.conn.execute(sql, values).fetchone() is not None


def rows(database: Database, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """What is shown of items and what they say, in the order of their numbers here.

    `labels` are all labels, a line each, as the index has them.
    """
    columns = ", ".join(f"items.{column}" for column in _COLUMNS.split(", "))
    found = database.conn.execute(
        f"SELECT {columns}, items.description, items.text, items.segments, s.labels "
        f"FROM items LEFT JOIN items_spaced s ON s.id = items.id WHERE items.id IN ({_ONE_OF})",
        [json.dumps(numbers)],
    )
    return _in_this_order(found, numbers)


def keys_of(database: Database, numbers: Sequence[int]) -> list[str]:
    """The keys of items, in the order of their numbers here."""
    found = database.conn.execute(_KEYS, [json.dumps(numbers)])
    return [row["key"] for row in _in_this_order(found, numbers)]


def numbers_of(database: Database, keys: Sequence[str]) -> list[int]:
    """The numbers of items, in the order of their keys here; none of a key that is gone."""
    found = dict(database.conn.execute(_NUMBERS, [json.dumps(keys)]).fetchall())
    return [found[key] for key in keys if key in found]


def oldest_first(database: Database, wanted: Wanted) -> list[int]:
    """The numbers of all items that are wanted, by date, those without one last."""
    source, conditions, values = _asked(wanted)
    rows = database.conn.execute(
        f"SELECT items.id FROM {source} WHERE {conditions} ORDER BY {OLDEST_FIRST}", values
    )
    return [number for (number,) in rows]


def texts(database: Database, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """What items say, in the order of their numbers here; the text holds their segments, too."""
    return _in_this_order(database.conn.execute(_TEXTS, [json.dumps(numbers)]), numbers)


def segments(database: Database, number: int, phrases: str, most: int = -1) -> list[dict[str, Any]]:
    """The segments of an item that meet an FTS5 expression, in their order; the first `most`."""
    first, last = database.conn.execute(
        "SELECT min(id), max(id) FROM segments WHERE item = ?", [number]
    ).fetchone()
    # The segments of an item are numbered one after another, so that FTS5 need not look further.
    found = database.conn.execute(_SEGMENTS, [phrases, first or 0, last or 0, most])
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def spoken(database: Database, number: int) -> list[tuple[str | None, str]]:
    """Speaker and text of all segments of an item."""
    found = database.conn.execute("SELECT speaker, text FROM segments WHERE item = ?", [number])
    return [(speaker, text) for speaker, text in found]


def keys(database: Database, wanted: Wanted) -> list[str]:
    """The keys of all items that are wanted, in no order that matters."""
    source, conditions, values = _asked(wanted)
    rows = database.conn.execute(f"SELECT items.key FROM {source} WHERE {conditions}", values)
    return [key for (key,) in rows]


def _in_this_order(found: Cursor, numbers: Sequence[int]) -> list[dict[str, Any]]:
    names = [column[0] for column in found.description]
    by_number = {row[0]: dict(zip(names, row, strict=True)) for row in found}
    return [by_number[number] for number in numbers if number in by_number]


def _asked(wanted: Wanted) -> tuple[str, str, dict[str, Any]]:
    conditions, values = where_published(wanted)
    if not wanted.match:
        return "items", conditions, dict(values)
    return (
        "items_fts JOIN items ON items.id = items_fts.rowid",
        f"items_fts MATCH :match AND {conditions}",
        {**values, "match": wanted.match},
    )
