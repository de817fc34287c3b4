"""Choosing the record of a backup that can be believed, and putting it in place.

The newest generation comes first, and in it the snapshot, which is used only when it is byte for
byte what was written and its tables are the ones this program makes. After it the JSON Lines.
What a generation says of itself is asked before what the tag files say of it, because a backup
that was interrupted between the two has tag files of the generation before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fieldarchive import config
from fieldarchive.catalogue import history_lines, snapshots
from fieldarchive.catalogue.arrivals import get_fact
from fieldarchive.catalogue.database import open_record
from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.catalogue.schema import migrate
from fieldarchive.errors import ConfigurationError
from fieldarchive.errors_of_copies import DamagedBackup, DamagedHistory
from fieldarchive.storage import unpacking
from fieldarchive.storage.bags import reading
from fieldarchive.storage.bags.generations import About
from fieldarchive.storage.bags.layout import SNAPSHOT, Bag
from fieldarchive.storage.folders import Folders

_Way = Callable[[Path, About, Folders], str | None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The generation whose record is in place now; `remarks` say why nothing nearer was taken."""

    place: Path
    about: About
    from_history: bool
    remarks: tuple[str, ...]


def bring_record(bag: Bag, folders: Folders, *, from_history: bool) -> Chosen:
    """Put the newest record that can be believed in place; raises `DamagedBackup`."""
    remarks: list[str] = []
    for number in bag.generations():
        place = bag.generation(number)
        for way, about in _ways(bag, number, from_history=from_history):
            why = way(place, about, folders)
            if why is None:
                told = tuple(dict.fromkeys(remarks))
                return Chosen(place, about, way is _bring_history, told)
            unpacking.forget_record(folders)
            remarks.append(f"{bag.path_in_bag(place)}: {why}")
    raise DamagedBackup(
        bag.root, remarks, "No record in it can be believed. Try another backup of this archive."
    )


def bring_words(chosen: Chosen, folders: Folders, *, partial: bool) -> list[str]:
    """Copy what a person edits; a clause for each file that is not as it was written.

    Raises `DamagedBackup` when there is one and not `partial`, or when no archive can be opened
    with what there is.
    """
    damaged = []
    for name in reading.words_in(chosen.about):
        content = reading.read_words(chosen.place, name)
        if content is not None:
            unpacking.write_words(folders, name, content)
        if not reading.is_as_written(chosen.place, chosen.about, name):
            damaged.append(f"{name} is missing or damaged")
    if damaged and not (partial and _can_be_opened(folders)):
        advice = (
            "Put a good copy in its place there; --partial takes it, and restores without a "
            "vocabulary that is missing."
        )
        raise DamagedBackup(chosen.place, damaged, advice)
    return damaged


def _can_be_opened(folders: Folders) -> bool:
    try:
        config.load(folders.root)
    except (ConfigurationError, OSError):
        return False
    return True


def _ways(bag: Bag, number: int, *, from_history: bool) -> Iterator[tuple[_Way, About]]:
    accounts = reading.accounts(bag, number)
    ways: list[_Way] = [_bring_history] if from_history else [_bring_snapshot, _bring_history]
    for way in ways:
        for about in accounts:
            yield way, about


def _bring_snapshot(place: Path, about: About, folders: Folders) -> str | None:
    """Use the snapshot; a clause when it cannot be used."""
    if not reading.is_as_written(place, about, SNAPSHOT):
        return "the snapshot is missing or damaged"
    unpacking.refuse_no_room(folders, (place / SNAPSHOT).stat().st_size)
    reading.copy_snapshot(place, folders.record)
    if not reading.is_as_written(folders.root, about, SNAPSHOT):
        return "the copy of the snapshot is not what it was copied from"
    wrong = next(snapshots.faults_of_snapshot(folders.record, about.archive_hash), None)
    return None if wrong is None else f"the snapshot cannot be used: {wrong}"


def _bring_history(place: Path, about: About, folders: Folders) -> str | None:
    """Fill a new record from the JSON Lines; a clause when they cannot be used."""
    tables = history_lines.tables_in(about.files)
    for table in tables:
        if not reading.is_as_written(place, about, f"{table}.jsonl"):
            return f"{table}.jsonl is missing or damaged"
    with closing(open_record(folders.record)) as database:
        migrate(database)
        try:
            history_lines.fill(database, partial(reading.lines_of_table, place), tables)
        except DamagedHistory as error:
            return f"history cannot be read: {str(error).rstrip('.')}"
        if archive_hash(database) != about.archive_hash:
            return "its history is another one than it was made from"
        return None if get_fact(database, "id") == about.archive else "it is another archive's"
