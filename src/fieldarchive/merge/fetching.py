"""The originals of a merge: those that are missing here, made safe before any row names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fieldarchive.archive import Archive
from fieldarchive.merge.merged import Merged
from fieldarchive.merge.other import Other
from fieldarchive.model import Problem
from fieldarchive.storage.fetching import fetch

_BATCH_FILES = 500
_BATCH_BYTES = 512 << 20
Progress = Callable[[int, str], None]


def fetched(
    archive: Archive,
    other: Other,
    missing: Iterable[tuple[str, int]],
    merged: Merged,
    progress: Progress,
) -> Iterator[dict[str, int]]:
    """Make missing originals safe here, by the handful: their sizes in bytes by SHA-256.

    What cannot be had is told in `merged`. A dry run believes what the other archive says of it.
    """
    for batch in _batches(missing):
        if merged.dry_run:
            yield batch
            continue
        wanted = [(sha256, other.original(sha256)) for sha256 in batch]
        stored, lacking = fetch(wanted, archive.folders)
        merged.bytes_copied += sum(one.size for one in stored)
        for sha256, reason in lacking.items():
            merged.tell(other.path, Problem("lacks-original", reason, True, sha256))
        progress(len(batch), "")
        yield {one.sha256: one.size for one in stored}


def _batches(sizes: Iterable[tuple[str, int]]) -> Iterator[dict[str, int]]:
    """Originals by the hundred or the half gigabyte, so that one sync serves many."""
    batch: dict[str, int] = {}
    for sha256, size in sizes:
        batch[sha256] = size
        if len(batch) >= _BATCH_FILES or sum(batch.values()) >= _BATCH_BYTES:
            yield batch
            batch = {}
    if batch:
        yield batch
