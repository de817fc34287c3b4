"""Seals: every row of `archive.db` carries a check of its own values, in its last column.

SQLite notices damage to its pages, not to the words in them: of single flipped bits in a file
full of text it found one in twenty. A CRC-32 finds every one, says which row it hit, and costs a
microsecond. It guards against failing disks, not against people: for them there are the digests
of revisions and of originals.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zlib import crc32

from sqlite_utils import Database


def seal_of(values: Sequence[Any]) -> int:
    """The CRC-32 of a row's values in the order of its columns."""
    return crc32("\x1f".join(map(_spelled, values)).encode("utf-8", "surrogatepass"))


def insert(
    connection: sqlite3.Connection,
    table: str,
    rows: Iterable[Sequence[Any]],
    verb: str = "INSERT OR REPLACE",
) -> None:
    """Write rows, their values in the order of the table's columns, each with its seal."""
    sealed = [(*row, seal_of(row)) for row in rows]
    if sealed:
        marks = ", ".join("?" * len(sealed[0]))
        connection.executemany(f"{verb} INTO {table} VALUES ({marks})", sealed)


def broken_rows(database: Database) -> Iterator[tuple[str, str]]:
    """The table and the first value of each row that no longer says what it said."""
    for table in sealed_tables(database):
        for *values, seal in database.conn.execute(f'SELECT * FROM "{table}"'):
            if seal_of(values) != seal:
                yield table, str(values[0])


def sealed_tables(database: Database) -> list[str]:
    """The tables whose rows have a seal."""
    rows = database.conn.execute(
        "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND c.name = 'seal' ORDER BY m.name"
    )
    return [name for (name,) in rows]


def seal_all(database: Database, table: str) -> None:
    """Seal rows that were written before there were seals."""
    rows = database.conn.execute(f"SELECT * FROM {table}").fetchall()
    insert(database.conn, table, [row[:-1] for row in rows])


def _spelled(value: str | bytes | float | None) -> str:
    """A value's sign for the seal: 5 and 5.0 are one value, as in a REAL column."""
    if value is None:
        return "\x00"
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(int(value)) if value == int(value) else repr(value)
