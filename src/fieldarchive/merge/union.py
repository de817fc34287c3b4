"""The union itself: one transaction, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fieldarchive import saved
from fieldarchive.archive import Archive, who_and_where
from fieldarchive.catalogue import arrivals, items, merging, revisions
from fieldarchive.catalogue.names import name_of, titles
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.errors_of_copies import WouldErase
from fieldarchive.groups import groups
from fieldarchive.intake.rereading import AT_ONCE, show
from fieldarchive.intake.workers import Workers
from fieldarchive.merge.fetching import Progress, fetched
from fieldarchive.merge.merged import Merged
from fieldarchive.merge.other import Other
from fieldarchive.merge.rows import Came, bring_in
from fieldarchive.model import Problem

_UNKNOWN = ("unknown-theme", "unknown-city", "unknown-person")
_CLOCK_AHEAD = timedelta(days=1)


class _GivenUp(Exception):
    """Nothing is to be written after all: it was a dry run, or nothing was new."""


def unite(
    archive: Archive,
    other: Other,
    merged: Merged,
    workers: Workers,
    progress: Progress,
    *,
    may_erase: bool,
) -> None:
    """Write what the other archive has and this one lacks, and count it in `merged`.

    Raises `WouldErase` when something would be erased here, and that may not be done.
    """
    try:
        with archive.record.atomic():
            _Union(archive, other, merged, workers, may_erase).write(progress)
            if merged.dry_run or merged.changed_nothing:
                raise _GivenUp
    except _GivenUp:
        pass
    except _Unasked as asked:
        names = [name_of(archive.record, one) for one in asked.came.erased]
        raise WouldErase(other.path, names, asked.came.removed) from None


class _Unasked(Exception):
    """What a stranger's archive calls erased is not erased here before somebody agreed."""

    def __init__(self, came: Came) -> None:
        self.came = came


@dataclass(slots=True)
class _Union:
    archive: Archive
    other: Other
    merged: Merged
    workers: Workers
    may_erase: bool
    operation: int = 0

    def write(self, progress: Progress) -> None:
        record, merged = self.archive.record, self.merged
        made_by, device = who_and_where()
        self.operation = arrivals.begin_operation(record, "merge", made_by, device)
        came = bring_in(record, self.other, self.operation)
        if (came.erased or came.removed) and not self.may_erase:
            raise _Unasked(came)
        merged.erased, merged.removed = len(came.erased), came.removed
        merged.has_news = came.has_news
        self._bring_originals(came, progress)  # of nobody whose history was refused
        for group in groups(merging.touched(record, self.operation), AT_ONCE):
            self._show(self._complete(group))
        self._tell_searches()
        merged.doubled = list(dict.fromkeys(merged.doubled))  # each was found from both its sides
        merged.clock_ahead = _ahead(merging.newest_said(record, self.operation))
        counted = merging.count_added(record, self.operation)
        merged.revisions, merged.items_new, merged.items_changed = counted
        arrivals.end_operation(record, self.operation, merged.summary())

    def _bring_originals(self, came: Came, progress: Progress) -> None:
        record, other = self.archive.record, self.other
        missing = merging.missing_originals(record, other.rows("originals"), came.withheld)
        for sizes in fetched(self.archive, other, missing, self.merged, progress):
            arrivals.note_originals(record, sizes, self.operation)
            self.merged.originals += len(sizes)

    def _tell_searches(self) -> None:
        said = saved.said_by(self.archive, self.operation)
        keys = {saved.key_of(one.name): one.name for one in said}
        self.merged.searches = list(keys.values())
        self.merged.searches_apart = [
            alike[0].name for alike in saved.apart(self.archive) if alike[0].key in keys
        ]

    def _complete(self, group: list[str]) -> list[Standing]:
        """How a handful of records stand, once those are left out that lack an original."""
        record = self.archive.record
        found = {one.record: one for one in revisions.standings(record, group, aside=True)}
        names = {e.sha256: e.name for one in found.values() for e in one.account.files}
        lacking = names.keys() - merging.sizes_of(record, list(names)).keys()
        for one in list(found.values()):
            wanting = {entry.sha256 for entry in one.account.files} & lacking
            if wanting and not one.account.aside:
                merging.leave_out(record, one.record, self.operation)
                self.merged.tell(self.other.path, _left_out(names[min(wanting)]))
                del found[one.record]
        return list(found.values())

    def _show(self, standing: list[Standing]) -> None:
        """Bring a handful of records up to date."""
        record, merged = self.archive.record, self.merged
        merged.conflicts += [one.record for one in standing if one.conflicts]
        aside = [one.record for one in standing if one.account.aside]
        merged.set_aside += titles(record, aside)  # only what is shown has one
        if merged.dry_run:
            return
        show(self.archive, standing, self.workers)
        group = [one.record for one in standing]
        merged.doubled += merging.doubled(record, group)
        merged.unknown_words += items.count_with_problem(record, group, _UNKNOWN)


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
