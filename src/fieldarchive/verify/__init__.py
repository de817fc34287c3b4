"""Verify: every original read again, every row and revision checked. It fails closed.

Whatever cannot be read, counted or parsed is a fault; an archive in which nothing was checked
is not called sound. The checks run side by side, in one process a core; here they are gathered
and noted as an event.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fieldarchive.archive import Kept
from fieldarchive.catalogue import arrivals, names
from fieldarchive.catalogue.database import told_in_words
from fieldarchive.errors import StorageError
from fieldarchive.forks import ProcessLost, side_by_side
from fieldarchive.model import Fault
from fieldarchive.storage.stores import store_in
from fieldarchive.verify.checks import tasks, unread
from fieldarchive.verify.findings import WHOLE, Part, Verified, part_of
from fieldarchive.verify.repair import OF_ORIGINALS, Repaired, repair

__all__ = [
    "OF_ORIGINALS",
    "WHOLE",
    "Part",
    "Repaired",
    "Verified",
    "part_of",
    "verify",
    "verify_and_repair",
]

Progress = Callable[[int], None]


def verify(archive: Kept, progress: Progress, part: Part = WHOLE) -> Verified:
    """Check the record, all of history and a part of the originals; note it as an event.

    `progress` gets bytes read. On a disk that is read-only nothing is noted.
    """
    found = _check(archive, progress, part)
    _note(archive, found, part)
    return found


def verify_and_repair(
    archive: Kept, progress: Progress, source: Path, part: Part = WHOLE
) -> tuple[Verified, Repaired]:
    """The same, and good copies of damaged originals are fetched from another place.

    Raises `NoCopies` before anything is read when `source` is none, and `StorageError` on a disk
    that is read-only.
    """
    if archive.folders.is_read_only:
        raise StorageError(
            archive.folders.root,
            "its disk is read-only, and nothing can be repaired on it. `fieldarchive verify` "
            "without --repair checks it; `fieldarchive restore BAG` on another disk makes a whole "
            "archive from a backup.",
        )
    store_in(source, archive.folders)
    found = _check(archive, progress, part)
    repaired = repair(archive, found, source, progress)
    _note(archive, found, part)
    return found, repaired


def _check(archive: Kept, progress: Progress, part: Part) -> Verified:
    found = Verified(chosen=None if part == WHOLE else str(part))
    try:
        for more in side_by_side(tasks(archive.folders, part)):
            found.add(more)
            progress(more.bytes_read)
        with told_in_words(archive.folders.record):
            _count(archive, found, part)
            of_originals = [one.subject for one in found.faults if one.code in OF_ORIGINALS]
            found.names = names.of_originals(archive.record, of_originals)
    except ProcessLost as lost:
        found.faults.append(Fault("unfinished", "verify", f"A check did not end: {lost}."))
    except StorageError as error:
        found.faults.append(unread(error))
    found.faults.sort(key=lambda fault: (fault.code, fault.subject))
    found.leftovers.sort()
    return found


def _note(archive: Kept, found: Verified, part: Part) -> None:
    """Note the check as an event; a record that cannot even take that is a fault."""
    if archive.folders.is_read_only or not (found.files or found.faults):
        return  # an empty archive was not checked, and is not broken
    kind = arrivals.FIXITY_CHECK if part == WHOLE else f"{arrivals.FIXITY_CHECK} {part}"
    details = [f"repaired {sha256}" for sha256 in found.repaired]
    details += [f"{fault.code} {fault.subject}" for fault in found.faults]
    outcome = "sound" if found.is_sound else "broken"
    try:
        with told_in_words(archive.folders.record), archive.record.atomic():
            arrivals.add_event(archive.record, kind, outcome, found.files, details)
    except StorageError as error:
        found.faults.append(unread(error))


def _count(archive: Kept, found: Verified, part: Part) -> None:
    """Rows whose digest is none would be asked of no folder: nobody shall miss them."""
    if part == WHOLE:
        expected, _ = arrivals.total(archive.record)
    else:
        expected = sum(part.has(sha256) for sha256, _ in arrivals.originals(archive.record))
    if found.files != expected:
        message = f"{found.files:,} originals were checked and {expected:,} have rows."
        found.faults.append(Fault("unfinished", "originals", message))
