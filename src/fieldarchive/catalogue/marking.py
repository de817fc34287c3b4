"""Marking what a query finds in texts at hand, by an index of them that is made for the moment.

The large index would be asked anew for every text; and closed items and single segments are
marked in the same way. The texts come from any database, and nothing is written anywhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from fieldarchive.catalogue.browse_schema import TOKENIZER

_INDEX = f'CREATE VIRTUAL TABLE shown USING fts5(text, tokenize="{TOKENIZER}")'
_MARKED = "SELECT rowid, highlight(shown, 0, char(2), char(3)) FROM shown WHERE shown MATCH ?"
_SAYING = "SELECT rowid FROM shown WHERE shown MATCH ?"


class Shown:
    """The index copies of a few texts, by number."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def marked(self, phrases: str) -> dict[int, str]:
        """The texts that meet an FTS5 expression, with \\x02 and \\x03 around what met it."""
        return dict(self._connection.execute(_MARKED, [phrases]).fetchall()) if phrases else {}

    def saying(self, match: str) -> set[int]:
        """The numbers of the texts that meet an FTS5 expression."""
        found = self._connection.execute(_SAYING, [match]) if match else ()
        return {number for (number,) in found}


@contextmanager
def shown(copies: Mapping[int, str]) -> Iterator[Shown]:
    """An index of texts, which are index copies (`search.spacing`); gone at the end."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("BEGIN")
        connection.execute(_INDEX)
        connection.executemany("INSERT INTO shown (rowid, text) VALUES (?, ?)", copies.items())
        yield Shown(connection)
    finally:
        connection.close()
