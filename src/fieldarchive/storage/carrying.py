"""Carrying originals from one store to another: into a backup, and back out of it.

What is carried is kept as everything is kept: copied, synced, read back, renamed. The name of an
original is the digest of its bytes, so nothing of the store it comes from has to be believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from fieldarchive.errors import Unreadable
from fieldarchive.model import SourceFile
from fieldarchive.storage import keeping
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.keeping import Part

_AT_ONCE = 1_000
_BYTES_AT_ONCE = 512 << 20
_MISSING, _DAMAGED = "it is missing", "its bytes have changed"


@dataclass(frozen=True, slots=True)
class Lacking:
    """An original that could not be carried; `reason` is a clause."""

    sha256: str
    reason: str


def carry(
    wanted: Iterable[tuple[str, int]],
    here: Folders,
    there: Folders,
    progress: Callable[[int], None],
) -> list[Lacking]:
    """Carry originals, named by digest and size; the ones that are missing or damaged `here`.

    `progress` is told of bytes that are safe `there`. Raises `StorageError` when that disk refuses.
    """
    lacking: list[Lacking] = []
    for batch in _batches(wanted):
        copied = [_copied(sha256, size, here, there) for sha256, size in batch]
        parts = [one for one in copied if isinstance(one, Part)]
        lacking += [one for one in copied if isinstance(one, Lacking)]
        keeping.make_safe(parts, there)
        progress(sum(part.size for part in parts))
    return lacking


def has(folders: Folders, sha256: str, size: int) -> bool:
    """Whether a store has a file of this name and size, without reading it."""
    path = folders.original(sha256)
    try:
        return path.lstat().st_size == size and path.is_file()
    except OSError:
        return False


def _batches(wanted: Iterable[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    batch: list[tuple[str, int]] = []
    total = 0
    for sha256, size in wanted:
        batch.append((sha256, size))
        total += size
        if len(batch) >= _AT_ONCE or total >= _BYTES_AT_ONCE:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def _copied(sha256: str, size: int, here: Folders, there: Folders) -> Part | Lacking:
    path = here.original(sha256)
    try:
        if path.lstat().st_size != size:
            return Lacking(sha256, _DAMAGED)
        source = SourceFile(path, sha256, size, mtime_ns=0, device=0, inode=0)
        part = keeping.copy_in(source, there)
    except FileNotFoundError:
        return Lacking(sha256, _MISSING)
    except Unreadable as error:
        return Lacking(sha256, error.reason.rstrip(".").replace("It ", "it ", 1))
    if part.sha256 != sha256:
        keeping.forget([part])
        return Lacking(sha256, _DAMAGED)
    return part
