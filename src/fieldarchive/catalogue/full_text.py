"""The full-text index of a browse database: filled, added to, and rid of what was replaced.

What it holds of an item stands in `items_searchable` and `segments_searchable`, which
`browse_schema` lays out and `published` fills.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlite_utils import Database

_OF = ("items_fts", "segments_fts")
_PARTS, _PARTS_WHILE_BUILT = 4, 8  # of one size that FTS5 merges; 4 is its default
_ADD = (
    "INSERT INTO items_fts (rowid, title, labels, description, text) "
    "SELECT id, title, labels, description, text FROM items_searchable "
    "WHERE id IN (SELECT value FROM json_each(?))",
    "INSERT INTO segments_fts (rowid, text) SELECT id, text FROM segments_searchable "
    "WHERE id IN (SELECT id FROM segments WHERE item IN (SELECT value FROM json_each(?)))",
)


def fill(database: Database) -> None:
    """Make the index of all items whose rows are here."""
    configure = "INSERT INTO {0} ({0}, rank) VALUES ('automerge', {1})"
    for index in _OF:
        # Parts of an index are merged later than by default: a seventh less time for the whole.
        database.conn.execute(configure.format(index, _PARTS_WHILE_BUILT))
        database.conn.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        database.conn.execute(configure.format(index, _PARTS))


def add(database: Database, numbers: Sequence[int]) -> None:
    """Add items, by their numbers, whose rows are here."""
    for sql in _ADD:
        database.conn.execute(sql, [json.dumps(numbers)])


def forget_replaced(database: Database) -> None:
    """Leave no word of rows that were replaced in the index, at a cost of all that is in it.

    FTS5 keeps the words of deleted rows until its parts are merged.
    """
    for index in _OF:
        database.conn.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
