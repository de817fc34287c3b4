"""Mistakes to plant: a sweep that does not find them proves nothing when it finds nothing.

They live here and are put into a running program from outside; the program has no switch for
them. Each is named after what it does wrong.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from fieldarchive import ingest
from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals
from fieldarchive.intake import arriving
from fieldarchive.model import StoredFile
from fieldarchive.storage import keeping, syncing


def plant(name: str) -> None:
    """Plant a bug in this process."""
    BUGS[name]()


def _row_before_file() -> None:
    """Rows are written while the originals are still parts."""
    safe_later: list[Callable[[], Any]] = []
    keep, record = arriving.Arrivals.keep, ingest.record

    def promise(self: arriving.Arrivals, copies: arriving.Copies) -> Any:
        safe_later.append(lambda: keep(self, copies))
        return {s: StoredFile(part.sha256, part.size, part.is_new) for s, part in copies.items()}

    def record_first(*arguments: Any) -> Any:
        outcomes = record(*arguments)
        for make_safe in safe_later:
            make_safe()
        return outcomes

    arriving.Arrivals.keep = promise  # type: ignore[method-assign]
    ingest.record = record_first  # type: ignore[attr-defined]


def _two_transactions() -> None:
    """What bundles depended on is noted before their items are written."""
    record = ingest.record

    def in_two(archive: Archive, d: Any, kept: Any, bases: Any, operation: int, *more: Any) -> Any:
        with archive.record.atomic():
            arrivals.add_originals(archive.record, kept.items(), operation)
            places = [
                arrivals.Placed(place, str(number), "n" * 16, True, None)
                for number, (place, _) in enumerate(bases)
            ]
            arrivals.remember_bundles(archive.record, bases, places, operation)
        return record(archive, d, kept, bases, operation, *more)

    ingest.record = in_two  # type: ignore[attr-defined]


def _no_sync() -> None:
    """Nothing is ever synced by the store."""
    syncing._sync = lambda paths, flags: None  # type: ignore[assignment]


def _rename_before_sync() -> None:
    """Parts get their names first and are synced afterwards."""
    rename, sync_folders = keeping._rename, keeping.sync_folders
    named: list[Any] = []
    keeping.sync_files = lambda paths: None  # type: ignore[assignment]

    def rename_and_note(part: keeping.Part, folders: Any) -> StoredFile:
        named.append(folders.original(part.sha256))
        return rename(part, folders)

    def sync_late(paths: Any) -> None:
        syncing.sync_files(named)
        sync_folders(paths)

    keeping._rename = rename_and_note
    keeping.sync_folders = sync_late


def _folders_unsynced() -> None:
    """The names of originals are left to the system."""
    keeping.sync_folders = keeping.sync_folder = lambda _: None  # type: ignore[assignment]


def _no_reread() -> None:
    """What was written is believed."""
    keeping._read_back = lambda part: None  # type: ignore[assignment]


def _sync_errors_ignored() -> None:
    """A sync that fails is passed over."""
    sync = syncing._sync

    def passed_over(paths: Any, flags: int) -> None:
        with suppress(OSError):
            sync(paths, flags)

    syncing._sync = passed_over


def _short_writes_believed() -> None:
    """A write that took fewer bytes than it was given counts as whole."""

    def pour(descriptor: int, target: int) -> tuple[str, int]:
        hasher, size = hashlib.sha256(), 0
        while piece := os.read(descriptor, 1 << 20):
            hasher.update(piece)
            size += len(piece)
            os.write(target, piece)
        return hasher.hexdigest(), size

    keeping._pour = pour
    _no_reread()


def _traceback_shown() -> None:
    """An error of the disk is not turned into a sentence."""
    keeping._storage_error = lambda path, error: RuntimeError(str(error))  # type: ignore
    keeping._too_large = lambda error: RuntimeError(str(error))  # type: ignore


BUGS: dict[str, Callable[[], None]] = {
    "row-before-file": _row_before_file,
    "two-transactions": _two_transactions,
    "no-sync": _no_sync,
    "rename-before-sync": _rename_before_sync,
    "folders-unsynced": _folders_unsynced,
    "no-reread": _no_reread,
    "sync-errors-ignored": _sync_errors_ignored,
    "short-writes-believed": _short_writes_believed,
    "traceback-shown": _traceback_shown,
}
