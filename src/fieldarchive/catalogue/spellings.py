"""The spellings in a browse database: every name of its themes, cities, places and people.

Each stands under a rough key, so that a name is looked up among a few, however many places there
are. What a key is belongs to `search`; `word_tables` brings the two together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sqlite_utils import Database

from fieldarchive.catalogue.published import Row
from fieldarchive.config import LABEL_LANGUAGES

_LABELS = len(LABEL_LANGUAGES)  # labels are numbered from 1, alternatives after them
_LIKE = "SELECT spelling, kind, slug, n FROM spellings WHERE key = ? ORDER BY kind DESC LIMIT ?"
_OF = "SELECT spelling, n FROM spellings WHERE kind = ? AND slug = ? AND n > 0 ORDER BY n"
_PUT = "INSERT INTO spellings VALUES (:kind, :slug, :n, :spelling, :key)"
_UNDER = """
WITH RECURSIVE lower (slug) AS (
  SELECT slug FROM themes WHERE broader = :slug
  UNION SELECT t.slug FROM themes t JOIN lower ON t.broader = lower.slug)
SELECT en, ru, zh FROM lower JOIN themes USING (slug) ORDER BY themes.rowid
"""


class Spellings:
    """The spellings of an open browse database, as a search asks for them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def like(self, key: str, most: int) -> list[tuple[str, tuple[str, str], bool]]:
        """The spellings with a key, at most so many; each with the kind and slug it is for.

        At last whether it is a label, or a slug.
        """
        rows = self._connection.execute(_LIKE, [key, most])
        return [(spelling, (kind, slug), n <= _LABELS) for spelling, kind, slug, n in rows]

    def of(self, named: tuple[str, str]) -> list[tuple[str, bool]]:
        """Every spelling of something, labels before alternatives; its slug is none.

        With each whether it is a label.
        """
        rows = self._connection.execute(_OF, named)
        return [(spelling, n <= _LABELS) for spelling, n in rows]

    def under(self, named: tuple[str, str]) -> list[str]:
        """The labels of all themes that lie under a theme."""
        kind, slug = named
        rows = self._connection.execute(_UNDER, {"slug": slug}) if kind == "theme" else ()
        return [label for row in rows for label in row if label]


def put(database: Database, rows: Iterable[Row]) -> None:
    """Note spellings of what a release names: the slug is number 0, then come labels."""
    database.conn.executemany(_PUT, rows)


def put_people(database: Database, rows: Iterable[Row]) -> None:
    """Replace the spellings of people by those of `rows` who are in the table of people here."""
    present = {handle for (handle,) in database.conn.execute("SELECT handle FROM people")}
    database.conn.execute("DELETE FROM spellings WHERE kind = 'person'")
    put(database, (row for row in rows if row["slug"] in present))
