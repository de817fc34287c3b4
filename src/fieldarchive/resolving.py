"""Resolving: what laptops said apart, decided by a person.

A decision is a new revision that follows all heads. While other fields of the item are still
undecided it follows each head by itself, so that deciding one thing decides no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from fieldarchive import publish
from fieldarchive.archive import Archive, new_revision, who_and_where
from fieldarchive.catalogue import arrivals, merging, revisions
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.errors import StorageError
from fieldarchive.history.conflicts import Conflict, Version
from fieldarchive.history.deciding import Decision, one_of_two, take
from fieldarchive.history.revision import Account, Revision
from fieldarchive.intake.rereading import show_again
from fieldarchive.intake.workers import Workers
from fieldarchive.model import Role


def apart(archive: Archive) -> Iterator[Standing]:
    """The items in conflict, by id."""
    several = revisions.with_several_heads(archive.record)
    for one in revisions.standings(archive.record, several):
        if one.conflicts:
            yield one


def doubled(archive: Archive) -> list[tuple[str, str]]:
    """Pairs of items that have the same picture, recording or text, by id."""
    return list(merging.doubled(archive.record, None))


def choice(archive: Archive, conflict: Conflict, version: Version) -> Decision:
    """The decision that one of the values in conflict holds."""
    return take(conflict, version, revisions.account_in(archive.record, version.revision))


def resolve(archive: Archive, record: str, decisions: Mapping[str, Decision]) -> int:
    """Write decisions about an item, by field; gives the number of the operation."""
    before = revisions.standing(archive.record, record)
    written = [new_revision(record, *one) for one in decided(before, decisions)]
    fields = dict.fromkeys(field.partition(" ")[0] for field in decisions)  # no names of files
    return _write(archive, written, f"{', '.join(fields)} of 1 item decided")


def decided(
    before: Standing, decisions: Mapping[str, Decision]
) -> Iterator[tuple[tuple[str, ...], Account]]:
    """What decisions by field make of a record, each revision as what it follows and says."""
    is_settled = {conflict.field for conflict in before.conflicts} <= set(decisions)
    starts = [(tuple(digest for digest, _ in before.heads), before.account)]
    if not is_settled:
        starts = before.versions
    for parents, account in starts:
        yield parents, reduce(lambda said, change: change(said), decisions.values(), account)


def share_a_file(archive: Archive, one: str, other: str) -> bool:
    """Whether two items have a picture, a recording or a text in common."""
    first, second = (
        {
            entry.sha256
            for entry in revisions.standing(archive.record, record).account.files
            if entry.role is not Role.SIDECAR
        }
        for record in (one, other)
    )
    return not first.isdisjoint(second)


def make_one(archive: Archive, kept: str, other: str) -> int:
    """Make one item of two: `other` is set aside, and what it says and has joins `kept`.

    Gives the number of the operation. Raises `StorageError` when `gc` removed what one of them
    had while it was set aside.
    """
    one, two = (revisions.standing(archive.record, record) for record in (kept, other))
    whole = [
        new_revision(kept, parents, one_of_two(account, two.account))
        for parents, account in one.versions
    ]
    _refuse_removed(archive, one, two)
    aside = [
        new_revision(other, parents, replace(account, aside=True))
        for parents, account in two.versions
    ]
    summary = "1 item set aside, because it is another one"
    return _write(archive, [*whole, *aside], summary, (other, kept))


def _refuse_removed(archive: Archive, *both: Standing) -> None:
    if all(one.account.aside for one in both):
        return
    for entry in (entry for one in both for entry in one.account.files):
        if not arrivals.has_original(archive.record, entry.sha256):
            raise StorageError(
                archive.folders.original(entry.sha256),
                f"was removed since ({entry.name}). Ingest the file again; then make them one.",
            )


def _write(
    archive: Archive,
    written: Sequence[Revision],
    summary: str,
    moved: tuple[str, str] | None = None,
) -> int:
    record, (made_by, device) = archive.record, who_and_where()
    with Workers() as workers, record.atomic():
        operation = arrivals.begin_operation(record, "resolve", made_by, device)
        revisions.add_revisions(record, written, operation)
        if moved is not None:
            arrivals.give_places(record, *moved)
        show_again(archive, sorted({revision.record for revision in written}), workers)
        arrivals.end_operation(record, operation, summary)
    publish.follow(archive)
    return operation
