"""Verify: every original read again, every row and revision checked. It fails closed.

Whatever cannot be read, counted or parsed is a fault; an archive in which nothing was checked
is not called sound. Hashing runs on all cores: hashlib lets the other threads go on meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, integrity, revisions
from fieldarchive.catalogue.database import told_in_words
from fieldarchive.errors import StorageError
from fieldarchive.groups import groups
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.keeping import digest_of


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was promised: a code, what it is about, and a sentence."""

    code: str
    subject: str
    message: str


@dataclass(slots=True)
class Verified:
    """What was checked and what is broken. `leftovers` are files that nobody names; no fault."""

    files: int = 0
    bytes_read: int = 0
    revisions: int = 0
    faults: list[Fault] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether something was checked and nothing is broken."""
        return self.files > 0 and not self.faults


Progress = Callable[[int], None]
_AT_ONCE = 1_000


def verify(archive: Archive, progress: Progress) -> Verified:
    """Check the whole archive and note the check as an event. `progress` gets bytes read."""
    found = Verified()
    for check in (_check_record, _check_history, _check_originals, _look_for_leftovers, _note):
        try:
            with told_in_words(archive.folders.record):
                check(archive, found, progress)
        except StorageError as error:
            found.faults.append(Fault("database", "archive.db", str(error.reason).capitalize()))
    return found


def _check_record(archive: Archive, found: Verified, _: Progress) -> None:
    found.faults += [_database_fault(line) for line in integrity.faults(archive.record)]


def _check_history(archive: Archive, found: Verified, _: Progress) -> None:
    found.revisions = revisions.count(archive.record)
    for digest in revisions.broken_revisions(archive.record):
        message = "This revision no longer says what it said."
        found.faults.append(Fault("revision-changed", digest, message))


def _note(archive: Archive, found: Verified, _: Progress) -> None:
    if not found.files and not found.faults:
        return  # an empty archive was not checked, and is not broken
    outcome = "sound" if found.is_sound else "broken"
    details = [f"{fault.code} {fault.subject}" for fault in found.faults]
    with archive.record.atomic():
        arrivals.add_event(archive.record, "fixity check", outcome, found.files, details)


def _check_originals(archive: Archive, found: Verified, progress: Progress) -> None:
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        for expected in groups(arrivals.originals(archive.record), _AT_ONCE):
            for checked in threads.map(partial(_check_all, archive.folders), groups(expected, 64)):
                for size, fault in checked:
                    found.files += 1
                    found.bytes_read += size
                    found.faults += [fault] if fault else []
                    progress(size)


def _check_all(
    folders: Folders, expected: Sequence[tuple[str, int]]
) -> list[tuple[int, Fault | None]]:
    """Many at once: handing a thread one small file costs more than reading it."""
    return [_check(folders, sha256, size) for sha256, size in expected]


def _check(folders: Folders, sha256: str, size: int) -> tuple[int, Fault | None]:
    path = folders.original(sha256)
    try:
        actual = path.lstat().st_size
        if actual != size:
            message = f"This original has {actual:,} bytes and should have {size:,}."
            return 0, Fault("size-changed", sha256, message)
        if digest_of(path) != sha256:
            return size, Fault("bytes-changed", sha256, "The bytes of this original have changed.")
    except FileNotFoundError:
        return 0, Fault("missing", sha256, "This original is not in the store.")
    except OSError as error:
        message = f"This original cannot be read: {error.strerror}."
        return 0, Fault("unreadable", sha256, message)
    return size, None


def _database_fault(line: str) -> Fault:
    return Fault("database", "archive.db", f"The record is damaged: {line}.")


def _look_for_leftovers(archive: Archive, found: Verified, _: Progress) -> None:
    found.leftovers = list(_leftovers(archive))


def _leftovers(archive: Archive) -> Iterator[str]:
    """Files in the store that no row names: nothing is lost by them, but somebody should look."""
    known = {sha256 for sha256, _ in arrivals.originals(archive.record)}
    for path in _files_below(archive.folders.originals):
        if path.name not in known:
            yield str(path.relative_to(archive.folders.root))


def _files_below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _files_below(path)
        else:
            yield path
