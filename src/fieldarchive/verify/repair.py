"""Repair: good copies of damaged originals, fetched from a backup or from another archive.

The place they come from is only read and need not be trusted: what comes in has the SHA-256
that the record names. A damaged original is set aside, never written over. The record is not
repaired in this way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.archive import Kept, who_and_where
from fieldarchive.catalogue import arrivals
from fieldarchive.model import Fault
from fieldarchive.storage.carrying import Lacking, carry
from fieldarchive.storage.fixity import check_folder
from fieldarchive.storage.stores import store_in
from fieldarchive.verify.findings import Verified

OF_ORIGINALS = {"missing", "size-changed", "bytes-changed", "unreadable"}
COMMAND = "verify --repair"


@dataclass(frozen=True, slots=True)
class Repaired:
    """Which originals are good again, and which the other place could not give either."""

    fetched: tuple[str, ...]
    lacking: tuple[Lacking, ...]


def repair(
    archive: Kept, found: Verified, source: Path, progress: Callable[[int], None]
) -> Repaired:
    """Fetch what `found` lacks from the archive or backup in `source`; one operation of the log.

    What is good again is no fault of `found` any more. Raises `NoCopies`, or `StorageError` when
    this archive's own disk refuses.
    """
    store = store_in(source, archive.folders)
    damaged = {fault.subject for fault in found.faults if fault.code in OF_ORIGINALS}
    wanted = [one for one in arrivals.originals(archive.record) if one[0] in damaged]
    if not wanted:
        return Repaired((), ())
    operation = arrivals.begin_operation(archive.record, COMMAND, *who_and_where())
    lacking = carry(wanted, store, archive.folders, progress)
    asked = dict(wanted).keys() - {one.sha256 for one in lacking}
    fetched = tuple(one for one, size in wanted if one in asked and _is_good(archive, one, size))
    count = f"{len(fetched):,} of {len(wanted):,} damaged originals"
    arrivals.end_operation(archive.record, operation, f"{count} fetched from {source}")
    _heal(found, fetched, dict(wanted))
    return Repaired(fetched, tuple(lacking))


def _is_good(archive: Kept, sha256: str, size: int) -> bool:
    """Whether an original that was fetched is there, read once more as a verify reads it."""
    one = {sha256: size}
    checks = check_folder(archive.folders, sha256[:2], one, one)
    return not any(checked.faults for checked in checks)


def _heal(found: Verified, fetched: tuple[str, ...], sizes: dict[str, int]) -> None:
    good = set(fetched)
    found.bytes_read += sum(sizes[sha256] for sha256 in fetched)
    found.repaired += fetched
    found.faults = [fault for fault in found.faults if not _is_about(fault, good)]


def _is_about(fault: Fault, originals: set[str]) -> bool:
    return fault.code in OF_ORIGINALS and fault.subject in originals
