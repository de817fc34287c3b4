"""Rebuild: everything that is shown, made again from history and originals alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldarchive import publish
from fieldarchive.archive import Archive
from fieldarchive.catalogue import items, revisions
from fieldarchive.groups import groups
from fieldarchive.intake.rereading import AT_ONCE, read_again
from fieldarchive.intake.workers import Workers
from fieldarchive.redescribe import note_words
from fieldarchive.storage.keeping import holds


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many items were made again, and the names of files whose originals are damaged."""

    items: int
    damaged: tuple[str, ...]


def rebuild(archive: Archive, progress: Callable[[int], None]) -> Rebuilt:
    """Write the projection and the team's browse database again.

    `progress` is told of every item. All is one transaction: interrupted, nothing has changed.
    """
    total, damaged = 0, set[str]()
    with Workers() as workers, archive.record.atomic():
        items.clear(archive.record)
        for group in groups(revisions.standings(archive.record), AT_ONCE):
            items.put_items(archive.record, read_again(archive, group, workers))
            damaged |= {
                entry.name
                for head in group
                for entry in head.account.files
                if not holds(archive.folders, entry.sha256)
            }
            total += len(group)
            progress(len(group))
        note_words(archive)
    publish.build(archive, publish.TEAM)
    return Rebuilt(total, tuple(sorted(damaged)))
