"""The union of two histories, as rows: what comes in, what it follows, and which heads are left.

What comes in was checked row by row before (`history_lines.why_wrong`); here it is checked as a
whole. The transaction is the caller's, who gives up all of it when something is refused.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue import seals
from fieldarchive.catalogue.snapshots import UNREADABLE
from fieldarchive.errors_of_copies import DamagedHistory
from fieldarchive.groups import groups

Row = Mapping[str, Any]

_COLUMNS = ("digest", "record", "kind", "parents", "made_at", "made_by", "device", "body")
_AT_ONCE = 1_000
_KNOWN = (
    f"SELECT {', '.join(_COLUMNS)} FROM revisions WHERE digest IN (SELECT value FROM json_each(?))"
)
# By the index of records, because it is a tenth of the table and holds the digests as well.
_STRAY = """
SELECT r.digest FROM revisions r, json_each(r.parents) p
WHERE r.operation = ? AND NOT EXISTS
  (SELECT 1 FROM revisions q INDEXED BY revisions_record
   WHERE q.record = r.record AND q.digest = p.value)
LIMIT 1"""
_FOLLOWED = (
    "SELECT r.record, p.value FROM revisions r, json_each(r.parents) p WHERE r.operation = ?"
)


def rows_of(database: Database, table: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A table of another archive, column by column, in the order of the first.

    Raises `DamagedHistory` where it cannot be read.
    """
    named = ", ".join(f'"{column}"' for column in columns)
    number = 0
    try:
        for row in database.conn.execute(f'SELECT {named} FROM "{table}" ORDER BY 1'):
            number += 1
            yield dict(zip(columns, row, strict=True))
    except UNREADABLE as error:
        raise DamagedHistory(table, number + 1, f"it cannot be read ({error})") from error


def not_here(database: Database, rows: Iterable[Row]) -> Iterator[Row]:
    """Those revisions of another archive that are not here; raises `DamagedHistory` when one
    has the name of a revision here and says something else."""
    number = 0
    for group in groups(rows, _AT_ONCE):
        names = json.dumps([row["digest"] for row in group])
        known = {row[0]: row for row in database.conn.execute(_KNOWN, [names])}
        for row in group:
            number += 1
            here = known.get(row["digest"])
            if here is None:
                yield row
            elif here != tuple(row[name] for name in _COLUMNS):
                raise DamagedHistory("revisions", number, "here its name stands for other words")


def missing_originals(
    database: Database, rows: Iterable[Row], without: Container[str] = ()
) -> Iterator[tuple[str, int]]:
    """The originals of another archive that are not here, with their sizes in bytes."""
    number = 0
    for group in groups(rows, _AT_ONCE):
        here = sizes_of(database, [row["sha256"] for row in group])
        for row in group:
            number += 1
            if here.get(row["sha256"], row["size"]) != row["size"]:
                raise DamagedHistory("originals", number, "here it has another size")
            if row["sha256"] not in here and row["sha256"] not in without:
                yield row["sha256"], row["size"]


def add_incoming(database: Database, rows: Iterable[Row], operation: int) -> None:
    """Add revisions that are not here yet."""
    for group in groups(rows, _AT_ONCE):
        written = [(*(row[name] for name in _COLUMNS), operation) for row in group]
        seals.insert(database.conn, "revisions", written, "INSERT OR IGNORE")


def stray_revision(database: Database, operation: int) -> str | None:
    """A revision that came in without the one it follows, or that follows another record's."""
    row = database.conn.execute(_STRAY, [operation]).fetchone()
    return None if row is None else str(row[0])


def find_heads(database: Database, operation: int) -> None:
    """Make what an operation added the heads of their records, but for what is followed."""
    connection = database.conn
    connection.execute(
        "INSERT INTO heads SELECT record, digest FROM revisions WHERE operation = ?", [operation]
    )
    followed = connection.execute(_FOLLOWED, [operation])
    connection.executemany("DELETE FROM heads WHERE record = ? AND digest = ?", followed)


def touched(database: Database, operation: int) -> list[str]:
    """The records to which an operation added revisions, by id."""
    sql = "SELECT DISTINCT record FROM revisions WHERE operation = ? ORDER BY record"
    return [record for (record,) in database.conn.execute(sql, [operation])]


def newest_said(database: Database, operation: int) -> str | None:
    """The newest instant that revisions of an operation claim to be of."""
    sql = "SELECT max(made_at) FROM revisions WHERE operation = ?"
    newest: str | None = database.conn.execute(sql, [operation]).fetchone()[0]
    return newest


def count_added(database: Database, operation: int) -> tuple[int, int, int]:
    """How many revisions an operation added, how many items it brought, and to how many that
    were here it added."""
    added, begun, touched = database.conn.execute(
        "SELECT count(*), count(*) FILTER (WHERE kind = 'item' AND parents = '[]'), "
        "count(DISTINCT record) FILTER (WHERE kind = 'item') FROM revisions WHERE operation = ?",
        [operation],
    ).fetchone()
    return added, begun, touched - begun


def leave_out(database: Database, record: str, operation: int) -> None:
    """Take the revisions of a record that came in out again: one of its originals did not come."""
    connection = database.conn
    connection.execute("DELETE FROM heads WHERE record = ?", [record])
    connection.execute(
        "DELETE FROM revisions WHERE record = ? AND operation = ?", [record, operation]
    )
    connection.execute(
        "INSERT INTO heads SELECT record, digest FROM revisions WHERE record = :record AND "
        "digest NOT IN (SELECT p.value FROM revisions r, json_each(r.parents) p "
        "WHERE r.record = :record)",
        {"record": record},
    )


def known_records(database: Database, records: Iterable[str]) -> list[str]:
    """Those of these records that something was said of here."""
    rows = database.conn.execute(
        "SELECT DISTINCT record FROM heads WHERE record IN (SELECT value FROM json_each(?)) "
        "ORDER BY record",
        [json.dumps(list(records))],
    )
    return [record for (record,) in rows]


def sizes_of(database: Database, names: Sequence[str]) -> dict[str, int]:
    """The originals of these names that are here, with their sizes in bytes."""
    rows = database.conn.execute(
        "SELECT sha256, size FROM originals WHERE sha256 IN (SELECT value FROM json_each(?))",
        [json.dumps(list(names))],
    )
    return dict(rows.fetchall())


def doubled(database: Database, records: Sequence[str] | None) -> Iterator[tuple[str, str]]:
    """Pairs of items with the same picture, recording or text, among these or among all.

    Of each pair the first is the one with the smaller id.
    """
    chosen = "" if records is None else "AND a.item IN (SELECT value FROM json_each(?))"
    yield from database.conn.execute(
        "SELECT DISTINCT min(a.item, b.item), max(a.item, b.item) FROM item_files a "
        "JOIN item_files b ON b.sha256 = a.sha256 AND b.row IS a.row AND b.item <> a.item "
        f"WHERE a.n = 1 AND b.n = 1 {chosen} ORDER BY 1, 2",
        [] if records is None else [json.dumps(list(records))],
    )
