"""Erase: a narrator withdraws, and nothing of the item is left here.

The record lets go first, in one transaction, and keeps a tombstone that no merge undoes. Then
the browse databases go, which show it; its files; and the record is written anew, without what
its pages still held. Whatever a crash leaves of that is finished by the next command that writes.
Copies that were given away are out of reach: `plan` names the backups, for whoever asks.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldarchive import publish
from fieldarchive.archive import Archive, finish_removals, who_and_where
from fieldarchive.catalogue import arrivals, erasing, erasures, merging, names, revisions
from fieldarchive.catalogue.database import told_in_words, why_not_served
from fieldarchive.errors import StorageError, UnfinishedErasure
from fieldarchive.history.revision import Revision, account_of
from fieldarchive.intake.making_items import main_file
from fieldarchive.model import ITEMS_TABLE
from fieldarchive.storage.lending import take_back
from fieldarchive.storage.removing import remove_files, remove_published


@dataclass(frozen=True, slots=True)
class Doomed:
    """An item that would go: its name, its title and how many revisions it has."""

    record: str
    name: str
    title: str
    revisions: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure takes, and what it cannot reach.

    `files` are the names of what goes. `staying` are files that others need, each with the names
    of those items, and `describing` the rows of an items.csv that speak of an item. `backups`
    are destinations with the instant of the last backup there.
    """

    items: tuple[Doomed, ...]
    files: tuple[str, ...]
    originals: int
    bytes: int
    staying: Mapping[str, tuple[str, ...]]
    describing: tuple[str, ...]
    backups: Mapping[str, str]

    @property
    def revisions(self) -> int:
        """How many revisions go."""
        return sum(item.revisions for item in self.items)


def plan(archive: Archive, records: Sequence[str]) -> Plan:
    """What erasing these records would take; nothing is written."""
    record = archive.record
    histories = {one: revisions.revisions_of(record, one) for one in records}
    told = [revision for history in histories.values() for revision in history]
    found = erasing.leaving(record, records)
    called = {sha256: os.path.basename(os.fsdecode(path)) for path, sha256 in found.brought.sources}
    called |= {e.sha256: e.name for one in told for e in account_of(one.body).files}
    return Plan(
        items=tuple(_doomed(archive, *one) for one in histories.items()),
        files=tuple(sorted({called[sha256] for sha256 in found.originals})),
        originals=len(found.originals),
        bytes=sum(merging.sizes_of(record, found.originals).values()),
        staying={
            called[sha256]: tuple(sorted(names.name_of(record, one) for one in others))
            for sha256, others in found.shared.items()
        },
        describing=_rows_about(told),
        backups=arrivals.backups(record),
    )


def erase(archive: Archive, records: Sequence[str], reason: str | None = None) -> int:
    """Erase records for good; gives the number of the operation. It cannot be undone.

    `reason` is told in the log and nowhere else.
    """
    made_by, device = who_and_where()
    with archive.record.atomic():
        number = arrivals.begin_operation(archive.record, "erase", made_by, device)
        gone = erasing.erase(archive.record, records, number)
        counted = f"{len(records)} erased, {len(gone)} originals removed"
        arrivals.end_operation(
            archive.record, number, f"{counted}: {reason}" if reason else counted
        )
    finish(archive)
    return number


def finish(archive: Archive) -> None:
    """Remove what is left of something erased from files, pages and browse databases.

    For an erasure, for a merge that brought one, and for what a crash interrupted of them.
    Raises `UnfinishedErasure`; the next command that writes begins with this again.
    """
    if not erasures.is_unfinished(archive.record):
        return
    try:
        remove_published(archive.folders, publish.MAY_SEE, _is_published)
        finish_removals(archive)
        take_back(archive.folders)
        _write_anew(archive)
        publish.build(archive, publish.TEAM)
    except (StorageError, OSError) as error:
        raise UnfinishedErasure(_as_sentence(error)) from error
    erasures.note_finished(archive.record)


def _is_published(path: Path) -> bool:
    return why_not_served(path) is None


def _write_anew(archive: Archive) -> None:
    room = archive.folders.parts / f"{secrets.token_hex(8)}.part"
    with told_in_words(archive.folders.record):
        erasing.write_anew(archive.record, archive.folders.record, room)
    remove_files([room])


def _as_sentence(error: StorageError | OSError) -> str:
    return str(error) if isinstance(error, StorageError) else f"{error.filename}: {error.strerror}."


def _doomed(archive: Archive, record: str, history: Sequence[Revision]) -> Doomed:
    title = names.title_of(archive.record, record)
    if title is None:  # it is set aside, and shown nowhere
        account = revisions.standing_of(history).account
        title = str(account.description.value("title") or main_file(account.files).name)
    return Doomed(record, names.name_of(archive.record, record), title, len(history))


def _rows_about(told: Sequence[Revision]) -> tuple[str, ...]:
    """Where rows of an `items.csv` described an item: "row 3 of items.csv"."""
    origins = {claim.origin for revision in told for claim in account_of(revision.body).description}
    return tuple(sorted(origin for origin in origins if origin.endswith(f" of {ITEMS_TABLE}")))
