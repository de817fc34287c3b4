"""History: every description ever recorded, each named by the SHA-256 of its own words.

A revision is written once and never changed. `heads` are the revisions nobody names as a
parent; one record normally has one. What is shown of a record follows from its head.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from sqlite_utils import Database

from fieldarchive.errors import NoSuchItem
from fieldarchive.model import Authority, Claim, Description, FileEntry, Role

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_SIGNS = 16


@dataclass(frozen=True)
class Revision:
    """The whole description of a record at one time. `body` is None once it was erased.

    `made_at` is an instant in UTC, ISO 8601; `parents` are digests, sorted.
    """

    record: str
    kind: str
    parents: tuple[str, ...]
    made_at: str
    made_by: str | None
    device: str | None
    body: Mapping[str, Any] | None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything above."""
        said = {name: getattr(self, name) for name in _REVISION}
        return hashlib.sha256(canonical(said).encode("utf-8")).hexdigest()


_REVISION = [field.name for field in fields(Revision)]
_ENTRY = [field.name for field in fields(FileEntry)]


@dataclass(frozen=True, slots=True)
class Account:
    """What a revision of an item says: every claim, and its files."""

    description: Description
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The newest revision of an item. `added_at` is the instant of its first one."""

    record: str
    digest: str
    account: Account
    added_at: str


def new_id() -> str:
    """A record's name for ever: 80 random bits in Crockford's base 32, lower case."""
    bits = secrets.randbits(5 * _ID_SIGNS)
    return "".join(_CROCKFORD[bits >> 5 * place & 31] for place in range(_ID_SIGNS))


def canonical(value: object) -> str:
    """JSON that is the same wherever it is written: sorted keys, no spaces, plain UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def body_of(account: Account) -> dict[str, Any]:
    """An account as the JSON of a revision."""
    return {
        "claims": [
            [c.field, c.value, c.authority.name.lower(), c.origin] for c in account.description
        ],
        "files": [
            {name: value for name in _ENTRY if (value := getattr(entry, name)) is not None}
            for entry in account.files
        ],
    }


def account_of(body: Mapping[str, Any]) -> Account:
    """The account that a revision's JSON holds."""
    claims = (
        Claim(name, value, Authority[authority.upper()], origin)
        for name, value, authority, origin in body["claims"]
    )
    files = (FileEntry(**{**entry, "role": Role(entry["role"])}) for entry in body["files"])
    return Account(Description(tuple(claims)), tuple(files))


def add_revisions(database: Database, revisions: Sequence[Revision], operation: int) -> list[str]:
    """Write revisions and make each the head of its record in place of its parents."""
    digests = [revision.digest for revision in revisions]
    database.conn.executemany(
        "INSERT OR IGNORE INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            [
                digest,
                revision.record,
                revision.kind,
                canonical(revision.parents),
                revision.made_at,
                revision.made_by,
                revision.device,
                None if revision.body is None else canonical(revision.body),
                operation,
            ]
            for digest, revision in zip(digests, revisions, strict=True)
        ],
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
        "SELECT digest, record, kind, parents, made_at, made_by, device, body FROM revisions "
        "WHERE body IS NOT NULL"
    )
    for digest, record, kind, parents, made_at, made_by, device, body in rows:
        try:
            named = tuple(json.loads(parents))
            revision = Revision(record, kind, named, made_at, made_by, device, json.loads(body))
        except ValueError:
            yield digest
            continue
        if revision.digest != digest:
            yield digest


def count(database: Database) -> int:
    """How many revisions there are, erased ones included."""
    return int(database.conn.execute("SELECT count(*) FROM revisions").fetchone()[0])
