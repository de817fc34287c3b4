"""The lexicon of a browse database: which forms stand in its index, and under which keys.

What a key is belongs to `search`; `publish` brings the two together. Where a form is its own key
there is no row.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from sqlite_utils import Database

from fieldarchive.catalogue.browse_schema import TOKENIZER

_WORDS = ("items_words", "segments_words")
_SPACED = (
    "SELECT title, labels, description, text FROM items_spaced",
    "SELECT text FROM segments_spaced",
)
_OF_ITEM = (
    "SELECT title, labels, description, text FROM items_searchable "
    "WHERE id IN (SELECT id FROM items WHERE key IN (SELECT value FROM json_each(?)))",
    "SELECT text FROM segments_searchable WHERE id IN (SELECT g.id FROM segments g "
    "JOIN items i ON i.id = g.item WHERE i.key IN (SELECT value FROM json_each(?)))",
)
_COMMONEST = """
SELECT term FROM (
  SELECT term, doc FROM items_words WHERE term IN (SELECT value FROM json_each(:forms))
  UNION ALL
  SELECT term, doc FROM segments_words WHERE term IN (SELECT value FROM json_each(:forms)))
GROUP BY term ORDER BY sum(doc) DESC, term LIMIT :most
"""


class Forms:
    """The lexicon of an open browse database, as a search asks it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def forms(self, key: str, most: int) -> list[str]:
        """The forms with a key, at most so many."""
        rows = self._connection.execute(
            "SELECT form FROM lexicon WHERE key = ? LIMIT ?", [key, most]
        )
        return [row[0] for row in rows]

    def commonest(self, forms: Sequence[str], most: int) -> list[str]:
        """Those of some forms that stand in the most texts, the commonest first."""
        values = {"forms": json.dumps(forms), "most": most}
        return [row[0] for row in self._connection.execute(_COMMONEST, values)]


def all_forms(database: Database) -> Iterator[str]:
    """Every form that stands in the index."""
    yield from (form for (form,) in database.conn.execute("SELECT term FROM items_words"))
    yield from (
        form
        for (form,) in database.conn.execute(
            "SELECT term FROM segments_words EXCEPT SELECT term FROM items_words"
        )
    )


def forms_in(texts: Iterable[str]) -> set[str]:
    """The forms that texts bring to an index, as SQLite itself divides them."""
    with closing(sqlite3.connect(":memory:")) as scratch:
        scratch.execute(
            f"CREATE VIRTUAL TABLE f USING fts5(t, content='', tokenize=\"{TOKENIZER}\")"
        )
        scratch.execute("CREATE VIRTUAL TABLE words USING fts5vocab('f', 'row')")
        scratch.executemany("INSERT INTO f (t) VALUES (?)", ([text] for text in texts))
        return {form for (form,) in scratch.execute("SELECT term FROM words")}


def missing(database: Database, forms: Iterable[str]) -> set[str]:
    """Those of some forms that stand nowhere in the index."""
    wanted = json.dumps(sorted(forms))
    there = " UNION ".join(f"SELECT term FROM {name} WHERE term = value" for name in _WORDS)
    rows = database.conn.execute(
        f"SELECT value FROM json_each(?) WHERE NOT EXISTS ({there})", [wanted]
    )
    return {form for (form,) in rows}


def says(database: Database, phrase: str) -> bool:
    """Whether an FTS5 expression finds anything."""
    for index in ("items_fts", "segments_fts"):
        sql = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1"
        if database.conn.execute(sql, [phrase]).fetchone():
            return True
    return False


def spaced_texts(database: Database) -> Iterator[str]:
    """Every text of the index that is not indexed as it stands: among them all that hold Han."""
    for sql in _SPACED:
        for row in database.conn.execute(sql):
            yield from filter(None, row)


def texts_of(database: Database, keys: Sequence[str]) -> list[str]:
    """What the index holds of the items with these keys."""
    found = [database.conn.execute(sql, [json.dumps(keys)]).fetchall() for sql in _OF_ITEM]
    return [text for rows in found for row in rows for text in row if text]


def put(database: Database, rows: Iterable[tuple[str, str]]) -> None:
    """Note forms under their keys; what is noted already stays."""
    database.conn.executemany("INSERT OR IGNORE INTO lexicon VALUES (?, ?)", rows)


def take_out(database: Database, rows: Iterable[tuple[str, str]]) -> None:
    """Forget forms under their keys."""
    database.conn.executemany("DELETE FROM lexicon WHERE key = ? AND form = ?", rows)
