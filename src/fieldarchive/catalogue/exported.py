"""Reading a browse database whole, or the part of it that a person wants, for an export.

SQLite writes the lines itself: asking it for every cell takes three times as long. What must not
leave as it stands (a formula, a NUL) is fetched cell by cell; who decides that is `export`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from sqlite_utils import Database

from fieldarchive.catalogue.database import open_to_read
from fieldarchive.catalogue.wanted import Wanted, choose, is_chosen
from fieldarchive.errors import StorageError

# The number of a row, and the row as a line of CSV in UTF-8 without its end, texts in quotes. A
# row that holds a NUL has None for its line.
Line: TypeAlias = tuple[int, bytes | None]

# A stretch of row numbers, both ends included.
Span: TypeAlias = tuple[int, int]

# SQLite does not promise that its texts are UTF-8.
_decoded = partial(str, encoding="utf-8", errors="replace")


@contextmanager
def reading(path: Path, wanted: Wanted) -> Iterator[Database]:
    """A browse database as it stands at one moment: until the end, nobody can publish into it.

    Raises `NotServable` for any other file and `StorageError` when it turns out damaged.
    """
    try:
        with closing(open_to_read(path)) as database:
            database.conn.row_factory = None
            database.conn.text_factory = _decoded
            database.conn.execute("BEGIN")
            choose(database, wanted)
            yield database
    except sqlite3.DatabaseError as error:
        raise StorageError(
            path,
            f"cannot be read to its end ({error}). Nothing is lost: delete it, and "
            "`fieldarchive ingest` makes it again.",
        ) from error


def spans(database: Database, name: str, length: int) -> list[Span]:
    """The row numbers of a table, cut into stretches of `length`."""
    first, last = database.conn.execute(f'SELECT min(rowid), max(rowid) FROM "{name}"').fetchone()
    if first is None:
        return []
    return [(n, min(n + length - 1, last)) for n in range(first, last + 1, length)]


def lines(
    database: Database, name: str, table: Mapping[str, Any], wanted: Wanted, span: Span
) -> list[Line]:
    """The wanted rows of one table of tables.json whose numbers lie in the span, in their order."""
    columns = table["columns"]
    rows = database.conn.execute(
        f'SELECT rowid, {_line_sql(columns)} FROM "{name}" WHERE rowid BETWEEN ? AND ? '
        f"AND {is_chosen(name, columns, wanted)} ORDER BY rowid",
        span,
    )
    return rows.fetchall()


def cells(
    database: Database, name: str, table: Mapping[str, Any], numbers: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """The values of these rows as they are, each after its number."""
    columns = ", ".join(f'"{column}"' for column in table["columns"])
    yield from database.conn.execute(
        f'SELECT rowid, {columns} FROM "{name}" WHERE rowid IN (SELECT value FROM json_each(?))',
        [json.dumps(numbers)],
    )


def _line_sql(columns: Mapping[str, Any]) -> str:
    """The expression for a whole line. printf ends a text at a NUL, so these lines are NULL.

    Days and JSON are written by this program, which puts no NUL into them.
    """
    texts = [f'"{c}"' for c, facts in columns.items() if facts["type"] not in ("integer", "number")]
    marks = ",".join('"%w"' if f'"{column}"' in texts else "%s" for column in columns)
    values = ", ".join(_value_sql(column, facts["type"]) for column, facts in columns.items())
    free = [column for column, facts in columns.items() if facts["type"] == "string"]
    holds_nul = " OR ".join(f'instr("{column}", char(0))' for column in free) or "0"
    return f"CASE WHEN {holds_nul} THEN NULL ELSE CAST(printf('{marks}', {values}) AS BLOB) END"


def _value_sql(column: str, kind: str) -> str:
    if kind == "integer":
        return f'"{column}"'
    if kind != "number":
        return f"""coalesce("{column}", '')"""
    # SQLite writes 15 digits. Where these do not give the same number back, 18 do; 17 would, if
    # SQLite counted exactly.
    return (
        f'CASE WHEN CAST(CAST("{column}" AS TEXT) AS REAL) <> "{column}" '
        f"""THEN printf('%!.18g', "{column}") ELSE "{column}" END"""
    )
