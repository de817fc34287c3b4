"""The originals of a merge: which are missing here, and the copies of them made safe."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fieldarchive.archive import Archive
from fieldarchive.merge.merged import Merged
from fieldarchive.merge.other import Other
from fieldarchive.model import Problem
from fieldarchive.storage.fetching import fetch

_BATCH_FILES = 500
_BATCH_BYTES = 512 << 20
Progress = Callable[[int, str], None]


def fetch_all(
    archive: Archive, other: Other, missing: dict[str, int], merged: Merged, progress: Progress
) -> None:
    """Make the missing originals safe here; what cannot be had is taken out of `missing`."""
    for batch in _batches(missing):
        wanted = [(sha256, other.original(sha256)) for sha256 in batch]
        stored, lacking = fetch(wanted, archive.folders)
        merged.bytes_copied += sum(one.size for one in stored)
        missing.update({one.sha256: one.size for one in stored})
        for sha256, reason in lacking.items():
            del missing[sha256]
            merged.problems.append(Problem("lacks-original", reason, True, sha256))
        progress(len(batch), "")


def _batches(sizes: dict[str, int]) -> Iterator[list[str]]:
    """Originals by the hundred or the half gigabyte, so that one sync serves many."""
    batch: list[str] = []
    total = 0
    for sha256, size in list(sizes.items()):
        batch.append(sha256)
        total += size
        if len(batch) >= _BATCH_FILES or total >= _BATCH_BYTES:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
