"""Record: whether something is new, and one transaction for all that a batch has to say.

Media are known by their bytes; a text is known by its place, so that a corrected note becomes a
revision of itself and a card with other pictures under old names does not. Nothing is written
when nothing was said anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, items, revisions
from fieldarchive.catalogue.arrivals import Placed
from fieldarchive.catalogue.items import Shown
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.history.claims import UNSAID
from fieldarchive.history.joining import speak_again
from fieldarchive.history.revision import Account, new_id
from fieldarchive.intake.aside import SetAside
from fieldarchive.intake.batch import Batch
from fieldarchive.intake.describing import CLOSED
from fieldarchive.intake.doubles import double
from fieldarchive.intake.making_items import Described, item_of, main_file
from fieldarchive.intake.material import place_of
from fieldarchive.intake.moved import Moved, how_moved
from fieldarchive.intake.workers import Workers
from fieldarchive.model import (
    Authority,
    Description,
    FileEntry,
    Outcome,
    Problem,
    Result,
    Role,
    SourceFile,
    StoredFile,
)

_MEDIA = {Role.IMAGE, Role.RECORDING}


def record(
    archive: Archive,
    described: Sequence[Described],
    kept: Mapping[SourceFile, StoredFile],
    bases: Sequence[tuple[bytes, str]],
    operation: int,
    workers: Workers,
    aside: SetAside,
) -> list[Outcome]:
    """Write a batch in one transaction, its originals being safe; one outcome an item."""
    batch = Batch(operation)
    for one in described:
        _gather(archive, batch, one, aside)
    with archive.record.atomic():
        arrivals.add_originals(archive.record, kept.items(), operation)
        batch.write(archive, workers)
        settled = [(place, basis) for place, basis in bases if place not in batch.unsettled]
        arrivals.remember_bundles(archive.record, settled, batch.placed, operation)
    return batch.outcomes


def foresee(archive: Archive, described: Sequence[Described], aside: SetAside) -> list[Outcome]:
    """What `record` would do, without doing it."""
    batch = Batch(operation=0)
    for one in described:
        _gather(archive, batch, one, aside)
    return batch.outcomes


def _gather(archive: Archive, batch: Batch, one: Described, aside: SetAside) -> None:
    place, part = place_of(one.material.bundle), one.material.part
    main = main_file(one.account.files)
    known = arrivals.placed_at(archive.record, place, part)
    if known is not None:
        before = revisions.standing(archive.record, known.item)
        is_owner = known.is_owner or before.account.aside
        is_owner = is_owner and not batch.is_spoken_for(known.item)
        if _is_still(archive, one, before, is_owner=is_owner):
            if is_owner:
                _revise(archive, batch, one, before, known)
            else:
                _copy(archive, batch, one, known)
            return
    if (owner := batch.owner(archive, main)) is not None:
        _copy(archive, batch, one, Placed(place, part, owner, False, None))
        return
    if (item := aside.owner(main)) is not None:
        known = Placed(place, part, item, not batch.is_spoken_for(item), None)
        if known.is_owner:
            _revise(archive, batch, one, revisions.standing(archive.record, item), known)
        else:
            _copy(archive, batch, one, known)
        return
    item_id = new_id()
    batch.note_new(main, item_id)
    said = _write(batch, one, item_id)
    batch.place(Placed(place, part, item_id, True, said))


def _is_still(archive: Archive, one: Described, head: Standing, *, is_owner: bool) -> bool:
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


def _says_the_same(archive: Archive, one: Described, head: Standing) -> bool:
    said, before = (
        [(claim.field, claim.value) for claim in account.description]
        for account in (one.account, head.account)
    )
    return said == before and one.derived.text == items.text_of(archive.record, head.record)


def _has(account: Account, entry: FileEntry) -> bool:
    return any(entry.sha256 == other.sha256 for other in account.files)


def _copy(archive: Archive, batch: Batch, one: Described, known: Placed) -> None:
    """What lies at a further place of an item: where the first is gone, it speaks from now on."""
    moved = Moved.NOT
    if not batch.is_spoken_for(known.item):
        moved = how_moved(archive, one.account, known.item)
    if moved is Moved.AND_SAYS_MORE:
        before = revisions.standing(archive.record, known.item)
        _revise(archive, batch, one, before, replace(known, is_owner=True))
        return
    batch.place(replace(known, is_owner=moved is Moved.AS_IT_WAS))
    double(archive, batch, one, known)


def _revise(
    archive: Archive, batch: Batch, one: Described, before: Standing, known: Placed
) -> None:
    """A new revision where this place says something new; edits, options, first names stay.

    What others said since this place last spoke is kept: its words are joined with theirs.
    """
    seen, last = _last_said(archive, before, known)
    account = _not_looser(_with_history(one.account, last), last)
    if account == last:
        batch.place(replace(known, said=seen))
        batch.note(Result.UNCHANGED, one, before.record)
        return
    item, problems = item_of(archive, account, one.derived)
    told = (*one.material.problems, *problems)
    said = _write(batch, replace(one, account=account, item=item, problems=told), before, seen)
    batch.place(replace(known, is_owner=True, said=said))
    if [seen] != [digest for digest, _ in before.heads]:
        _join_others(archive, batch, before, seen, account)


def _last_said(archive: Archive, before: Standing, known: Placed) -> tuple[str, Account]:
    """The revision in which a place last spoke, and what it said; at first all that holds."""
    if known.said is None or before.account.aside:
        return before.heads[0]
    return known.said, revisions.account_in(archive.record, known.said)


def _join_others(
    archive: Archive, batch: Batch, before: Standing, seen: str, account: Account
) -> None:
    """Join what a place says anew with what others said; a conflict is left to a person."""
    batch.again.add(before.record)
    shown = batch.fresh(before.record)
    if shown is None or before.conflicts:
        return
    history = revisions.revisions_of(archive.record, before.record)
    whole, clashes = speak_again(history, seen, account)
    others = [digest for digest, _ in before.heads if digest != seen]
    batch.follow(shown, whole, [*others, shown.revision])
    if clashes:
        batch.tell(_said_elsewhere_too(clashes))


def _said_elsewhere_too(fields: Sequence[str]) -> Problem:
    return Problem(
        "said-elsewhere-too",
        f"{', '.join(fields)} had been changed elsewhere too, and says now what lies here. "
        "`fieldarchive show ITEM --history` has the other word.",
    )


def _with_history(account: Account, before: Account) -> Account:
    """What is said now, with what was said by hand and by options that this run does not name.

    An item that was set aside comes back without the options that it had: they were undone.
    """
    named = {claim.field for claim in account.description if claim.authority is Authority.OPTION}
    edits, options = [], []
    for claim in before.description:
        if claim.authority is Authority.EDIT and claim.origin != CLOSED.origin:
            edits.append(claim)
        elif claim.authority is Authority.OPTION and claim.field not in named and not before.aside:
            options.append(claim)
    names = {entry.sha256: entry.name for entry in before.files}
    files = [replace(entry, name=names.get(entry.sha256, entry.name)) for entry in account.files]
    return Account(Description((*edits, *account.description, *options)), tuple(files))


def _not_looser(account: Account, before: Account) -> Account:
    """Access never loosens because the file that said it is gone; only a new word loosens it."""
    said = next(iter(before.description.ranked("access")), None)
    if said is None or said.origin == CLOSED.origin:
        return account
    now = account.description.ranked("access")
    if now and now[0].authority <= said.authority:
        return account
    held = replace(said, origin=said.origin.removesuffix(UNSAID) + UNSAID)
    return replace(account, description=Description((held, *account.description)))


def _write(batch: Batch, one: Described, before: Standing | str, seen: str | None = None) -> str:
    """Write an item, a new one by its id; gives the digest of its revision."""
    if isinstance(before, str):
        result, item_id, added_at = Result.NEW, before, arrivals.now()
    else:
        result = Result.BACK if before.account.aside else Result.UPDATED
        item_id, added_at = before.record, before.added_at
    shown = Shown(
        id=item_id,
        revision="",
        item=one.item,
        files=one.account.files,
        problems=one.problems,
        added_at=added_at,
        derived=one.derived,
    )
    batch.note(result, one, item_id)
    return batch.put(shown, one.account, [seen] if seen else [])
