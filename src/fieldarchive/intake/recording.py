"""Record: whether something is new, and one transaction for all that a batch has to say.

Media are known by their bytes; a text is known by its place, so that a corrected note becomes a
revision of itself and a card with other pictures under old names does not. Nothing is written
when nothing was said anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fieldarchive.archive import Archive, who_and_where
from fieldarchive.catalogue import arrivals, items, revisions
from fieldarchive.catalogue.items import Shown
from fieldarchive.catalogue.revisions import Account, Head, Revision
from fieldarchive.intake.claims import CLOSED
from fieldarchive.intake.describing import Described, item_of, main_file
from fieldarchive.intake.material import place_of
from fieldarchive.model import (
    Authority,
    Description,
    FileEntry,
    Outcome,
    Result,
    Role,
    SourceFile,
    StoredFile,
)

_MEDIA = {Role.IMAGE, Role.RECORDING}


@dataclass(slots=True)
class Batch:
    """What one transaction will write, gathered item by item."""

    operation: int
    revisions: list[Revision] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    owned: list[tuple[bytes, str, str, bool]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    _new: dict[tuple[str, int | None], str] = field(default_factory=dict)

    def owner(self, archive: Archive, entry: FileEntry) -> str | None:
        """The item that has a file already, in the archive or earlier in this batch."""
        found = items.owners(archive.record, entry.sha256, entry.row)
        return found[0] if found else self._new.get((entry.sha256, entry.row))

    def note_new(self, entry: FileEntry, item_id: str) -> None:
        """Remember which item of this batch a file belongs to."""
        self._new[entry.sha256, entry.row] = item_id


def record(
    archive: Archive,
    described: Sequence[Described],
    kept: Mapping[SourceFile, StoredFile],
    bases: Sequence[tuple[bytes, str]],
    operation: int,
) -> list[Outcome]:
    """Write a batch in one transaction, its originals being safe; one outcome an item."""
    batch = Batch(operation)
    for one in described:
        _gather(archive, batch, one)
    with archive.record.atomic():
        arrivals.add_originals(archive.record, kept.items(), operation)
        revisions.add_revisions(archive.record, batch.revisions, operation)
        items.put_items(archive.record, batch.shown)
        arrivals.remember_bundles(archive.record, bases, batch.owned, operation)
    return batch.outcomes


def foresee(archive: Archive, described: Sequence[Described]) -> list[Outcome]:
    """What `record` would do, without doing it."""
    batch = Batch(operation=0)
    for one in described:
        _gather(archive, batch, one)
    return batch.outcomes


def _gather(archive: Archive, batch: Batch, one: Described) -> None:
    place, part = place_of(one.material.bundle), one.material.part
    main = main_file(one.account.files)
    known = arrivals.item_at(archive.record, place, part)
    if known is not None:
        item_id, is_owner = known
        head = revisions.head(archive.record, item_id)
        if _is_still(archive, one, head, is_owner=is_owner):
            batch.owned.append((place, part, item_id, is_owner))
            if is_owner:
                _revise(archive, batch, one, head)
            else:
                _double(batch, one, item_id)
            return
    if (owner := batch.owner(archive, main)) is not None:
        batch.owned.append((place, part, owner, False))
        _double(batch, one, owner)
        return
    item_id = revisions.new_id()
    batch.owned.append((place, part, item_id, True))
    batch.note_new(main, item_id)
    _write(batch, one, item_id, None)


def _is_still(archive: Archive, one: Described, head: Head, *, is_owner: bool) -> bool:
    """Whether what lies at the place of an item, or of a copy of it, is that item still.

    An item gains files and its text is corrected; another picture or recording under its name
    is another item, and so is a copy that was changed.
    """
    main, before = main_file(one.account.files), main_file(head.account.files)
    if not is_owner:
        return revisions.ever_had(archive.record, head.record, main.sha256) or (
            main.row is not None and _says_the_same(archive, one, head)
        )
    both_media = {main.role, before.role} <= _MEDIA
    return not both_media or _has(head.account, main) or _has(one.account, before)


def _says_the_same(archive: Archive, one: Described, head: Head) -> bool:
    said, before = (
        [(claim.field, claim.value) for claim in account.description]
        for account in (one.account, head.account)
    )
    return said == before and one.derived.text == items.text_of(archive.record, head.record)


def _has(account: Account, entry: FileEntry) -> bool:
    return any(entry.sha256 == other.sha256 for other in account.files)


def _double(batch: Batch, one: Described, item_id: str) -> None:
    batch.outcomes.append(_outcome(Result.DUPLICATE, one, item_id))


def _revise(archive: Archive, batch: Batch, one: Described, head: Head) -> None:
    """A new revision where something changed; edits by hand and the first names stay."""
    account = _with_history(one.account, head.account)
    if account == head.account:
        batch.outcomes.append(_outcome(Result.UNCHANGED, one, head.record))
        return
    item, problems = item_of(archive, account, one.derived)
    revised = replace(one, account=account, item=item, problems=(*one.material.problems, *problems))
    _write(batch, revised, head.record, head)


def _with_history(account: Account, before: Account) -> Account:
    edits = [
        claim
        for claim in before.description
        if claim.authority is Authority.EDIT and claim.origin != CLOSED.origin
    ]
    names = {entry.sha256: entry.name for entry in before.files}
    files = [replace(entry, name=names.get(entry.sha256, entry.name)) for entry in account.files]
    return Account(Description((*edits, *account.description)), tuple(files))


def _write(batch: Batch, one: Described, item_id: str, head: Head | None) -> None:
    made_by, device = who_and_where()
    revision = Revision(
        record=item_id,
        kind="item",
        parents=(head.digest,) if head else (),
        made_at=arrivals.now(),
        made_by=made_by,
        device=device,
        body=revisions.body_of(one.account),
    )
    batch.revisions.append(revision)
    batch.shown.append(
        Shown(
            id=item_id,
            revision=revision.digest,
            item=one.item,
            files=one.account.files,
            problems=one.problems,
            added_at=head.added_at if head else revision.made_at,
            derived=one.derived,
        )
    )
    result = Result.NEW if head is None else Result.UPDATED
    batch.outcomes.append(_outcome(result, one, item_id))


def _outcome(result: Result, one: Described, item_id: str) -> Outcome:
    return Outcome(
        result=result,
        name=one.material.bundle.stem,
        item_id=item_id,
        kind=one.item.kind,
        title=one.item.title,
        problems=one.problems,
    )
