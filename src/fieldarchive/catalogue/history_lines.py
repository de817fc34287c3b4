"""History as JSON Lines: what an archive cannot make again, readable without SQLite.

One text a table, one line a row, one key a column; bytes that are no UTF-8 are written as
`{"base64": …}`. Going out, nothing is left out but the projection. Coming in, nothing is
believed: each line is measured, each value has the type of its column, each revision is named by
the digest of its own words.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NoReturn

from sqlite_utils import Database

from fieldarchive.catalogue import arrivals, seals
from fieldarchive.errors_of_copies import DamagedHistory
from fieldarchive.groups import groups
from fieldarchive.history.revision import canonical, digest_of, is_id
from fieldarchive.history.wellformed import (
    are_parents,
    is_count,
    is_digest,
    is_instant,
    why_malformed,
)

# In the order in which they can be filled: no row refers to a table that comes later.
TABLES = (
    "archive", "operations", "originals", "sources", "bundles", "bundle_items", "events",
    "erasures", "erased_originals", "revisions", "edits",
)  # fmt: skip
_YOUNGER = {"edits"}  # tables that the first backups did not have
_AS_JSON = {"body", "parents"}  # columns of revisions that hold canonical JSON already
_NAMED = ("record", "kind", "parents", "made_at", "made_by", "device")
_AT_ONCE = 1_000
_HALF_A_SIGN = re.compile("[\ud800-\udfff]")  # JSON can spell it, UTF-8 and SQLite cannot
_INTEGERS = range(-(1 << 63), 1 << 63)
_HEADS = (
    "INSERT INTO heads SELECT record, digest FROM revisions WHERE digest NOT IN "
    "(SELECT p.value FROM revisions r, json_each(r.parents) p)"
)
_KNOWN = (
    "SELECT 1 FROM revisions WHERE digest = ? UNION ALL SELECT 1 FROM erasures WHERE record = ?"
)


def lines(database: Database, table: str) -> Iterator[str]:
    """A table as JSON Lines, in the order of its key."""
    names = list(_columns(database, table))
    columns = ", ".join(f'"{name}"' for name in names)
    for row in database.conn.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2"):
        pairs = (f"{json.dumps(n)}:{_written(n, v)}" for n, v in zip(names, row, strict=True))
        yield f"{{{','.join(pairs)}}}\n"


def tables_in(files: Collection[str]) -> list[str]:
    """The tables that a backup has to have, by the names of its files: all but younger ones."""
    return [table for table in TABLES if table not in _YOUNGER or f"{table}.jsonl" in files]


def fill(
    database: Database,
    lines_of: Callable[[str], Iterable[bytes]],
    tables: Iterable[str] = TABLES,
) -> None:
    """Fill an empty record from the lines of each table, in one transaction.

    Raises `DamagedHistory`, and then the record is as empty as before.
    """
    with database.atomic():
        for table in tables:
            try:
                _put_lines(database, table, lines_of(table))
            except OSError as error:
                raise DamagedHistory(table, 1, f"it cannot be read ({error.strerror})") from error
        _put_heads(database)


def _put_lines(database: Database, table: str, written: Iterable[bytes]) -> None:
    """Fill an empty table from JSON Lines; raises `DamagedHistory`. The transaction is open."""
    for number, group in enumerate(groups(rows_in(database, table, written), _AT_ONCE)):
        try:
            seals.insert(database.conn, table, [tuple(row.values()) for row in group], "INSERT")
        except (sqlite3.DatabaseError, OverflowError, UnicodeEncodeError) as error:
            reason = f"a row from here on does not fit the others ({error})"
            raise DamagedHistory(table, number * _AT_ONCE + 1, reason) from error


def rows_in(database: Database, table: str, written: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of JSON Lines, each checked by itself; `database` knows the columns.

    Raises `DamagedHistory`.
    """
    columns = _columns(database, table)
    for number, line in enumerate(written, 1):
        yield _row(table, columns, number, line)


def _put_heads(database: Database) -> None:
    """Find the revisions that nobody names as a parent, once all of them are there."""
    database.conn.execute(_HEADS)


def readable_rows(
    database: Database, table: str, written: Iterable[bytes]
) -> Iterator[dict[str, Any] | None]:
    """The rows of JSON Lines as `rows_in` gives them; None for a line that is not one."""
    columns = _columns(database, table)
    for number, line in enumerate(written, 1):
        try:
            yield _row(table, columns, number, line)
        except DamagedHistory:
            yield None


def is_known(database: Database, revision: Mapping[str, Any]) -> bool:
    """Whether the record has a revision, or has erased what it is of."""
    found = database.conn.execute(_KNOWN, [revision["digest"], revision["record"]])
    return found.fetchone() is not None


def wrong_rows(database: Database, table: str) -> Iterator[str]:
    """Rows of a table whose values cannot be true, a clause each."""
    names = list(_columns(database, table))
    columns = ", ".join(f'"{name}"' for name in names)
    for values in database.conn.execute(f"SELECT {columns} FROM {table}"):
        try:
            why = why_wrong(table, dict(zip(names, values, strict=True)))
        except (TypeError, ValueError, RecursionError) as error:
            why = str(error)
        if why is not None:
            yield f"{table} row {values[0]}: {why}"


def _columns(database: Database, table: str) -> dict[str, str]:
    """The columns of a table with their types, in order, without the seal."""
    rows = database.conn.execute("SELECT name, type FROM pragma_table_info(?)", [table])
    return {name: kind for name, kind in rows if name != "seal"}


def _written(name: str, value: object) -> str:
    if isinstance(value, bytes):
        try:
            return canonical(value.decode())
        except UnicodeDecodeError:
            return canonical({"base64": base64.b64encode(value).decode()})
    return str(value) if name in _AS_JSON else canonical(value)


def _row(table: str, columns: Mapping[str, str], number: int, line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
        if not isinstance(said, dict) or list(said) != list(columns):
            raise ValueError("it does not have the columns of this table")
        row = {name: _value(kind, name, said[name]) for name, kind in columns.items()}
        if any(isinstance(value, str) and _HALF_A_SIGN.search(value) for value in row.values()):
            raise ValueError("it holds half a sign, which is no text")
        if (why := why_wrong(table, row)) is not None:
            raise ValueError(why)
    except (ValueError, RecursionError, binascii.Error) as error:
        raise DamagedHistory(table, number, str(error)) from error
    return row


def _value(kind: str, name: str, value: object) -> object:
    """A value as the database keeps it; raises `ValueError` when it has another type."""
    if name in _AS_JSON:
        return canonical(value)
    if value is None or (kind == "TEXT" and isinstance(value, str)):
        return value
    if kind == "INTEGER" and type(value) is int and value in _INTEGERS:
        return value
    if kind == "BLOB" and isinstance(value, str):
        return value.encode()
    if kind == "BLOB" and isinstance(value, dict) and isinstance(value.get("base64"), str):
        return base64.b64decode(value["base64"], validate=True)
    raise ValueError(f'"{name}" is not {kind}')


def why_wrong(table: str, row: Mapping[str, Any]) -> str | None:
    """A clause about a row whose values cannot be true, whatever the other rows say."""
    if table == "revisions":
        return _why_no_revision(row)
    if table == "originals" and not (is_digest(row["sha256"]) and is_count(row["size"])):
        return "it names no original"
    if "record" in row and not is_id(str(row["record"])):
        return "it names no record"
    if table == "erased_originals" and not is_digest(row["mark"]):
        return "it is no mark"
    if not all(is_instant(row[name]) for name in row if _holds_instant(name, row[name])):
        return "it does not say when it was"
    if table == "operations" and not _is_operation(row):
        return "it has no number, or takes back what came after it"
    if table == "events" and not _is_event(row):
        return "it is no event"
    return None


def _holds_instant(name: str, value: object) -> bool:
    """Whether a column must hold an instant. A command that was killed has no end."""
    return name.endswith("_at") and not (name == "ended_at" and value is None)


def _is_operation(row: Mapping[str, Any]) -> bool:
    if not is_count(row["number"]):
        return False
    return row["undoes"] is None or row["undoes"] in range(1, row["number"])


def _is_event(row: Mapping[str, Any]) -> bool:
    """Of a backup and of a restore it is read where that was."""
    is_somewhere = row["kind"] in {arrivals.BACKUP, arrivals.RESTORE}
    if not is_count(row["number"]) or not are_details(row["details"]):
        return False
    return not is_somewhere or bool(json.loads(row["details"] or "[]"))


def are_details(details: object) -> bool:
    """Whether a column holds what an event tells: nothing, or a JSON list of texts."""
    try:
        told = [] if details is None else json.loads(str(details))
    except (ValueError, RecursionError):
        return False
    return isinstance(told, list) and all(_is_text(one) for one in told)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not _HALF_A_SIGN.search(value)


def _why_no_revision(row: Mapping[str, Any]) -> str | None:
    body = _DECODER.decode(row["body"])
    if canonical(body) != row["body"]:
        return "its JSON is not spelled as the program spells it"
    if not are_parents(row["parents"]):
        return "one of its parents is no digest"
    if digest_of(row["body"], *(row[name] for name in _NAMED)) != row["digest"]:
        return "the revision no longer says what it said"
    return why_malformed(row["record"], row["kind"], row["made_at"], body)


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is no number")


_DECODER = json.JSONDecoder(parse_constant=_no_number)
