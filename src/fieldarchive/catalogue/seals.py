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

_BETWEEN = "\x1f"


def seal_of(values: Sequence[Any]) -> int:
    """The CRC-32 of a row's values in the order of its columns, a separator between two."""
    return crc32(_BETWEEN.encode().join(map(_spelled, values)))


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


def broken_rows(
    database: Database, tables: Iterable[str] | None = None
) -> Iterator[tuple[str, str]]:
    """The table and the first value of each row that no longer says what it said.

    In these tables alone, or in all that have seals.
    """
    for table in sealed_tables(database) if tables is None else tables:
        for row in _broken_rows_of(database, table):
            yield table, row


def _broken_rows_of(database: Database, table: str) -> Iterator[str]:
    """The first value of each broken row of one table.

    SQLite spells the rows, which is quicker than to make them Python's. It spells fractions and
    texts with a zero byte in its own way, so what it doubts is looked at once more.
    """
    connection = database.conn
    connection.create_function("crc32", 1, crc32, deterministic=True)
    *columns, _ = connection.execute(f"SELECT name FROM pragma_table_info('{table}')")
    form, names = _BETWEEN.join("%s" for _ in columns), ", ".join(f'"{c}"' for (c,) in columns)
    as_it_was = connection.text_factory
    connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    try:
        for *values, seal in connection.execute(
            f'SELECT * FROM "{table}" '
            f"WHERE seal IS NOT crc32(CAST(printf('{form}', {names}) AS BLOB))"
        ):
            if seal_of(values) != seal:
                yield _named(values[0])
    finally:
        connection.text_factory = as_it_was


def sealed_tables(database: Database) -> list[str]:
    """The tables whose rows have a seal."""
    rows = database.conn.execute(
        "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND c.name = 'seal' ORDER BY m.name"
    )
    return [name for (name,) in rows]


def seal_all(database: Database, table: str) -> None:
    """Seal rows that were written before there were seals, or by somebody who knows of none."""
    rows = database.conn.execute(f"SELECT * FROM {table} WHERE seal IS NULL").fetchall()
    insert(database.conn, table, [row[:-1] for row in rows])


def _named(value: object) -> str:
    """A value to tell people of, whatever its bytes have become."""
    return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _spelled(value: str | bytes | float | None) -> bytes:
    """A value's bytes for the seal: 5 and 5.0 are one value, as in a REAL column."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if value is None or value != value:  # what is no number is stored as NULL
        return b""
    if isinstance(value, bytes):
        return value
    is_whole = isinstance(value, int) or value.is_integer()
    return b"%d" % value if is_whole else repr(value).encode()
