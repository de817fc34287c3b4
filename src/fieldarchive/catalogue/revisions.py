"""History: every description ever recorded, each named by the SHA-256 of its own words.

A revision is written once and never changed. `heads` are the revisions nobody names as a
parent; one record normally has one. What is shown of a record follows from its head.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive.catalogue import seals
from fieldarchive.errors import NoSuchItem
from fieldarchive.history.revision import Account, Revision, account_of, canonical, digest_of


@dataclass(frozen=True, slots=True)
class Head:
    """The newest revision of an item. `added_at` is the instant of its first one."""

    record: str
    digest: str
    account: Account
    added_at: str


def add_revisions(database: Database, revisions: Sequence[Revision], operation: int) -> list[str]:
    """Write revisions and make each the head of its record in place of its parents."""
    digests = [revision.digest for revision in revisions]
    seals.insert(
        database.conn,
        "revisions",
        [
            (
                digest,
                revision.record,
                revision.kind,
                canonical(revision.parents),
                revision.made_at,
                revision.made_by,
                revision.device,
                canonical(revision.body),
                operation,
            )
            for digest, revision in zip(digests, revisions, strict=True)
        ],
        "INSERT OR IGNORE",
    )
    database.conn.executemany(
        "DELETE FROM heads WHERE record = ? AND digest = ?",
        [(revision.record, parent) for revision in revisions for parent in revision.parents],
    )
    database.conn.executemany(
        "INSERT OR IGNORE INTO heads VALUES (?, ?)",
        [(r.record, digest) for digest, r in zip(digests, revisions, strict=True)],
    )
    return digests


def heads(database: Database, records: Sequence[str] | None = None) -> Iterator[Head]:
    """The newest revisions of the items named, or of all, in the order of their ids."""
    named = "" if records is None else "AND h.record IN (SELECT value FROM json_each(?))"
    rows = database.conn.execute(
        "SELECT h.record, h.digest, r.body, "
        "(SELECT min(made_at) FROM revisions f WHERE f.record = h.record) "
        "FROM heads h JOIN revisions r ON r.digest = h.digest "
        f"WHERE r.kind = 'item' AND r.body IS NOT NULL {named} ORDER BY h.record",
        [] if records is None else [json.dumps(list(records))],
    )
    for record, digest, body, added_at in rows:
        yield Head(record, digest, account_of(json.loads(body)), added_at)


def head(database: Database, record: str) -> Head:
    """The newest revision of an item; raises `NoSuchItem`."""
    for found in heads(database, [record]):
        return found
    raise NoSuchItem(record)


def ever_had(database: Database, record: str, sha256: str) -> bool:
    """Whether an original belongs to an item now or belonged to it at any time."""
    row = database.conn.execute(
        "SELECT 1 FROM revisions r, json_each(r.body, '$.files') f "
        "WHERE r.record = ? AND json_extract(f.value, '$.sha256') = ? LIMIT 1",
        [record, sha256],
    ).fetchone()
    return row is not None


def changed_since(database: Database, operation: int) -> list[str]:
    """Items with a revision newer than an operation's."""
    rows = database.conn.execute(
        "SELECT record FROM revisions INDEXED BY revisions_operation "
        "WHERE operation > ? AND kind = 'item'",
        [operation],
    )
    # Not DISTINCT: SQLite would then walk all of history in the order of records.
    return sorted({record for (record,) in rows})


def last_operation(database: Database) -> int:
    """The number of the newest operation that wrote a revision; 0 in an empty archive."""
    row = database.conn.execute("SELECT coalesce(max(operation), 0) FROM revisions").fetchone()
    return int(row[0])


def broken_revisions(database: Database) -> Iterator[str]:
    """Digests whose words are no longer the ones they name."""
    rows = database.conn.execute(
        "SELECT digest, body, record, kind, parents, made_at, made_by, device FROM revisions"
    )
    for digest, *said in rows:
        if digest_of(*said) != digest:
            yield digest


def count(database: Database) -> int:
    """How many revisions there are."""
    return int(database.conn.execute("SELECT count(*) FROM revisions").fetchone()[0])
