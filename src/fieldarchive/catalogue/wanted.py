"""Which items of a browse database are wanted: by city, theme, kind and time.

A `Filter` is checked when it is made, so that a date in it can be trusted. Words are checked
against the release by `check_words`, because a misspelt city would otherwise give empty files.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from fieldarchive.errors import UnknownWord, UnusableDate
from fieldarchive.model import Kind

_ISO_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

# Narrower themes belong to a theme; UNION, not UNION ALL, so that a circle of themes ends.
_NARROWER = """
WITH RECURSIVE meant(slug) AS (
  SELECT value FROM json_each(:themes)
  UNION SELECT themes.slug FROM themes JOIN meant ON themes.broader = meant.slug)
SELECT item FROM item_themes WHERE theme IN (SELECT slug FROM meant)"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items are wanted: of these cities, themes (or narrower ones) and kinds; all if empty.

    `since` and `until` are ISO days, months or years, both included. An item counts when its date
    may lie between them: an open end has no bound. With either given, undated items are left out.
    """

    cities: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        for written in (self.since, self.until):
            if written is not None:
                _days(written)

    @property
    def first_day(self) -> str | None:
        """The first day that `since` means."""
        return _days(self.since)[0] if self.since else None

    @property
    def last_day(self) -> str | None:
        """The last day that `until` means."""
        return _days(self.until)[1] if self.until else None


def condition(wanted: Filter) -> tuple[str, dict[str, Any]]:
    """A WHERE over `items` and its named values; "1" and no values when all are wanted."""
    conditions = _of_items(wanted)
    if not conditions:
        return "1", {}
    return " AND ".join(conditions), {
        "cities": json.dumps(wanted.cities),
        "kinds": json.dumps(wanted.kinds),
        "themes": json.dumps(wanted.themes),
        "first": wanted.first_day,
        "last": wanted.last_day,
    }


def choose(database: Database, wanted: Filter) -> None:
    """Note the numbers of the wanted items in a temporary table, for `is_chosen`."""
    chosen, values = condition(wanted)
    if not values:
        return
    # query_only doubles that the database is opened read-only; it forbids temporary tables too.
    database.conn.execute("PRAGMA query_only = OFF")
    database.conn.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
    database.conn.execute(f"INSERT INTO chosen SELECT id FROM items WHERE {chosen}", values)
    database.conn.execute("PRAGMA query_only = ON")


def is_chosen(name: str, columns: Collection[str], wanted: Filter) -> str:
    """The condition on a table: vocabularies are always whole, the rest follows the items."""
    column = "id" if name == "items" else "item"
    if wanted == Filter() or column not in columns:
        return "1"
    return f'+"{column}" IN chosen'  # + keeps SQLite from leaving the order of the rows


def check_words(database: Database, wanted: Filter) -> None:
    """Raise `UnknownWord` for a city, theme or kind that this release does not know."""
    _check("city", wanted.cities, _slugs(database, "cities"))
    _check("theme", wanted.themes, _slugs(database, "themes"))
    _check("kind", wanted.kinds, [str(kind) for kind in Kind])


def _check(noun: str, words: Sequence[str], known: Sequence[str]) -> None:
    for word in words:
        if word not in known:
            raise UnknownWord(noun, word, known)


def _of_items(wanted: Filter) -> list[str]:
    conditions = []
    if wanted.cities:
        conditions.append("city IN (SELECT value FROM json_each(:cities))")
    if wanted.kinds:
        conditions.append("kind IN (SELECT value FROM json_each(:kinds))")
    if wanted.themes:
        conditions.append(f"id IN ({_NARROWER})")
    if wanted.since or wanted.until:
        conditions.append("coalesce(date_start, date_end) IS NOT NULL")
    if wanted.since:
        conditions.append("coalesce(date_end, :first) >= :first")
    if wanted.until:
        conditions.append("coalesce(date_start, :last) <= :last")
    return conditions


def _slugs(database: Database, table: str) -> list[str]:
    rows = database.conn.execute(f'SELECT slug FROM "{table}" ORDER BY slug')
    return [slug for (slug,) in rows]


def _days(written: str) -> tuple[str, str]:
    """The first and the last day that an ISO day, month or year means."""
    match = _ISO_DAY.fullmatch(written)
    if match is None:
        raise UnusableDate(written)
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last = date(first.year, last_month, day or monthrange(first.year, last_month)[1])
    except ValueError as error:
        raise UnusableDate(written) from error
    return first.isoformat(), last.isoformat()
