"""Laptops that work apart, as databases in memory: what the state machine of merging drives.

Everything is done by the functions that the commands use; only files, clocks and chance are
missing. Beside the databases a plain ledger remembers what was ever said and erased.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from fieldarchive.catalogue import arrivals, erasing, merging, revisions
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.catalogue.schema import migrate
from fieldarchive.history.deciding import take
from fieldarchive.history.joining import speak_again
from fieldarchive.history.revision import Account, Revision, account_of, body_of
from fieldarchive.merge import rows as merge_rows
from fieldarchive.merge.other import Other, believed

Change = Callable[[Account], Account]
START = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass
class Laptop:
    """A database and its clock, which may be years away from the truth."""

    device: str
    database: Database
    years: int = 0


@dataclass
class Ledger:
    """What was ever said, by digest, and what was erased, whoever knows of it."""

    said: dict[str, Revision] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)

    def living(self) -> dict[str, list[Revision]]:
        """The history of every record that nobody erased."""
        found: dict[str, list[Revision]] = {}
        for revision in self.said.values():
            if revision.record not in self.erased:
                found.setdefault(revision.record, []).append(revision)
        return found


class World:
    """A few laptops, and what happens to them."""

    def __init__(self, count: int) -> None:
        self.laptops = [Laptop(f"laptop-{n}", fresh()) for n in range(count)]
        self.ledger = Ledger()
        self._seconds = 0

    def bring(self, who: int, said: Account) -> None:
        """A new item."""
        record = f"{len(self.ledger.said):016d}"
        self._write(self.laptops[who], record, [((), said)])

    def change(self, who: int, which: int, change: Change) -> None:
        """Say something as an ingest does: of all heads at once, or of each while in conflict."""
        for laptop, standing in self._chosen(who, which):
            versions = [(parents, change(account)) for parents, account in standing.versions]
            self._write(laptop, standing.record, versions)

    def change_one(self, who: int, which: int, head: int, change: Change) -> None:
        """Say something of one head alone, as a program that knows of no other head would."""
        for laptop, standing in self._chosen(who, which):
            digest, account = standing.heads[head % len(standing.heads)]
            self._write(laptop, standing.record, [((digest,), change(account))])

    def speak_again(self, who: int, which: int, last: int, change: Change) -> None:
        """A place says something new that has not heard what others said since `last`."""
        for laptop, standing in self._chosen(who, which):
            history = revisions.revisions_of(laptop.database, standing.record)
            seen = sorted(history, key=lambda one: one.digest)[last % len(history)]
            said = change(account_of(seen.body))
            versions = [((seen.digest,), said)]
            if not standing.conflicts:
                whole, _ = speak_again(history, seen.digest, said)
                heads = [digest for digest, _ in standing.heads if digest != seen.digest]
                alone = self._revision(laptop, standing.record, (seen.digest,), said)
                versions.append(((*heads, alone.digest), whole))
            self._write(laptop, standing.record, versions)

    def decide(self, who: int, which: int, field_number: int, version: int) -> None:
        """A person takes one of the values of one conflict, or of all of them."""
        from fieldarchive.resolving import decided

        for laptop, standing in self._chosen(who, which):
            chosen = standing.conflicts
            if chosen and field_number:
                chosen = (chosen[field_number % len(chosen)],)
            decisions = {}
            for conflict in chosen:
                one = conflict.versions[version % len(conflict.versions)]
                said = revisions.account_in(laptop.database, one.revision)
                decisions[conflict.field] = take(conflict, one, said)
            if decisions:
                self._write(laptop, standing.record, [*decided(standing, decisions)])

    def erase(self, who: int, which: int) -> None:
        """A narrator withdraws."""
        for laptop, standing in self._chosen(who, which):
            self.ledger.erased.add(standing.record)
            with laptop.database.atomic():
                operation = arrivals.begin_operation(laptop.database, "erase", None, laptop.device)
                erasing.erase(laptop.database, [standing.record], operation)

    def clone(self, who: int) -> None:
        """A disk is copied as a whole: the same name, the same clock, the same archive."""
        laptop = self.laptops[who]
        self.laptops.append(Laptop(laptop.device, copied(laptop.database), laptop.years))

    def merge(self, here: int, there: int, *, without: int | None = None) -> int:
        """Bring in what another laptop has; a record may be left out, for want of an original."""
        return merge(self.laptops[here], self.laptops[there], without)

    def _chosen(self, who: int, which: int) -> Iterator[tuple[Laptop, Standing]]:
        """One of the records that a laptop has; nothing when it has none."""
        laptop = self.laptops[who]
        records = [
            record
            for (record,) in laptop.database.conn.execute("SELECT DISTINCT record FROM heads")
        ]
        if records:
            record = sorted(records)[which % len(records)]
            yield laptop, revisions.standing(laptop.database, record)

    def _write(
        self, laptop: Laptop, record: str, said: Sequence[tuple[Sequence[str], Account]]
    ) -> None:
        written = [self._revision(laptop, record, *one) for one in said]
        database = laptop.database
        sizes = {e.sha256: e.size for _, account in said for e in account.files}
        with database.atomic():
            operation = arrivals.begin_operation(database, "ingest", None, laptop.device)
            arrivals.note_originals(database, sizes, operation)
            revisions.add_revisions(database, written, operation)
        self.ledger.said |= {one.digest: one for one in written}
        self._seconds += 1

    def _revision(
        self, laptop: Laptop, record: str, parents: Sequence[str], said: Account
    ) -> Revision:
        # Three words fall into one second: cloned disks write at once.
        moment = START + timedelta(days=365 * laptop.years, seconds=self._seconds // 3)
        made_at = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        named = tuple(sorted(parents))
        return Revision(record, "item", named, made_at, None, laptop.device, body_of(said))


def merge(here: Laptop, there: Laptop, without: int | None = None) -> int:
    """The union as the command makes it, without files; how many revisions came in."""
    database = here.database

    def rows(table: str) -> Iterator[Mapping[str, object]]:
        return believed(database, there.database, table)

    other = Other(Path(there.device), rows, Path)
    with database.atomic():
        operation = arrivals.begin_operation(database, "merge", None, here.device)
        came = merge_rows.bring_in(database, other, operation)
        missing = dict(merging.missing_originals(database, rows("originals"), came.withheld))
        arrivals.note_originals(database, missing, operation)
        touched = merging.touched(database, operation)
        if without is not None and touched:
            merging.leave_out(database, touched[without % len(touched)], operation)
        return merging.count_added(database, operation)[0]


@cache
def _template() -> Database:
    database = _empty()
    migrate(database)
    return database


def fresh() -> Database:
    """An archive's database that nothing was taken into."""
    return copied(_template())


def copied(database: Database) -> Database:
    """Another database with the same pages."""
    other = _empty()
    database.conn.backup(other.conn)
    return other


def _empty() -> Database:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return Database(connection)


def digest(name: str) -> str:
    """Bytes that a story needs no more of than their name."""
    return sha256(name.encode()).hexdigest()
