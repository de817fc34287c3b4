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
from fieldarchive.catalogue.revisions import Head
from fieldarchive.history.revision import Account, Revision, body_of, new_id
from fieldarchive.intake.describing import CLOSED
from fieldarchive.intake.making_items import Described, item_of, main_file
from fieldarchive.intake.material import place_of
from fieldarchive.intake.moved import has_moved
from fieldarchive.model import (
    Access,
    Authority,
    Claim,
    Derived,
    Description,
    FileEntry,
    Outcome,
    Problem,
    RecordingFacts,
    Result,
    Role,
    SourceFile,
    StoredFile,
)

_MEDIA = {Role.IMAGE, Role.RECORDING}
_STRICTNESS = {Access.OPEN: 0, Access.TEAM: 1, Access.CLOSED: 2}


@dataclass(slots=True)
class Batch:
    """What one transaction will write, gathered item by item; a row an item."""

    operation: int
    owned: list[tuple[bytes, str, str, bool]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    _rows: dict[str, tuple[Shown, Revision, Account]] = field(default_factory=dict)
    _new: dict[tuple[str, int | None], str] = field(default_factory=dict)

    def put(self, shown: Shown, account: Account, parent: str | None) -> None:
        """Write an item; written twice in one batch, it gets one revision of all that was said."""
        if shown.id in self._rows:
            parent = next(iter(self._rows[shown.id][1].parents), None)
        made_by, device = who_and_where()
        revision = Revision(
            record=shown.id,
            kind="item",
            parents=(parent,) if parent else (),
            made_at=arrivals.now(),
            made_by=made_by,
            device=device,
            body=body_of(account),
        )
        self._rows[shown.id] = replace(shown, revision=revision.digest), revision, account

    def fresh(self, item_id: str) -> Shown | None:
        """An item that this batch will write."""
        return self._rows[item_id][0] if item_id in self._rows else None

    def account_of(self, shown: Shown) -> Account | None:
        """What this batch will write of an item into history."""
        return self._rows[shown.id][2] if shown.id in self._rows else None

    def owner(self, archive: Archive, entry: FileEntry) -> str | None:
        """The item that has a file already, in the archive or earlier in this batch."""
        found = items.owners(archive.record, entry.sha256, entry.row)
        return found[0] if found else self._new.get((entry.sha256, entry.row))

    def note_new(self, entry: FileEntry, item_id: str) -> None:
        """Remember which item of this batch a file belongs to."""
        self._new[entry.sha256, entry.row] = item_id

    def write(self, archive: Archive) -> None:
        """Write all of it, inside the caller's transaction."""
        rows = list(self._rows.values())
        revisions.add_revisions(archive.record, [row[1] for row in rows], self.operation)
        items.put_items(archive.record, [row[0] for row in rows])


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
        batch.write(archive)
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
            speaks = is_owner or has_moved(archive, one.account, item_id)
            batch.owned.append((place, part, item_id, speaks))
            if is_owner:
                _revise(archive, batch, one, head)
            else:
                _double(archive, batch, one, item_id)
            return
    if (owner := batch.owner(archive, main)) is not None:
        batch.owned.append((place, part, owner, has_moved(archive, one.account, owner)))
        _double(archive, batch, one, owner)
        return
    item_id = new_id()
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


def _double(archive: Archive, batch: Batch, one: Described, owner: str) -> None:
    """A second copy of an item: nothing new, unless something beside it says or brings more."""
    shown = batch.fresh(owner) or _as_shown(archive, owner)
    known = {entry.sha256 for entry in shown.files}
    more = [entry.name for entry in one.account.files if entry.sha256 not in known]
    problems = [_brings_more(more, shown.item.title)] if more else []
    if _STRICTNESS[one.item.access] > _STRICTNESS[shown.item.access]:
        problems.append(_is_stricter(one.item.access))
        _close(archive, batch, shown, one)
    batch.outcomes.append(replace(_outcome(Result.DUPLICATE, one, owner), problems=(*problems,)))


def _as_shown(archive: Archive, item_id: str) -> Shown:
    """An item that is in the archive, as it would be written again without its derived side."""
    head = revisions.head(archive.record, item_id)
    length = items.duration_of(archive.record, item_id)  # it decides what a picture with a clip is
    derived = Derived(
        text=items.text_of(archive.record, item_id),
        recordings={"": RecordingFacts(duration_ms=length)} if length else {},
    )
    item, problems = item_of(archive, head.account, derived)
    return Shown(
        item_id, head.digest, item, head.account.files, problems, head.added_at, derived=None
    )


def _close(archive: Archive, batch: Batch, shown: Shown, one: Described) -> None:
    """Give an item the stricter access that lies beside a copy of it."""
    said = Claim(
        "access", one.item.access.value, Authority.EDIT, f"a copy, {one.account.files[0].name}"
    )
    before = batch.account_of(shown) or revisions.head(archive.record, shown.id).account
    account = Account(Description((said, *before.description)), before.files)
    batch.put(
        replace(shown, item=replace(shown.item, access=one.item.access)), account, shown.revision
    )


def _brings_more(names: Sequence[str], title: str) -> Problem:
    return Problem(
        "copy-brings-more",
        f'It is a copy of "{title}", and {", ".join(names[:3])} beside it was kept but belongs '
        "to no item yet. Put it beside the first copy and ingest that folder again.",
        serious=True,
    )


def _is_stricter(access: Access) -> Problem:
    return Problem(
        "copy-is-stricter",
        f"It is a copy of an item that was less strict; the item is {access} now.",
    )


def _revise(archive: Archive, batch: Batch, one: Described, head: Head) -> None:
    """A new revision where something changed; edits, options and the first names stay."""
    account = _with_history(one.account, head.account)
    account, kept_closed = _not_looser(account, head.account)
    if account == head.account:
        batch.outcomes.append(_outcome(Result.UNCHANGED, one, head.record))
        return
    item, problems = item_of(archive, account, one.derived)
    told = (*one.material.problems, *problems, *kept_closed)
    _write(batch, replace(one, account=account, item=item, problems=told), head.record, head)


def _with_history(account: Account, before: Account) -> Account:
    """What is said now, with what was said by hand and by options that this run does not name."""
    named = {claim.field for claim in account.description if claim.authority is Authority.OPTION}
    edits, options = [], []
    for claim in before.description:
        if claim.authority is Authority.EDIT and claim.origin != CLOSED.origin:
            edits.append(claim)
        elif claim.authority is Authority.OPTION and claim.field not in named:
            options.append(claim)
    names = {entry.sha256: entry.name for entry in before.files}
    files = [replace(entry, name=names.get(entry.sha256, entry.name)) for entry in account.files]
    return Account(Description((*edits, *account.description, *options)), tuple(files))


def _not_looser(account: Account, before: Account) -> tuple[Account, tuple[Problem, ...]]:
    """Access never loosens because the file that said it is gone; only a new word loosens it."""
    said = next(iter(before.description.ranked("access")), None)
    if said is None or said.origin == CLOSED.origin:
        return account, ()
    now = account.description.ranked("access")
    if now and now[0].authority <= said.authority:
        return account, ()
    problem = Problem(
        "access-no-longer-said",
        f'access "{said.value}" was said by {said.origin}, which no longer says it. It still '
        "holds. Say `access:` in a sidecar to change it.",
    )
    return Account(Description((said, *account.description)), account.files), (problem,)


def _write(batch: Batch, one: Described, item_id: str, head: Head | None) -> None:
    shown = Shown(
        id=item_id,
        revision="",
        item=one.item,
        files=one.account.files,
        problems=one.problems,
        added_at=head.added_at if head else arrivals.now(),
        derived=one.derived,
    )
    batch.put(shown, one.account, head.digest if head else None)
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
