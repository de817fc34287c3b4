"""The union itself: one transaction, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fieldarchive.archive import Archive, who_and_where
from fieldarchive.catalogue import arrivals, items, merging, revisions
from fieldarchive.groups import groups
from fieldarchive.intake.rereading import AT_ONCE, show_again
from fieldarchive.intake.workers import Workers
from fieldarchive.merge.merged import Merged
from fieldarchive.merge.other import Other
from fieldarchive.merge.rows import bring_in, let_go
from fieldarchive.merge.withdrawn import Withdrawn
from fieldarchive.model import Problem

_UNKNOWN = ("unknown-theme", "unknown-city", "unknown-person")
_CLOCK_AHEAD = timedelta(days=1)


class _GivenUp(Exception):
    """Nothing is to be written after all: it was a dry run, or nothing was new."""


def unite(
    archive: Archive,
    other: Other,
    withdrawn: Withdrawn,
    originals: Mapping[str, int],
    merged: Merged,
    workers: Workers,
) -> None:
    """Write what the other archive has and this one lacks, and count it in `merged`.

    `originals` are safe already, by SHA-256 with their sizes in bytes.
    """
    try:
        with archive.record.atomic():
            _Union(archive, other, withdrawn, originals, merged, workers).write()
            if merged.dry_run or merged.changed_nothing:
                raise _GivenUp
    except _GivenUp:
        pass


@dataclass(slots=True)
class _Union:
    archive: Archive
    other: Other
    withdrawn: Withdrawn
    originals: Mapping[str, int]
    merged: Merged
    workers: Workers
    operation: int = 0

    def write(self) -> None:
        record, merged = self.archive.record, self.merged
        made_by, device = who_and_where()
        self.operation = arrivals.begin_operation(record, "merge", made_by, device)
        arrivals.note_originals(record, self.originals, self.operation)
        came = bring_in(record, self.other, self.withdrawn, self.operation)
        for group in groups(merging.touched(record, self.operation), AT_ONCE):
            self._show(group)
        let_go(record, self.withdrawn, self.operation)
        merged.erased, merged.has_new_marks = came.erased, came.has_new_marks
        merged.clock_ahead = _ahead(merging.newest_said(record, self.operation))
        merged.originals = len(self.originals)
        merged.revisions = merging.count_added(record, self.operation)
        merged.items_new, merged.items_changed = merging.count_touched(record, self.operation)
        arrivals.end_operation(record, self.operation, merged.summary())

    def _show(self, group: list[str]) -> None:
        """Bring a handful of records up to date, and leave out those that lack an original."""
        record, merged = self.archive.record, self.merged
        for one in list(revisions.standings(record, group)):
            names = {entry.sha256: entry.name for entry in one.account.files}
            here = merging.sizes_of(record, list(names))
            if lacking := [name for sha256, name in names.items() if sha256 not in here]:
                merging.leave_out(record, one.record, self.operation)
                merged.problems.append(_left_out(lacking[0]))
        if not merged.dry_run:
            show_again(self.archive, group, self.workers)
            merged.doubled += merging.doubled(record, group)
            merged.unknown_words += items.count_with_problem(record, group, _UNKNOWN)
        standing = revisions.standings(record, group)
        merged.conflicts += [one.record for one in standing if one.conflicts]


def _ahead(newest: str | None) -> str | None:
    """An instant that lies in the future, by more than a wrong zone can explain."""
    tomorrow = f"{datetime.now(UTC) + _CLOCK_AHEAD:%Y-%m-%dT%H:%M:%SZ}"
    return newest if newest and newest > tomorrow else None


def _left_out(name: str) -> Problem:
    return Problem(
        "left-out",
        "Its original is missing or damaged there, so the item was left out. "
        "Repair it there (`fieldarchive verify` lists what is wrong), then merge again.",
        serious=True,
        path=name,
    )
