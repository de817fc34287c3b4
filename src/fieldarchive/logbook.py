"""The logbook: what each operation did to which items, and how an item came to say what it says.

Nothing is written here. Items that are set aside are named as well as those that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fieldarchive.archive import Archive
from fieldarchive.catalogue import edits, names, operations, revisions
from fieldarchive.catalogue.operations import Operation
from fieldarchive.facts import Derived
from fieldarchive.groups import groups
from fieldarchive.history.changes import ASIDE, Change, changes
from fieldarchive.history.joining import Joined, join, known_to
from fieldarchive.history.revision import Account, Revision, account_of
from fieldarchive.intake.making_items import item_of
from fieldarchive.model import Kind

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Named:
    """What an item is called: its short name, and its title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision in the history of an item: which operation wrote it here, and what it changed.

    `is_head` tells that nothing follows it.
    """

    revision: Revision
    operation: int
    changes: tuple[Change, ...]
    is_head: bool


@dataclass(frozen=True, slots=True)
class Undoing:
    """What an operation that took another back did to an item, however many revisions it took.

    `cause` is the operation that it is all about; `opened` and `closed` are fields that are in
    conflict since, and that no longer are.
    """

    cause: int
    brings_back: bool
    changes: tuple[Change, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """One item that an operation wrote of, and what became of it."""

    record: str
    name: Named
    is_new: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """A file that an operation changed, and the lines that it took away and put in."""

    name: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def named(archive: Archive, records: Sequence[str]) -> dict[str, Named]:
    """What items are called, shown or set aside."""
    found: dict[str, tuple[Kind, str]] = {}
    for group in groups(records, _AT_ONCE):
        found |= names.titles(archive.record, group)
        aside = [record for record in group if record not in found]
        for one in revisions.standings(archive.record, aside, aside=True):
            item, _ = item_of(archive, one.account, Derived())
            found[one.record] = item.kind, item.title
    return {
        record: Named(names.short_id(archive.record, record, kind), title)
        for record, (kind, title) in found.items()
    }


def history(archive: Archive, record: str) -> list[Entry]:
    """Every revision of an item, the newest first and each before those that it follows."""
    past = {one.digest: one for one in revisions.revisions_of(archive.record, record)}
    written = operations.written_in(archive.record, record)
    followed = {parent for one in past.values() for parent in one.parents}
    ages = _ages(past)
    newest_first = sorted(past, key=lambda digest: (written[digest], ages[digest]), reverse=True)
    return [
        Entry(past[one], written[one], said_anew(past[one], past), one not in followed)
        for one in newest_first
    ]


def undoings(archive: Archive, record: str, entries: Sequence[Entry]) -> dict[int, Undoing]:
    """Those operations in the history of an item that took another one back, by number."""
    found: dict[int, Undoing] = {}
    for number in dict.fromkeys(entry.operation for entry in entries):
        cause, takes_away = operations.first_cause(archive.record, number)
        if cause == number:
            continue
        earlier = revisions.revisions_of(archive.record, record, until=number - 1)
        before = join(earlier) if earlier else None  # a damage may have taken what was said first
        after = join(revisions.revisions_of(archive.record, record, until=number))
        was, now = (_in_conflict(one) for one in (before, after))
        found[number] = Undoing(
            cause,
            not takes_away,
            changes(before.account if before else None, after.account),
            tuple(one for one in now if one not in was),
            tuple(one for one in was if one not in now),
        )
    return found


def said_anew(revision: Revision, past: Mapping[str, Revision]) -> tuple[Change, ...]:
    """What a revision says otherwise than those that it follows say together."""
    return changes(_before(revision, past), account_of(revision.body))


def touched(archive: Archive, number: int, limit: int) -> list[Touched]:
    """The first items, by id, of which an operation wrote, and what it changed of each."""
    records = operations.records_of(archive.record, number)[:limit]
    names = named(archive, records)
    return [_touched(archive, record, names[record], number) for record in records]


def edited(archive: Archive, number: int) -> list[Edited]:
    """The files that people edit of which an operation changed lines."""
    found = []
    for edit in edits.edits_of(archive.record, number):
        before, after = _lines(edit.before), _lines(edit.after)
        old, new = set(before), set(after)
        gone = tuple(line for line in before if line not in new)
        found.append(Edited(edit.name, gone, tuple(line for line in after if line not in old)))
    return found


def _lines(content: bytes | None) -> list[str]:
    return (content or b"").decode("utf-8-sig", "replace").splitlines()


def set_aside_by(archive: Archive, record: str) -> Operation:
    """The operation that set an item aside here."""
    aside = [
        entry.operation
        for entry in history(archive, record)
        if any(change.field == ASIDE and change.after for change in entry.changes)
    ]
    return operations.operation(archive.record, aside[0])


def _touched(archive: Archive, record: str, name: Named, number: int) -> Touched:
    past = revisions.revisions_of(archive.record, record, until=number)
    before = revisions.revisions_of(archive.record, record, until=number - 1)
    after = join(past).account
    return Touched(record, name, not before, changes(_joined(before), after))


def _before(revision: Revision, past: Mapping[str, Revision]) -> Account | None:
    seen = [parent for parent in revision.parents if parent in past]
    if len(seen) == 1:
        return account_of(past[seen[0]].body)
    return _joined(past[digest] for digest in known_to(seen, past))


def _joined(past: Iterable[Revision]) -> Account | None:
    some = list(past)
    return join(some).account if some else None


def _in_conflict(joined: Joined | None) -> dict[str, None]:
    return {one.field: None for one in joined.conflicts} if joined else {}


def _ages(past: Mapping[str, Revision]) -> dict[str, int]:
    """How many steps each revision is from the first: what follows another is further away."""
    ages: dict[str, int] = {}
    waiting = list(past)
    while waiting:
        digest = waiting[-1]
        parents = [one for one in past[digest].parents if one in past]
        if unknown := [one for one in parents if one not in ages]:
            waiting += unknown
            continue
        ages[digest] = 1 + max((ages[one] for one in parents), default=0)
        waiting.pop()
    return ages
