"""A second copy of an item: nothing new, unless something beside it says or brings more."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, revisions
from fieldarchive.catalogue.arrivals import Placed
from fieldarchive.catalogue.items import Shown
from fieldarchive.history.claims import STRICTNESS
from fieldarchive.intake.batch import Batch
from fieldarchive.intake.making_items import Described
from fieldarchive.intake.rereading import described_again
from fieldarchive.model import Access, Authority, Claim, Description, Problem, Result
from fieldarchive.scan import display


def double(archive: Archive, batch: Batch, one: Described, known: Placed) -> None:
    """Note a copy that lies at the place `known`; a stricter word beside it closes the item."""
    shown = batch.fresh(known.item) or described_again(
        archive, revisions.standing(archive.record, known.item)
    )
    has = {entry.sha256 for entry in shown.files}
    more = [entry.name for entry in one.account.files if entry.sha256 not in has]
    problems = [_brings_more(archive, more, shown)] if more else []
    if more:
        batch.unsettled.add(known.place)
    if STRICTNESS[one.item.access] > STRICTNESS[shown.item.access]:
        problems.append(_is_stricter(one.item.access))
        _close(archive, batch, shown, one)
    batch.note(Result.DUPLICATE, one, known.item, problems)


def _close(archive: Archive, batch: Batch, shown: Shown, one: Described) -> None:
    """Give an item the stricter access that lies beside a copy of it."""
    said = Claim(
        "access", one.item.access.value, Authority.EDIT, f"a copy, {one.account.files[0].name}"
    )
    closed = replace(shown, item=replace(shown.item, access=one.item.access))
    for parents, account in batch.versions(archive, shown.id):
        description = Description((said, *account.description))
        batch.follow(closed, replace(account, description=description), parents)
    if shown.conflicts:
        batch.again.add(shown.id)


def _brings_more(archive: Archive, names: Sequence[str], shown: Shown) -> Problem:
    first = arrivals.first_paths(archive.record, shown.id)
    where = f", taken in from {display(os.fsdecode(first[0][0]))}" if first else ""
    return Problem(
        "copy-brings-more",
        f'It is a copy of "{shown.item.title}"{where}, and {", ".join(names[:3])} beside it was '
        "kept but belongs to no item yet. Put it beside the first copy and ingest that folder "
        "again.",
        serious=True,
    )


def _is_stricter(access: Access) -> Problem:
    return Problem(
        "copy-is-stricter",
        f"It is a copy of an item that was less strict; the item is {access} now.",
    )
