"""History: every description ever recorded, each named by the SHA-256 of its own words.

A revision is written once and never changed. `heads` are the revisions nobody names as a
parent; a record has one, or more after laptops were merged. What is shown of a record follows
from its heads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue import seals
from fieldarchive.catalogue.searches import ARE_SEARCHES
from fieldarchive.errors import NoSuchItem
from fieldarchive.history.conflicts import Conflict
from fieldarchive.history.joining import join
from fieldarchive.history.revision import Account, Revision, account_of, canonical, digest_of

# Only of a record with one head: of others all revisions are read anyway.
_ADDED_AT = """
CASE WHEN NOT EXISTS
  (SELECT 1 FROM heads o WHERE o.record = h.record AND o.digest <> h.digest)
THEN coalesce(
  (SELECT min(made_at) FROM revisions f WHERE f.record = h.record AND f.parents = '[]'),
  (SELECT min(made_at) FROM revisions f WHERE f.record = h.record)) END"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for a record now: its heads, the newest first, and what they say together.

    `added_at` is the instant of its first revision, whatever clocks said of later ones; where a
    damage took the first one, the earliest instant that is left.
    """

    record: str
    heads: tuple[tuple[str, Account], ...]
    account: Account
    conflicts: tuple[Conflict, ...]
    added_at: str

    @property
    def digest(self) -> str:
        """The revision that stands for it: the newest."""
        return self.heads[0][0]

    @property
    def versions(self) -> list[tuple[tuple[str, ...], Account]]:
        """What a new revision follows and starts from: all heads at once, or each by itself
        while they are in conflict, so that writing on decides nothing."""
        if self.conflicts:
            return [((digest,), account) for digest, account in self.heads]
        return [(tuple(sorted(digest for digest, _ in self.heads)), self.account)]


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
        "INSERT OR IGNORE INTO heads VALUES (?, ?)",
        [(r.record, digest) for digest, r in zip(digests, revisions, strict=True)],
    )
    # Last, because one of these may follow another of them.
    database.conn.executemany(
        "DELETE FROM heads WHERE record = ? AND digest = ?",
        [(revision.record, parent) for revision in revisions for parent in revision.parents],
    )
    return digests


def standings(
    database: Database, records: Sequence[str] | None = None, *, aside: bool = False
) -> Iterator[Standing]:
    """How the items named stand, or all of them, by id; those set aside only if asked for."""
    named = "" if records is None else "AND h.record IN (SELECT value FROM json_each(?))"
    rows = database.conn.execute(
        f"SELECT h.record, h.digest, r.body, {_ADDED_AT} "
        f"FROM heads h JOIN revisions r ON r.digest = h.digest "
        f"WHERE r.kind = 'item' {named} ORDER BY h.record",
        [] if records is None else [json.dumps(list(records))],
    )
    for record, group in groupby(rows, key=itemgetter(0)):
        (_, digest, body, added_at), *others = group
        if others:
            found = standing_of(revisions_of(database, record))
        else:
            account = account_of(json.loads(body))
            found = Standing(record, ((digest, account),), account, (), added_at)
        if aside or not found.account.aside:
            yield found


def standing(database: Database, record: str) -> Standing:
    """How a record stands, set aside or not; raises `NoSuchItem`."""
    for found in standings(database, [record], aside=True):
        return found
    raise NoSuchItem(record)


def standing_of(history: Sequence[Revision]) -> Standing:
    """How a record stands by some of its revisions."""
    joined = join(history)
    first = [revision for revision in history if not revision.parents]
    return Standing(
        history[0].record,
        tuple((head.digest, account) for head, account in joined.heads),
        joined.account,
        joined.conflicts,
        min(one.made_at for one in first or history),
    )


def revisions_of(database: Database, record: str, until: int | None = None) -> list[Revision]:
    """Every revision of a record, or those that were there after an operation."""
    rows = database.conn.execute(
        "SELECT record, kind, parents, made_at, made_by, device, body FROM revisions "
        "WHERE record = ? AND (? IS NULL OR operation <= ?) ORDER BY operation, made_at, digest",
        [record, until, until],
    )
    return [
        Revision(name, kind, tuple(json.loads(parents)), made_at, made_by, device, json.loads(body))
        for name, kind, parents, made_at, made_by, device, body in rows
    ]


def set_aside(database: Database) -> list[str]:
    """The items that are shown nowhere.

    Where there are as many heads as items, each item has one head and is shown: that is told in
    a quarter of the time, and every note asks.
    """
    heads, shown = database.conn.execute(
        f"SELECT (SELECT count(*) FROM heads) "
        f"- (SELECT count(*) FROM heads WHERE record IN ({ARE_SEARCHES})), "
        "(SELECT count(*) FROM items)"
    ).fetchone()
    if heads == shown:
        return []
    found = database.conn.execute(
        "SELECT DISTINCT record FROM heads WHERE record NOT IN (SELECT id FROM items) "
        f"AND record NOT IN ({ARE_SEARCHES})"
    )
    return [record for (record,) in found]


def account_in(database: Database, digest: str) -> Account:
    """What one revision says; raises `NoSuchItem`."""
    row = database.conn.execute("SELECT body FROM revisions WHERE digest = ?", [digest]).fetchone()
    if row is None:
        raise NoSuchItem(digest)
    return account_of(json.loads(row[0]))


def with_several_heads(database: Database) -> list[str]:
    """The records that laptops wrote apart, by id."""
    rows = database.conn.execute(
        "SELECT record FROM heads GROUP BY record HAVING count(*) > 1 ORDER BY record"
    )
    return [record for (record,) in rows]


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
        if not _says(said, digest):
            yield digest


def _says(said: Sequence[Any], digest: str) -> bool:
    try:
        return digest_of(*said) == digest
    except TypeError:  # a value that is no text any more
        return False


def count(database: Database) -> int:
    """How many revisions there are."""
    return int(database.conn.execute("SELECT count(*) FROM revisions").fetchone()[0])
