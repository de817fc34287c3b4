"""Restore: a new archive from a backup, with the same history.

What proves itself is believed: originals and revisions bear the names of their own bytes, and
descriptions are made again from those. Sources, events and, out of a snapshot, texts and
thumbnails are taken as the backup has them; with JSON Lines all that is shown is made again. All
is built in a folder beside, which gets its name when it is whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial as given
from pathlib import Path

from fieldarchive import publish
from fieldarchive.archive import Archive, opened
from fieldarchive.catalogue import arrivals, items
from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.errors_of_copies import DamagedBackup
from fieldarchive.rebuild import rebuild
from fieldarchive.redescribe import describe_again, describe_again_if_words_changed
from fieldarchive.restore.record import Chosen, bring_record, bring_words
from fieldarchive.storage import unpacking
from fieldarchive.storage.bags import clearing, opening
from fieldarchive.storage.bags.layout import Bag
from fieldarchive.storage.carrying import carry
from fieldarchive.storage.folders import refuse_unsafe_place
from fieldarchive.storage.keeping import holds

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """A new archive and what it was made from.

    `remarks` say which parts of the backup could not be used, `lacking` which originals and
    vocabularies are damaged or missing in it.
    """

    root: Path
    name: str
    made_at: str
    archive_hash: str
    items: int
    originals: int
    from_history: bool
    remarks: tuple[str, ...]
    lacking: tuple[str, ...]


def restore(
    folder: Path,
    target: Path,
    progress: Progress,
    *,
    from_history: bool = False,
    partial: bool = False,
) -> Restored:
    """Make the archive at `target` from the backup in `folder`. `progress` gets bytes copied.

    What is missing or damaged is left out only when `partial`. Raises `BackupRefused`,
    `ArchiveExists`, `DamagedBackup` or `StorageError`; then there is nothing at `target`.
    """
    bag = opening.bag_to_read(folder)
    opening.refuse_inside(target, folder, "the backup")
    refuse_unsafe_place(target.absolute().parent)
    folders = unpacking.begin(target)
    with opening.told_in_words(folder):
        chosen = bring_record(bag, folders, from_history=from_history)
        lacking = bring_words(chosen, folders, partial=partial)
        with opened(folders.root) as archive:
            lacking += _bring_originals(bag, archive, progress)
            if lacking and not partial:
                raise DamagedBackup(folder, lacking, _advice(folders.root))
            _show(archive, chosen)
            _note(archive, folder, chosen, lacking)
            restored = _restored(archive, target, chosen, lacking)
        unpacking.finish(folders, target)
    return restored


def _bring_originals(bag: Bag, archive: Archive, progress: Progress) -> list[str]:
    """Copy the originals that the record names; a line for each that could not be had."""
    store, record = archive.folders, archive.record
    wanted = [one for one in arrivals.originals(record) if not holds(store, one[0])]
    unpacking.refuse_no_room(store, sum(size for _, size in wanted))
    lacking = carry(wanted, bag.store, store, progress)
    clearing.drop_originals(store, given(arrivals.has_original, record))
    return [f"original {one.sha256}: {one.reason}" for one in lacking]


def _advice(part: Path) -> str:
    return (
        "With --partial all the rest is restored, and says what is missing. What was copied so "
        f"far waits in {part}."
    )


def _show(archive: Archive, chosen: Chosen) -> None:
    if chosen.from_history:
        rebuild(archive, lambda items: None)
    else:
        # Whoever forges a snapshot can seal its rows anew, but not change what revisions say.
        with archive.record.atomic():
            describe_again(archive)
        describe_again_if_words_changed(archive)  # where a vocabulary is missing
        publish.build(archive, publish.TEAM)


def _note(archive: Archive, folder: Path, chosen: Chosen, lacking: list[str]) -> None:
    outcome = "in part" if lacking else "sound"
    count, _ = arrivals.total(archive.record)
    details = [str(folder.absolute()), chosen.about.made_at, *lacking]
    with archive.record.atomic():
        arrivals.add_event(archive.record, arrivals.RESTORE, outcome, count - len(lacking), details)


def _restored(archive: Archive, target: Path, chosen: Chosen, lacking: list[str]) -> Restored:
    return Restored(
        root=target.absolute(),
        name=archive.configuration.name,
        made_at=chosen.about.made_at,
        archive_hash=archive_hash(archive.record),
        items=sum(items.count_by(archive.record, "kind").values()),
        originals=arrivals.total(archive.record)[0],
        from_history=chosen.from_history,
        remarks=chosen.remarks,
        lacking=tuple(lacking),
    )
