"""Clearing away: originals that nothing shown needs, and files that no row names.

Rows go first, in one transaction, and files after them, so that whatever comes between leaves no
row without its file. What a person withdrew goes by `erase`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fieldarchive.archive import Archive, finish_removals, who_and_where
from fieldarchive.catalogue import arrivals, removals
from fieldarchive.catalogue.removals import Unneeded
from fieldarchive.storage.removing import Leftover, leftovers, remove_leftovers


@dataclass(frozen=True, slots=True)
class Clearing:
    """What may go: originals that only items set aside name, and files that no row names."""

    originals: tuple[Unneeded, ...]
    leftovers: tuple[Leftover, ...]

    @property
    def files(self) -> int:
        """How many files there are to remove."""
        return len(self.originals) + len(self.leftovers)

    @property
    def size(self) -> int:
        """Their bytes together."""
        return sum(one.size for one in self.originals) + sum(one.size for one in self.leftovers)


def look(archive: Archive, older_than: timedelta) -> Clearing:
    """What may go: files as old as that, and originals of items set aside as long ago."""
    moment = datetime.now(UTC) - older_than
    known = {sha256 for sha256, _ in arrivals.originals(archive.record)}
    return Clearing(
        tuple(removals.unneeded(archive.record, f"{moment:%Y-%m-%dT%H:%M:%SZ}")),
        tuple(leftovers(archive.folders, known, moment.timestamp())),
    )


def clear_away(archive: Archive, clearing: Clearing, summary: str) -> int:
    """Remove what `look` found; the number of the operation. `summary` is its line in the log."""
    gone = [one.sha256 for one in clearing.originals]
    with archive.record.atomic():
        number = arrivals.begin_operation(archive.record, "gc", *who_and_where())
        removals.give_up(archive.record, gone)
        names = [*gone, *(str(one.name) for one in clearing.leftovers)]
        arrivals.add_event(archive.record, "deletion", "removed", clearing.files, names)
        arrivals.end_operation(archive.record, number, summary)
    finish_removals(archive)
    remove_leftovers(archive.folders, clearing.leftovers)
    return number
