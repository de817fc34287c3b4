"""Merge: the union of two archives, in any order and any number of times the same.

One transaction: revisions and erasures, each checked; then originals, made safe before a row
names them; then all that is shown of the records they touch. What was erased anywhere stays
erased. A record whose original could not be had is left out until it can.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from fieldarchive import config, publish
from fieldarchive.archive import Archive
from fieldarchive.erase import finish
from fieldarchive.errors import FieldArchiveError
from fieldarchive.errors_of_copies import DamagedHistory, NothingToMerge
from fieldarchive.intake.workers import Workers
from fieldarchive.merge.fetching import Progress
from fieldarchive.merge.merged import Merged
from fieldarchive.merge.other import opened_other
from fieldarchive.merge.union import unite
from fieldarchive.redescribe import describe_again_if_words_changed


def merge(
    archive: Archive,
    path: Path,
    progress: Progress,
    *,
    dry_run: bool = False,
    may_erase: bool = False,
) -> Merged:
    """Bring everything of the archive or backup at `path` into this one.

    `progress` is told of originals copied. Raises `WouldErase` when what is here was erased there
    and that may not be done unasked, `NothingToMerge` when anything there is not what its name
    promises, and `StorageError`; then history is as it was before.
    """
    merged = Merged(dry_run=dry_run, devices=_noted_otherwise(archive, path))
    try:
        with opened_other(archive, path) as other, Workers() as workers:
            if not dry_run:
                describe_again_if_words_changed(archive)
            may_erase = may_erase or dry_run
            unite(archive, other, merged, workers, progress, may_erase=may_erase)
    except DamagedHistory as error:
        where = f"{error.table}, row {error.number}: {error.reason}"
        raise NothingToMerge(path, f"its history is damaged ({where})") from error
    if not dry_run:
        if not merged.changed_nothing:
            finish(archive)
        publish.follow(archive)  # also what a merge brought that was killed before it came so far
    return merged


def _noted_otherwise(archive: Archive, path: Path) -> list[str]:
    """The devices of the other configuration that are no devices here, or other ones."""
    with suppress(FieldArchiveError, OSError):
        there = config.load(path).devices if (path / config.CONFIGURATION).is_file() else ()
        return [one.slug for one in there if one not in archive.configuration.devices]
    return []
