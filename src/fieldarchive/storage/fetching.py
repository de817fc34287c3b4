"""Fetching originals from another store, where the hash in a name decides what is believed.

The other store is only read. What it holds under a name comes in when its bytes have that
SHA-256, by the same way as every original: copied, synced, read back, and only then named.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fieldarchive.errors import Unreadable
from fieldarchive.journals import NAMES_ANOTHER, names_another
from fieldarchive.model import SourceFile, StoredFile
from fieldarchive.storage import keeping
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.lock import undisturbed


def fetch(
    wanted: Sequence[tuple[str, Path]], folders: Folders
) -> tuple[list[StoredFile], dict[str, str]]:
    """Bring originals in together, each as (SHA-256, where it lies).

    Gives what is safe now, and a sentence for each that could not be had. Raises `StorageError`
    when the archive's own disk refuses.
    """
    parts, lacking = [], {}
    try:
        for sha256, path in wanted:
            try:
                part = keeping.copy_in(_source_at(path), folders)
            except Unreadable as error:
                lacking[sha256] = error.reason
                continue
            if part.sha256 == sha256:
                parts.append(part)
                continue
            keeping.forget([part])
            lacking[sha256] = "Its bytes are not the ones that its name promises."
        return keeping.make_safe(parts, folders), lacking
    finally:
        keeping.forget(parts)


@contextmanager
def borrowed(other: Folders, folders: Folders) -> Iterator[Path]:
    """A copy of another archive's database, in the archive's own folder for parts.

    The journal of a run that was cut off there comes with it. Raises `Unreadable`, `ArchiveBusy`.
    """
    copies: list[Path] = []
    try:
        with undisturbed(other):
            copies.append(_copy(other.record, folders))
            if os.path.lexists(other.journal):
                copies.append(_copy(other.journal, folders))
        if copies[1:]:
            if names_another(copies[1]):
                raise Unreadable(f"its journal {NAMES_ANOTHER}")
            copies[1] = copies[1].rename(copies[0].with_name(f"{copies[0].name}-journal"))
        yield copies[0]
    finally:
        for path in copies:
            path.unlink(missing_ok=True)


def _copy(path: Path, folders: Folders) -> Path:
    part = keeping.copy_in(_source_at(path), folders)
    if part.path is None:
        raise Unreadable("It is an original, not what was looked for.")
    return part.path


def _source_at(path: Path) -> SourceFile:
    """A file of another store, to be copied; its stamps are looked at while it is read."""
    return SourceFile(path, path.name, 0, 0, 0, 0)
