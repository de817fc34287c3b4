"""Whether the record itself is whole: its pages, its references, its projection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

_CHECKS = (
    (
        "SELECT item || ' lacks a row for its head revision' FROM "
        "(SELECT h.record AS item FROM heads h JOIN revisions r ON r.digest = h.digest "
        "WHERE r.kind = 'item' AND json_extract(r.body, '$.aside') IS NOT 1 "
        "EXCEPT SELECT id FROM items)"
    ),
    "SELECT id || ' is shown although it is set aside' FROM items i "
    "WHERE NOT EXISTS (SELECT 1 FROM heads h JOIN revisions r ON r.digest = h.digest "
    "WHERE h.record = i.id AND json_extract(r.body, '$.aside') IS NOT 1)",
    "SELECT id || ' shows a revision that is not its head' FROM items i "
    "WHERE NOT EXISTS (SELECT 1 FROM heads h WHERE h.record = i.id AND h.digest = i.revision)",
    (
        "SELECT r.digest || ' follows a revision that is missing' "
        "FROM revisions r, json_each(r.parents) p "
        "WHERE p.value NOT IN (SELECT digest FROM revisions)"
    ),
    "SELECT sha256 || ' belongs to an item but is no original' FROM item_files "
    "WHERE sha256 NOT IN (SELECT sha256 FROM originals)",
)


def faults(database: Database) -> Iterator[str]:
    """What SQLite and the archive's own rules find wrong, a clause each."""
    try:
        yield from _faults(database)
    except sqlite3.DatabaseError as error:
        yield f"it cannot be read to its end ({error})"


def _faults(database: Database) -> Iterator[str]:
    for (line,) in database.conn.execute("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield str(line)
    for table, row, parent, _ in database.conn.execute("PRAGMA foreign_key_check").fetchall():
        yield f"{table} row {row} refers to a missing row of {parent}"
    for check in _CHECKS:
        for (line,) in database.conn.execute(check).fetchall():
            yield str(line)
