"""Backup: the whole archive into a bag on another disk, where only what is new is written.

The order is the promise. First the originals that the bag lacks, then a new generation of all
that changes, read back from that disk and found whole, then the tag files that name both; only
when those are safe does the generation before go, and with it the originals that were erased or
cleared away here. Interrupted anywhere, the bag restores to the state before or to the new one,
and the same command goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from fieldarchive import __version__
from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, erasures, history_lines, names, snapshots
from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.errors import FieldArchiveError, StorageError
from fieldarchive.errors_of_copies import BackupRefused
from fieldarchive.storage.bags import clearing, generations, opening, reading, tags
from fieldarchive.storage.bags.generations import About
from fieldarchive.storage.bags.layout import SNAPSHOT, Bag
from fieldarchive.storage.bags.tags import PayloadFile
from fieldarchive.storage.carrying import Lacking, carry, has
from fieldarchive.storage.keeping import digest_of, holds
from fieldarchive.storage.syncing import sync_files

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup wrote, or with `dry_run` would write.

    `new` originals were copied, `dropped` ones left the bag because the archive gave them up;
    `lacking` says which originals are damaged here; `strange` are files in the bag
    that are somebody else's.
    """

    destination: Path
    dry_run: bool
    new: int
    bytes_new: int
    originals: int
    archive_hash: str
    same_disk: bool
    files: int = 0
    bytes: int = 0
    dropped: int = 0
    lacking: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the bag now holds all of the archive and nothing else."""
        return not (self.lacking or self.strange)


def backup(
    archive: Archive, destination: Path, progress: Progress, *, rehash: bool = False
) -> BackedUp:
    """Bring the bag at `destination` up to date with the archive, which is locked.

    On a disk that is read-only it needs no lock, and nothing is noted in it.

    What the bag has is known by its size, with `rehash` by its bytes. Raises `BackupRefused`
    before anything is written, and `StorageError` when a disk refuses or the record is damaged.
    """
    bag, missing, planned = _plan(archive, destination, rehash=rehash)
    said = _said(archive)
    with opening.told_in_words(destination):
        opening.begin(bag, said)
        lacking = carry(missing, archive.folders, bag.store, progress)
        try:
            number, files = _new_generation(archive, bag, planned.archive_hash)
        except (FieldArchiveError, OSError):
            generations.give_up(bag)
            raise
        payload = tags.write_tags(bag, _payload(archive, bag, files), said)
        clearing.drop_others(bag, number)
        others = _never_here(archive, clearing.originals_in(bag.store))
        known = partial(arrivals.has_original, archive.record)
        dropped = clearing.drop_originals(bag.store, lambda one: one in others or known(one))
        clearing.drop_work_folders(bag)
        strange = clearing.strangers(bag, number, others)
    done = replace(
        planned,
        dry_run=False,
        files=payload.files,
        bytes=payload.bytes,
        dropped=dropped,
        lacking=tuple(_in_words(archive, lacking)),
        strange=tuple(strange),
    )
    _note(archive, done)
    return done


def plan(archive: Archive, destination: Path, *, rehash: bool = False) -> BackedUp:
    """What `backup` would do, without writing a byte; raises `BackupRefused` as it would."""
    return _plan(archive, destination, rehash=rehash)[2]


def _plan(
    archive: Archive, destination: Path, *, rehash: bool
) -> tuple[Bag, list[tuple[str, int]], BackedUp]:
    bag = opening.bag_for_backup(destination, archive.folders.root, archive.id)
    generations.words_of(archive.folders.root)
    _refuse_other_history(archive, bag)
    missing = [
        one for one in arrivals.originals(archive.record) if not _has(bag, one, rehash=rehash)
    ]
    sizes = [size for _, size in missing]
    # The snapshot, and about as much once more as lines.
    needed = sum(sizes) + 2 * snapshots.size_of(archive.record)
    opening.refuse_too_small(bag, needed, max(sizes, default=0))
    planned = BackedUp(
        destination=destination.absolute(),
        dry_run=True,
        new=len(sizes),
        bytes_new=sum(sizes),
        originals=arrivals.total(archive.record)[0],
        archive_hash=archive_hash(archive.record),
        same_disk=opening.is_on_the_disk_of(bag, archive.folders.root),
    )
    return bag, missing, planned


def _has(bag: Bag, original: tuple[str, int], *, rehash: bool) -> bool:
    return has(bag.store, *original) and (not rehash or holds(bag.store, original[0]))


def _refuse_other_history(archive: Archive, bag: Bag) -> None:
    """A bag that knows more than this archive is no older state of it, and must not become one.

    It was written by another copy: the archive before it was restored from an older backup, or a
    colleague's. Its originals would be dropped here as if they had been erased.
    """
    record, revisions, originals = archive.record, 0, set[str]()
    for number in bag.generations():
        for row in _rows(archive, bag, number, "revisions"):
            revisions += row is None or not history_lines.is_known(record, row)
        named = _rows(archive, bag, number, "originals")
        originals |= _never_here(archive, [row["sha256"] for row in named if row])
    if revisions or originals:
        raise BackupRefused(
            bag.root,
            "holds what this archive does not know, because another copy of it was backed up "
            f"there (revisions: {revisions:,}; originals: {len(originals):,}). Nothing was "
            "written. `fieldarchive merge` brings the two together; or choose another folder.",
        )


def _rows(archive: Archive, bag: Bag, number: int, table: str) -> Iterator[dict[str, Any] | None]:
    """The rows of a table as a generation has them; None for one that another version wrote.

    What a disk damaged is left out: that is found and made good by a backup.
    """
    place = bag.generation(number)
    accounts = reading.accounts(bag, number)
    as_written = any(reading.is_as_written(place, about, f"{table}.jsonl") for about in accounts)
    with suppress(OSError):
        lines = reading.lines_of_table(place, table)
        for row in history_lines.readable_rows(archive.record, table, lines):
            if row is not None or as_written:
                yield row


def _in_words(archive: Archive, lacking: Sequence[Lacking]) -> Iterator[str]:
    called = names.of_originals(archive.record, [one.sha256 for one in lacking])
    for one in lacking:
        name = f"{called[one.sha256]} ({one.sha256})" if one.sha256 in called else one.sha256
        yield f"{name}: {one.reason}"


def _never_here(archive: Archive, originals: Iterable[str]) -> set[str]:
    """Those that this archive neither has nor ever gave up, by gc or by erasing."""
    record = archive.record
    absent = {one for one in originals if not arrivals.has_original(record, one)}
    if not absent:
        return absent
    named, erased = erasures.needed_by(record, absent), erasures.all_erasures(record)
    return {one for one in absent - named.keys() if erased.of(one) is None}


def _new_generation(
    archive: Archive, bag: Bag, expected_hash: str
) -> tuple[int, list[PayloadFile]]:
    number, part = generations.begin(bag)
    root = archive.folders.root
    digests = {SNAPSHOT: _snapshot(archive, part / SNAPSHOT, expected_hash)}
    digests |= generations.copy_words(root, generations.words_of(root), part)
    for table in history_lines.TABLES:
        lines = history_lines.lines(archive.record, table)
        digests[f"{table}.jsonl"] = generations.write_lines(part / f"{table}.jsonl", lines)
    name = archive.configuration.name
    about = About(archive.id, name, arrivals.now(), expected_hash, digests)
    return number, generations.finish(bag, number, about)


def _snapshot(archive: Archive, path: Path, expected_hash: str) -> str:
    """Write the snapshot and read it back; a damaged record takes no good backup's place."""
    snapshots.write_snapshot(archive.record, path)
    sync_files([path])
    sha256 = digest_of(path, from_disk=True)
    if wrong := next(snapshots.faults_of_snapshot(path, expected_hash), None):
        raise StorageError(
            archive.folders.record,
            f"is not sound, or its copy is not: {wrong}. The backup before this one is as it was. "
            "`fieldarchive verify` tells more.",
        )
    return sha256


def _payload(archive: Archive, bag: Bag, files: list[PayloadFile]) -> Iterator[PayloadFile]:
    """Everything that the bag now holds, in the order of paths."""
    for sha256, size in arrivals.originals(archive.record):
        if has(bag.store, sha256, size):
            yield PayloadFile(bag.path_in_bag(bag.store.original(sha256)), sha256, size)
    yield from files


def _said(archive: Archive) -> dict[str, str]:
    return {
        tags.DATE: arrivals.now()[:10],
        tags.AGENT: f"fieldarchive {__version__}",
        tags.WHOSE: archive.id,
        tags.NAME: archive.configuration.name,
        tags.HASH: archive_hash(archive.record),
    }


def _note(archive: Archive, done: BackedUp) -> None:
    if archive.folders.is_read_only:
        return
    outcome = "sound" if done.is_whole else "in part"
    with archive.record.atomic():
        arrivals.add_event(
            archive.record, arrivals.BACKUP, outcome, done.new, [str(done.destination)]
        )
