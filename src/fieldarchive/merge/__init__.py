"""Merge: the union of two archives, in any order and any number of times the same.

Originals first, safe before anything speaks of them; then revisions and erasures in one
transaction, with everything that is shown of the records they touch. What was erased anywhere
stays erased. A record whose original could not be had is left out until it can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from fieldarchive import publish
from fieldarchive.archive import Archive
from fieldarchive.catalogue import merging
from fieldarchive.erase import finish
from fieldarchive.errors import DamagedHistory, NothingToMerge
from fieldarchive.groups import groups
from fieldarchive.intake.workers import Workers
from fieldarchive.merge.merged import Merged
from fieldarchive.merge.other import Other, opened_other
from fieldarchive.merge.union import unite
from fieldarchive.merge.withdrawn import withdrawn
from fieldarchive.model import Problem
from fieldarchive.redescribe import describe_again_if_words_changed
from fieldarchive.storage.fetching import fetch

_BATCH_FILES = 500
_BATCH_BYTES = 512 << 20
Progress = Callable[[int, str], None]


def merge(archive: Archive, path: Path, progress: Progress, *, dry_run: bool = False) -> Merged:
    """Bring everything of the archive or backup at `path` into this one.

    `progress` is told of originals copied. Raises `NothingToMerge` when anything there is not
    what its name promises, and `StorageError`; then history is as it was before.
    """
    merged = Merged(dry_run=dry_run)
    try:
        with opened_other(archive, path) as other, Workers() as workers:
            if not dry_run:
                describe_again_if_words_changed(archive)
            gone = withdrawn(archive.record, other)
            missing = {
                sha256: size
                for sha256, size in _missing(archive, other)
                if sha256 not in gone.originals
            }
            if not dry_run:
                _fetch_all(archive, other, missing, merged, progress)
            unite(archive, other, gone, missing, merged, workers)
    except DamagedHistory as error:
        raise NothingToMerge(path, f"its history is damaged ({str(error).rstrip('.')})") from error
    if not dry_run and not merged.changed_nothing:
        finish(archive)
        publish.follow(archive)
    return merged


def _missing(archive: Archive, other: Other) -> Iterator[tuple[str, int]]:
    """The originals that are there and not here, with their sizes in bytes."""
    for group in groups(other.rows("originals"), _BATCH_FILES):
        here = merging.sizes_of(archive.record, [row["sha256"] for row in group])
        for row in group:
            if here.get(row["sha256"], row["size"]) != row["size"]:
                raise DamagedHistory("originals", 0, f"{row['sha256']} has two sizes")
            if row["sha256"] not in here:
                yield row["sha256"], row["size"]


def _fetch_all(
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
