"""Carrying originals from one store to another: into a backup, and back out of it.

They come in as everything comes in (`fetching`), by the hundred or the half gigabyte, so that one
sync serves many. What has another size than it should is not even read.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from fieldarchive.storage.fetching import fetch
from fieldarchive.storage.folders import Folders

_AT_ONCE = 500
_BYTES_AT_ONCE = 512 << 20
_ABSENT = "It is missing, or has another size."


@dataclass(frozen=True, slots=True)
class Lacking:
    """An original that could not be carried; `reason` is a sentence."""

    sha256: str
    reason: str


def carry(
    wanted: Iterable[tuple[str, int]],
    here: Folders,
    there: Folders,
    progress: Callable[[int], None],
) -> list[Lacking]:
    """Carry originals, named by SHA-256 and size; the ones that could not be had `here`.

    `progress` is told of bytes that are safe `there`. Raises `StorageError` when that disk refuses.
    """
    lacking: list[Lacking] = []
    for batch in _batches(wanted):
        fit = [(sha256, here.original(sha256)) for sha256, size in batch if has(here, sha256, size)]
        stored, refused = fetch(fit, there)
        absent = {sha256 for sha256, _ in batch} - {sha256 for sha256, _ in fit}
        lacking += [Lacking(sha256, reason) for sha256, reason in refused.items()]
        lacking += [Lacking(sha256, _ABSENT) for sha256 in sorted(absent)]
        progress(sum(one.size for one in stored))
    return lacking


def has(folders: Folders, sha256: str, size: int) -> bool:
    """Whether a store has a file of this name and size, without reading it."""
    path = folders.original(sha256)
    try:
        status = path.lstat()
    except OSError:
        return False
    return status.st_size == size and stat.S_ISREG(status.st_mode)


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
