"""Undoing: one operation taken back by another one, which can be taken back in its turn.

Nothing is unsaid: what was said before is said again, as new revisions after all others. An item
that the operation brought is set aside as a whole; of any other, a field that was changed since
stays, whoever changed it. All is one transaction. A file that people edit is put back as it was,
unless it was changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fieldarchive import publish
from fieldarchive.archive import Archive, who_and_where
from fieldarchive.catalogue import arrivals, edits, operations, revisions
from fieldarchive.catalogue.edits import Edit
from fieldarchive.errors import CannotUndo
from fieldarchive.groups import groups
from fieldarchive.history.claims import STRICTNESS
from fieldarchive.intake.rereading import AT_ONCE, show_again
from fieldarchive.intake.workers import Workers
from fieldarchive.logbook import Named, named
from fieldarchive.rewording import catch_up, put_back, refuse_edited, words_in
from fieldarchive.saving import taken_out
from fieldarchive.undoing.told import NAMED, Fate, Restored, TakenBack, WouldOpen
from fieldarchive.unsaying import Plan, plan

__all__ = ["Fate", "Leave", "Restored", "TakenBack", "WouldOpen", "redo", "undo"]

_REMOVERS = {"gc", "erase"}
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Leave:
    """Whether to tell only, and whether items may be shown to more people than now."""

    dry_run: bool = False
    may_open: bool = False


def undo(archive: Archive, number: int | None, progress: Progress, leave: Leave) -> TakenBack:
    """Take back an operation, the newest of which something is left when none is named.

    Raises `CannotUndo`, or `WouldOpen`; nothing was changed then.
    """
    _catch_up(archive, leave)
    if number is not None:
        return _take_back(archive, number, "undo", progress, leave)
    chosen, passed_over = _newest_left(archive)
    told = _take_back(archive, chosen, "undo", progress, leave)
    return replace(told, passed_over=passed_over)


def redo(archive: Archive, progress: Progress, leave: Leave) -> TakenBack:
    """Take back the newest undoing that holds; raises `CannotUndo`, or `WouldOpen`."""
    _catch_up(archive, leave)
    chosen = operations.next_to_redo(archive.record)
    if chosen is None:
        raise CannotUndo(None, "There is nothing to redo: nothing is undone.")
    return _take_back(archive, chosen, "redo", progress, leave)


def _newest_left(archive: Archive) -> tuple[int, tuple[int, ...]]:
    """The newest operation of which something can be taken back, and the newer ones."""
    passed_over: list[int] = []
    chosen = operations.next_to_undo(archive.record)
    while chosen is not None and not _is_left(archive, chosen):
        passed_over.append(chosen)
        chosen = operations.next_to_undo(archive.record, older_than=chosen)
    if chosen is None:
        can_redo = operations.next_to_redo(archive.record) is not None
        hint = " `fieldarchive redo` brings back what was undone." if can_redo else ""
        raise CannotUndo(None, f"There is nothing to undo.{hint}")
    return chosen, tuple(passed_over)


def _is_left(archive: Archive, number: int) -> bool:
    if found := edits.edits_of(archive.record, number):
        return any(words_in(archive, one.name) != one.before for one in found)
    if any(one.revisions for one in taken_out(archive, number)):
        return True
    records = operations.records_of(archive.record, number)
    try:
        return any(plan(archive, record, number).revisions for record in records)
    except CannotUndo:
        return True  # and why not is told to whoever asked for it


def _catch_up(archive: Archive, leave: Leave) -> None:
    """Show what history says; a command that was killed may have left the pages behind."""
    if not leave.dry_run:
        catch_up(archive)


def _take_back(
    archive: Archive, number: int, command: str, progress: Progress, leave: Leave
) -> TakenBack:
    _refuse(archive, number)
    for edit in edits.edits_of(archive.record, number):
        return _put_back(archive, number, edit, command, leave)
    records = operations.records_of(archive.record, number)
    saved = taken_out(archive, number)
    if leave.dry_run:
        found = [
            one for group in groups(records, AT_ONCE) for one in _foreseen(archive, group, number)
        ]
        told = replace(_told(archive, number, None, found), searches=tuple(saved))
        _refuse_nothing(told, number)
        return told
    with Workers() as workers, archive.record.atomic():
        by = arrivals.begin_operation(archive.record, command, *who_and_where(), undoes=number)
        found = []
        for group in groups(records, AT_ONCE):
            found += _write(archive, group, number, by, workers)
            progress(len(group))
        revisions.add_revisions(archive.record, [r for one in saved for r in one.revisions], by)
        told = replace(_told(archive, number, by, found), searches=tuple(saved))
        _refuse_nothing(told, number)
        _refuse_to_open(told, leave)
        arrivals.end_operation(archive.record, by, _line(told))
    publish.follow(archive)
    return told


def _put_back(archive: Archive, number: int, edit: Edit, command: str, leave: Leave) -> TakenBack:
    cause, takes_back = operations.first_cause(archive.record, number)
    asked = operations.operation(archive.record, cause)
    did = asked.summary or asked.command
    told = TakenBack(cause, takes_back, None, (), 0, is_of_merge=False, did=did, file=edit.name)
    if leave.dry_run:
        refuse_edited(archive, number, edit)
        return told
    return replace(told, number=put_back(archive, number, edit, command, _line(told)))


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
    if edits.edits_of(archive.record, number) or taken_out(archive, number):
        return
    if asked.command in _REMOVERS:
        raise CannotUndo(number, f"({asked.command}) removed files; it cannot be undone.")
    raise CannotUndo(number, f"({asked.command}) changed no item that is here; nothing to undo.")


def _refuse_nothing(told: TakenBack, number: int) -> None:
    """Write no undoing that undoes nothing; one that was undone is done again all the same."""
    if told.brings_back or not told.is_empty:
        return
    kept = [
        f"{field} of {one.name.key} was changed since by operation {by}"
        for one in told.items
        for field, by in one.kept
    ]
    kept += [
        f"“{one.name}” was saved anew or removed since"
        for one in told.searches
        if one.changed_since
    ]
    erased = [f"{told.erased:,} of its items were erased for good"] if told.erased else []
    why = "; ".join([*kept[:NAMED], *erased]) or "all is so already, or came from elsewhere too"
    raise CannotUndo(number, f"has nothing left to take back: {why}.")


def _refuse_to_open(told: TakenBack, leave: Leave) -> None:
    """What was closed is never shown again by the way; giving up leaves nothing written."""
    if any(one.opened for one in told.items) and not leave.may_open:
        raise WouldOpen(told)


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
    now, then = one.access
    opened = one.access if one.is_shown and STRICTNESS[then] < STRICTNESS[now] else None
    return Restored(one.record, name, fate, one.changed, one.kept, one.since, opened)


def _told(archive: Archive, number: int, by: int | None, found: Sequence[Restored]) -> TakenBack:
    cause, takes_back = operations.first_cause(archive.record, number)
    erased = operations.erased_by(archive.record, number)
    asked = operations.operation(archive.record, cause)
    did = asked.command if found else asked.summary or asked.command
    return TakenBack(cause, takes_back, by, tuple(found), erased, asked.command == "merge", did=did)


def _line(told: TakenBack) -> str:
    """A line for the log."""
    return (
        f"operation {told.cause} {'done again' if told.brings_back else 'undone'}: {told.summary()}"
    )
