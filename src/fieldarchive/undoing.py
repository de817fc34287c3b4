"""Undoing: one operation taken back by another one, which can be taken back in its turn.

Nothing is unsaid: what was said before is said again, as new revisions after all others. An item
that the operation brought is set aside as a whole; of any other, a field that was changed since
stays, whoever changed it. All is one transaction. A file that people edit is put back as it was,
unless it was changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

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
from fieldarchive.model import Access
from fieldarchive.rewording import catch_up, put_back, refuse_edited, words_in
from fieldarchive.unsaying import Plan, plan

_REMOVERS = {"gc", "erase"}
_NAMED = 5
Progress = Callable[[int], None]


class Fate(StrEnum):
    """What became of an item when an operation was taken back."""

    ASIDE = "set aside"
    BACK = "back"
    CHANGED = "changed back"
    SAME = "as it was"


@dataclass(frozen=True, slots=True)
class Restored:
    """One item that the operation had touched, and the fields that say something else now.

    `kept` are fields that were changed since, each with the operation that changed it last.
    `since` tells of an item that goes which operation changed it last, and whose word that was;
    `opened` of an item that more people may see what its access was, and what it is.
    """

    record: str
    name: Named
    fate: Fate
    changed: tuple[str, ...]
    kept: tuple[tuple[str, int], ...]
    since: tuple[int, str | None] | None
    opened: tuple[Access, Access] | None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking back did. `cause` is the operation that it is all about.

    `brings_back` tells that an undoing was taken back; `number` is this operation, None when
    nothing was written. `erased` counts items that the operation erased, which stay erased;
    `is_of_merge` tells that what it is about came from another laptop.
    `file` is the file that people edit which is put back, where it is about one. `did` is what
    the log says that `cause` did to it, else which command it was.
    `passed_over` are newer operations of which nothing was left to take back.
    """

    cause: int
    brings_back: bool
    number: int | None
    items: tuple[Restored, ...]
    erased: int
    is_of_merge: bool
    did: str
    file: str | None = None
    passed_over: tuple[int, ...] = ()

    def count(self, fate: Fate) -> int:
        """How many items had this fate."""
        return sum(one.fate is fate for one in self.items)

    def summary(self) -> str:
        """What became of the items, "14 set aside, 2 changed back", or of the file."""
        if self.file:
            return f"{self.file} as it was {'after' if self.brings_back else 'before'} it"
        counts = [f"{count:,} {self.word(fate)}" for fate in Fate if (count := self.count(fate))]
        return ", ".join(counts) or "nothing was left of it"

    def word(self, fate: Fate) -> str:
        """A fate in words: what an undoing had changed back is changed again."""
        return "changed again" if self.brings_back and fate is Fate.CHANGED else fate


class WouldOpen(CannotUndo):
    """Taking it back would show items to more people than now, unasked: those of `told`."""

    def __init__(self, told: TakenBack) -> None:
        self.told = told
        opened = [
            f"{one.name.key} {one.name.title} ({' → '.join(one.opened)})"
            for one in told.items
            if one.opened
        ]
        more = ", …" if len(opened) > _NAMED else ""
        super().__init__(
            told.cause,
            f"was left as it is: more people would see {', '.join(opened[:_NAMED])}{more}. "
            "If that is meant, say --yes.",
        )


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
    if leave.dry_run:
        found = [
            one for group in groups(records, AT_ONCE) for one in _foreseen(archive, group, number)
        ]
        told = _told(archive, number, None, found)
        _refuse_nothing(told, number)
        return told
    with Workers() as workers, archive.record.atomic():
        by = arrivals.begin_operation(archive.record, command, *who_and_where(), undoes=number)
        found = []
        for group in groups(records, AT_ONCE):
            found += _write(archive, group, number, by, workers)
            progress(len(group))
        told = _told(archive, number, by, found)
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
    if edits.edits_of(archive.record, number):
        return
    if asked.command in _REMOVERS:
        raise CannotUndo(number, f"({asked.command}) removed files; it cannot be undone.")
    raise CannotUndo(number, f"({asked.command}) changed no item that is here; nothing to undo.")


def _refuse_nothing(told: TakenBack, number: int) -> None:
    """Write no undoing that undoes nothing; one that was undone is done again all the same."""
    if told.brings_back or told.count(Fate.SAME) < len(told.items):
        return
    kept = [
        f"{field} of {one.name.key} was changed since by operation {by}"
        for one in told.items
        for field, by in one.kept
    ]
    erased = [f"{told.erased:,} of its items were erased for good"] if told.erased else []
    why = "; ".join([*kept[:_NAMED], *erased]) or "all is so already, or came from elsewhere too"
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
    is_of_merge = operations.operation(archive.record, cause).command == "merge"
    did = operations.operation(archive.record, cause).command
    return TakenBack(cause, takes_back, by, tuple(found), erased, is_of_merge, did=did)


def _line(told: TakenBack) -> str:
    """A line for the log."""
    return (
        f"operation {told.cause} {'done again' if told.brings_back else 'undone'}: {told.summary()}"
    )
