"""Verify a backup: every byte of the bag, the snapshot, all of history, and that they agree.

Needs no archive. The JSON Lines are read into a database that is thrown away, because the only
proof that history can be restored from them is to restore it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from fieldarchive.catalogue import arrivals, history_lines, snapshots
from fieldarchive.catalogue.database import open_scratch
from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.catalogue.schema import migrate
from fieldarchive.errors_of_copies import DamagedHistory
from fieldarchive.model import Fault
from fieldarchive.storage.bags import checking, opening, reading, tags
from fieldarchive.storage.bags.checking import Counted
from fieldarchive.storage.bags.generations import About
from fieldarchive.storage.bags.layout import ABOUT, SNAPSHOT, Bag
from fieldarchive.storage.carrying import has


@dataclass(slots=True)
class BackupVerified:
    """What was read of a backup and what is wrong with it; `name` is the archive's."""

    name: str = ""
    made_at: str = ""
    archive_hash: str = ""
    files: int = 0
    bytes_read: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether something was read and nothing is wrong."""
        return self.files > 0 and not self.faults


def verify_backup(folder: Path, progress: Callable[[int], None]) -> BackupVerified:
    """Check the backup in `folder`; raises `BackupRefused` when there is none."""
    bag = opening.bag_to_read(folder)
    found, counted = BackupVerified(), Counted()
    with opening.told_in_words(folder):
        found.faults += checking.faults(bag, counted, progress)
        found.files, found.bytes_read = counted.files, counted.bytes
        found.faults += _check_generation(bag, found)
    return found


def _check_generation(bag: Bag, found: BackupVerified) -> Iterator[Fault]:
    number = next(iter(bag.generations()), None)
    if number is None:
        yield Fault("record", "data/record", "There is no generation of the record in it.")
        return
    place = bag.generation(number)
    about = reading.about(place)
    if about is None:
        subject = bag.path_in_bag(place / ABOUT)
        yield Fault("record", subject, "It does not say what this generation is.")
        return
    found.name, found.made_at, found.archive_hash = about.name, about.made_at, about.archive_hash
    yield from _disagreements(bag, about)
    for line in snapshots.faults_of_snapshot(place / SNAPSHOT, about.archive_hash):
        yield Fault("record", bag.path_in_bag(place / SNAPSHOT), f"The snapshot: {line}.")
    yield from _check_history(bag, place, about)


def _disagreements(bag: Bag, about: About) -> Iterator[Fault]:
    said = tags.info(bag)
    for label, value in ((tags.HASH, about.archive_hash), (tags.WHOSE, about.archive)):
        if said.get(label) != value:
            message = f"{label} is {said.get(label)}, and the record in it says {value}."
            yield Fault("record", tags.INFO, message)


def _check_history(bag: Bag, place: Path, about: About) -> Iterator[Fault]:
    with closing(open_scratch()) as database:
        migrate(database)
        tables = history_lines.tables_in(about.files)
        try:
            history_lines.fill(database, partial(reading.lines_of_table, place), tables)
        except DamagedHistory as error:
            yield Fault("history", bag.path_in_bag(place), str(error))
            return
        if archive_hash(database) != about.archive_hash:
            message = "The history written as lines is another one than it was made from."
            yield Fault("history", bag.path_in_bag(place), message)
        yield from _missing_originals(bag, database)


def _missing_originals(bag: Bag, database: Database) -> Iterator[Fault]:
    for sha256, size in arrivals.originals(database):
        if not has(bag.store, sha256, size):
            message = "This original of the archive is not in the backup."
            yield Fault("missing", bag.path_in_bag(bag.store.original(sha256)), message)
