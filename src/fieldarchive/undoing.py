"""Undoing: one operation taken back by another one, which can be taken back in its turn.

Nothing is unsaid: what was said before is said again, as new revisions after all others. An item
that the operation brought is set aside, and what was changed since by others stays. All is one
transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fieldarchive import publish
from fieldarchive.archive import Archive, who_and_where
from fieldarchive.catalogue import arrivals, operations, revisions
from fieldarchive.errors import CannotUndo
from fieldarchive.groups import groups
from fieldarchive.intake.rereading import AT_ONCE, show_again
from fieldarchive.intake.workers import Workers
from fieldarchive.logbook import Named, named
from fieldarchive.redescribe import describe_again_if_words_changed
from fieldarchive.unsaying import Plan, plan

_REMOVERS = {"gc", "erase"}
Progress = Callable[[int], None]


class Fate(StrEnum):
    """What became of an item when an operation was taken back."""

    ASIDE = "set aside"
    BACK = "back"
    CHANGED = "changed back"
    SAME = "as it was"


@dataclass(frozen=True, slots=True)
class Restored:
    """One item that the operation had touched; `kept` are fields that others changed since.

    Each is named with the operation that changed it last.
    """

    record: str
    name: Named
    fate: Fate
    kept: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking back did. `cause` is the operation that it is all about.

    `brings_back` tells that an undoing was taken back; `number` is this operation, None when
    nothing was written. `erased` counts items that the operation erased, which stay erased.
    """

    cause: int
    brings_back: bool
    number: int | None
    items: tuple[Restored, ...]
    erased: int

    def count(self, fate: Fate) -> int:
        """How many items had this fate."""
        return sum(one.fate is fate for one in self.items)

    def summary(self) -> str:
        """What became of the items: "14 set aside, 2 changed back"."""
        counts = [f"{count:,} {fate}" for fate in Fate if (count := self.count(fate))]
        return ", ".join(counts) or "nothing was left of it"


def undo(
    archive: Archive, number: int | None, progress: Progress, *, dry_run: bool = False
) -> TakenBack:
    """Take back an operation, the newest that holds when none is named; raises `CannotUndo`."""
    _catch_up(archive, dry_run=dry_run)
    chosen = operations.next_to_undo(archive.record) if number is None else number
    if chosen is None:
        raise CannotUndo(None, "There is nothing to undo.")
    return _take_back(archive, chosen, "undo", progress, dry_run=dry_run)


def redo(archive: Archive, progress: Progress, *, dry_run: bool = False) -> TakenBack:
    """Take back the newest undoing that holds; raises `CannotUndo`."""
    _catch_up(archive, dry_run=dry_run)
    chosen = operations.next_to_redo(archive.record)
    if chosen is None:
        raise CannotUndo(None, "There is nothing to redo: nothing is undone.")
    return _take_back(archive, chosen, "redo", progress, dry_run=dry_run)


def _catch_up(archive: Archive, *, dry_run: bool) -> None:
    """Show what history says; a command that was killed may have left the pages behind."""
    if not dry_run:
        describe_again_if_words_changed(archive)
        publish.follow(archive)


def _take_back(
    archive: Archive, number: int, command: str, progress: Progress, *, dry_run: bool
) -> TakenBack:
    _refuse(archive, number)
    records = operations.records_of(archive.record, number)
    if dry_run:
        found = [
            one for group in groups(records, AT_ONCE) for one in _foreseen(archive, group, number)
        ]
        return _told(archive, number, None, found)
    with Workers() as workers, archive.record.atomic():
        by = arrivals.begin_operation(archive.record, command, *who_and_where(), undoes=number)
        found = []
        for group in groups(records, AT_ONCE):
            found += _write(archive, group, number, by, workers)
            progress(len(group))
        told = _told(archive, number, by, found)
        arrivals.end_operation(archive.record, by, _line(told))
    publish.follow(archive)
    return told


def _refuse(archive: Archive, number: int) -> None:
    """Raise `CannotUndo` for what is taken back already, and for what changed no item."""
    asked = operations.operation(archive.record, number)
    if (by := asked.undone_by) is not None:
        raise CannotUndo(
            number,
            f"was taken back already, by operation {by}. `fieldarchive undo {by}` brings it back.",
        )
    if asked.undoes is not None or operations.records_of(archive.record, number):
        return
    if asked.command in _REMOVERS:
        raise CannotUndo(number, f"({asked.command}) removed files; it cannot be undone.")
    raise CannotUndo(number, f"({asked.command}) changed no item that is here; nothing to undo.")


def _foreseen(archive: Archive, group: Sequence[str], number: int) -> list[Restored]:
    names = named(archive, group)
    return [_restored(plan(archive, record, number), names[record]) for record in group]


def _write(
    archive: Archive, group: Sequence[str], number: int, by: int, workers: Workers
) -> list[Restored]:
    """Take an operation's part in a handful of items back, and bring what is shown up to date."""
    plans = [plan(archive, record, number) for record in group]
    names = named(archive, group)
    revisions.add_revisions(archive.record, [r for one in plans for r in one.revisions], by)
    arrivals.remember_bundles(archive.record, [], [p for one in plans for p in one.places], by)
    arrivals.forget_bundles(archive.record, group)
    show_again(archive, [one.record for one in plans if one.revisions], workers)
    names |= named(archive, [one.record for one in plans if one.is_shown])
    return [_restored(one, names[one.record]) for one in plans]


def _restored(one: Plan, name: Named) -> Restored:
    if one.is_shown != one.was_shown:
        fate = Fate.BACK if one.is_shown else Fate.ASIDE
    else:
        fate = Fate.CHANGED if one.revisions else Fate.SAME
    return Restored(one.record, name, fate, one.kept)


def _told(archive: Archive, number: int, by: int | None, found: Sequence[Restored]) -> TakenBack:
    cause, takes_back = operations.first_cause(archive.record, number)
    erased = operations.erased_by(archive.record, number)
    return TakenBack(cause, takes_back, by, tuple(found), erased)


def _line(told: TakenBack) -> str:
    """A line for the log."""
    return (
        f"operation {told.cause} {'done again' if told.brings_back else 'undone'}: {told.summary()}"
    )
