"""Editing: what a person says anew of items, over whatever files say of them.

An edit is foreseen before it is written, so that it can be shown and asked about. Writing it is
one operation, whose revisions `undo` takes back; no file of anybody is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from fieldarchive import publish
from fieldarchive.archive import Archive, new_revision, who_and_where
from fieldarchive.catalogue import arrivals, revisions
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.describe.checking import without_real_names
from fieldarchive.groups import groups
from fieldarchive.history.claims import STRICTNESS
from fieldarchive.history.deciding import Edit, edited
from fieldarchive.history.revision import Account, Revision
from fieldarchive.intake.rereading import described_again, show_again
from fieldarchive.intake.workers import Workers
from fieldarchive.model import JSON, Access, Item, Problem
from fieldarchive.redescribe import describe_again_if_words_changed

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Planned:
    """An edit as it would be shown: the values of `Item` that change, before and after.

    `problems` are those that the item would have because of it, `access` what it has then.
    """

    edit: Edit
    title: str
    changes: Mapping[str, tuple[Any, Any]]
    problems: tuple[Problem, ...]
    access: Access

    @property
    def is_looser(self) -> bool:
        """Whether more people may see the item afterwards."""
        before, after = self.changes.get("access", (Access.TEAM, Access.TEAM))
        return STRICTNESS[after] < STRICTNESS[before]


def plan(archive: Archive, edits: Iterable[Edit]) -> Iterator[Planned]:
    """The edits that would change what is said or shown, in the order given; writes nothing."""
    for group in groups(edits, _AT_ONCE):
        ids = [one.record for one in group]
        found = {one.record: one for one in revisions.standings(archive.record, ids)}
        for one in group:
            if one.record in found and (planned := _planned(archive, one, found[one.record])):
                yield planned


def write(archive: Archive, edits: Sequence[Edit], command: str, summary: str) -> int:
    """Write edits as one operation and publish them; gives its number."""
    describe_again_if_words_changed(archive)
    record, (made_by, device) = archive.record, who_and_where()
    with Workers() as workers, record.atomic():
        operation = arrivals.begin_operation(record, command, made_by, device)
        for group in groups(edits, _AT_ONCE):
            values = {one.record: one.values for one in group}
            before = revisions.standings(record, list(values))
            written = [new for one in before for new in _revisions(archive, one, values)]
            revisions.add_revisions(record, written, operation)
            show_again(archive, list(values), workers)
        arrivals.end_operation(record, operation, summary)
    publish.follow(archive)
    return operation


def _planned(archive: Archive, one: Edit, before: Standing) -> Planned | None:
    account = _said(archive, before.account, one.values)
    if account == before.account:
        return None
    was = described_again(archive, before)
    standing = Standing(one.record, ((before.digest, account),), account, (), before.added_at)
    now = described_again(archive, standing)
    told = tuple(problem for problem in now.problems if problem not in was.problems)
    changes = _differences(was.item, now.item)
    return Planned(one, was.item.title, changes, told, now.item.access)


def _differences(was: Item, now: Item) -> dict[str, tuple[Any, Any]]:
    before, after = asdict(was), asdict(now)
    return {name: (value, after[name]) for name, value in before.items() if value != after[name]}


def _revisions(
    archive: Archive, before: Standing, values: Mapping[str, Mapping[str, JSON]]
) -> Iterator[Revision]:
    """What follows each head; where heads are in conflict, other fields are left undecided."""
    for parents, account in before.versions:
        said = _said(archive, account, values[before.record])
        yield new_revision(before.record, parents, said)


def _said(archive: Archive, account: Account, values: Mapping[str, JSON]) -> Account:
    said = edited(account, values)
    return Account(without_real_names(said.description, archive.vocabulary), said.files, said.aside)
