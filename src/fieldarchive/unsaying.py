"""Unsaying: the revisions that take one operation's part in one item back.

They are thought out here and written by `undoing`. A conflict that the operation did not make is
left to a person: to write after it would decide it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fieldarchive.archive import Archive, new_revision
from fieldarchive.catalogue import arrivals, names, operations, revisions
from fieldarchive.catalogue.arrivals import Placed
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.errors import CannotUndo
from fieldarchive.history.changes import ASIDE, changes
from fieldarchive.history.claims import access_of
from fieldarchive.history.joining import join, known_to
from fieldarchive.history.revision import Account, Revision, account_of
from fieldarchive.history.taking_back import take_back
from fieldarchive.logbook import said_anew
from fieldarchive.model import Access


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written of an item, in the order of writing; `places` spoke for it before.

    `changed` are the fields that will say something else, and `access` what it is now and then.
    `kept` are the fields that stay, each with the operation that changed it last. An item that
    goes as a whole may have been changed `since`: by that operation, and by whom.
    """

    record: str
    was_shown: bool
    is_shown: bool
    revisions: tuple[Revision, ...] = ()
    places: tuple[Placed, ...] = ()
    kept: tuple[tuple[str, int], ...] = ()
    changed: tuple[str, ...] = ()
    access: tuple[Access, Access] = (Access.TEAM, Access.TEAM)
    since: tuple[int, str | None] | None = None


@dataclass(frozen=True, slots=True)
class _Past:
    """The history of an item, as an operation divides it."""

    revisions: Mapping[str, Revision]
    written: Mapping[str, int]
    number: int

    def before(self) -> set[str]:
        """What was there when the operation began."""
        return {digest for digest, one in self.written.items() if one < self.number}

    def by(self) -> set[str]:
        """What the operation wrote."""
        return {digest for digest, one in self.written.items() if one == self.number}

    def known_to(self, digest: str) -> _Past:
        """The part of it that one revision knows of."""
        known = known_to([digest], self.revisions)
        return replace(
            self,
            revisions={one: self.revisions[one] for one in known},
            written={one: self.written[one] for one in known},
        )


def plan(archive: Archive, record: str, number: int) -> Plan:
    """How to take back what operation `number` did to an item; raises `CannotUndo`."""
    history = revisions.revisions_of(archive.record, record)
    written = operations.written_in(archive.record, record)
    past = _Past({one.digest: one for one in history}, written, number)
    now = revisions.standing_of(history)
    _refuse_open_conflict(archive, past, now)
    if not past.before():
        return _set_aside(now, _changed_since(archive, past))
    undone = take_back(history, past.before(), past.by())
    _refuse_removed(archive, number, undone.accounts)
    found = Plan(
        record,
        was_shown=not now.account.aside,
        is_shown=not all(account.aside for account in undone.accounts),
        kept=tuple((name, _changed_last(name, past)) for name in undone.kept),
    )
    places = _owners(archive, record, past)
    is_alone = [one.said for one in places] == [digest for digest, _ in now.heads]
    words = {} if is_alone else _own_words(record, places, past)
    if not words and undone.accounts == (now.account,):
        return found
    heads = {digest for digest, _ in now.heads} - words.keys()
    parents = heads | {one.digest for one in words.values()}
    answer = new_revision(record, parents, undone.account)
    sides = {
        digest: new_revision(record, [answer.digest], account)
        for digest, account in undone.apart.items()
    }
    spoken = {now.digest: answer} if is_alone else words | sides
    said = (*words.values(), answer, *sides.values())
    then = join([*history, *said]).account
    return replace(
        found,
        revisions=said,
        places=_speaking(places, spoken),
        changed=tuple(one.field for one in changes(now.account, then) if one.field != ASIDE),
        access=(access_of(now.account.description), access_of(then.description)),
    )


def _set_aside(now: Standing, since: tuple[int, str | None] | None) -> Plan:
    """The operation brought the item. Whatever was said of it since stays with it."""
    shown = not now.account.aside
    aside = (
        new_revision(now.record, parents, replace(account, aside=True))
        for parents, account in now.versions
    )
    if not shown:
        return Plan(now.record, shown, is_shown=False)
    return Plan(now.record, shown, is_shown=False, revisions=tuple(aside), since=since)


def _owners(archive: Archive, record: str, past: _Past) -> list[Placed]:
    places = arrivals.speaking_for(archive.record, record)
    return [one for one in places if one.said in past.revisions]


def _own_words(record: str, places: Iterable[Placed], past: _Past) -> dict[str, Revision]:
    """What places are to have said last, by what they did say last.

    What lies there says still what is taken back now, and has to be news at the next ingest.
    """
    found: dict[str, Revision] = {}
    for said in {one.said for one in places if one.said}:
        known = past.known_to(said)
        if known.by() and known.before():
            own = take_back([*known.revisions.values()], known.before(), known.by()).accounts[0]
            if own != account_of(past.revisions[said].body):
                found[said] = new_revision(record, [said], own)
    return found


def _speaking(places: Iterable[Placed], said: Mapping[str, Revision]) -> tuple[Placed, ...]:
    """The places whose last word is another one now."""
    return tuple(
        replace(one, said=said[one.said].digest) for one in places if one.said and one.said in said
    )


def _refuse_open_conflict(archive: Archive, past: _Past, now: Standing) -> None:
    """A conflict that was not there after the operation is a person's to decide, not ours."""
    if not now.conflicts:
        return
    seen = join(past.revisions[digest] for digest in past.before() | past.by())
    known = [(c.field, replace(v, revision="")) for c in seen.conflicts for v in c.versions]
    open_now = [(c.field, replace(v, revision="")) for c in now.conflicts for v in c.versions]
    if any(one not in known for one in open_now):
        raise CannotUndo(
            past.number,
            f"cannot be undone while {names.name_of(archive.record, now.record)} is in conflict. "
            "`fieldarchive conflicts` lists both words and `fieldarchive resolve` decides; "
            "then undo it.",
        )


def _refuse_removed(archive: Archive, number: int, accounts: Iterable[Account]) -> None:
    for account in accounts:
        for entry in () if account.aside else account.files:
            if not arrivals.has_original(archive.record, entry.sha256):
                raise CannotUndo(
                    number,
                    f"cannot be taken back: the original {entry.name} was removed since. "
                    "Ingest it again, and its item comes back.",
                )


def _changed_since(archive: Archive, past: _Past) -> tuple[int, str | None] | None:
    """The newest later operation that changed a field and still holds, and whose word it was."""
    for number in sorted(set(past.written.values()), reverse=True):
        if number <= past.number:
            return None
        asked = operations.operation(archive.record, number)
        if asked.undoes is not None or asked.undone_by is not None:
            continue
        for digest, revision in past.revisions.items():
            if past.written[digest] == number and any(
                change.field != ASIDE for change in said_anew(revision, past.revisions)
            ):
                return number, revision.made_by
    return None


def _changed_last(name: str, past: _Past) -> int:
    """The newest operation that changed a field."""
    return max(
        past.written[digest]
        for digest, revision in past.revisions.items()
        if any(change.field == name for change in said_anew(revision, past.revisions))
    )
