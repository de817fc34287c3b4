"""What one transaction will write, gathered item by item and written at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fieldarchive.archive import Archive, new_revision
from fieldarchive.catalogue import items, revisions
from fieldarchive.catalogue.arrivals import Placed
from fieldarchive.catalogue.items import Shown
from fieldarchive.history.revision import Account, Revision, account_of
from fieldarchive.intake.making_items import Described
from fieldarchive.intake.rereading import show_again
from fieldarchive.intake.workers import Workers
from fieldarchive.model import FileEntry, Outcome, Problem, Result


@dataclass(slots=True)
class Batch:
    """The items of a batch, what became of them, and where their files lay.

    Items in `again` have files or words from elsewhere too, so they are read again as a whole.
    Bundles at the places in `unsettled` are read again by the next ingest.
    """

    operation: int
    placed: list[Placed] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    again: set[str] = field(default_factory=set)
    unsettled: set[bytes] = field(default_factory=set)
    _rows: dict[str, tuple[Shown, list[Revision]]] = field(default_factory=dict)
    _new: dict[tuple[str, int | None], str] = field(default_factory=dict)
    _spoken_for: set[str] = field(default_factory=set)

    def put(self, shown: Shown, account: Account, parents: Sequence[str]) -> str:
        """Write an item; gives the digest of its revision.

        What a copy said of it earlier in this batch stays beside it, and both are joined.
        """
        revision = new_revision(shown.id, parents, account)
        before = self._rows[shown.id][1] if shown.id in self._rows else []
        if before:
            self.again.add(shown.id)
        self._rows[shown.id] = replace(shown, revision=revision.digest), [*before, revision]
        return revision.digest

    def follow(self, shown: Shown, account: Account, parents: Sequence[str]) -> None:
        """Write a further revision of an item."""
        revision = new_revision(shown.id, parents, account)
        before = self._rows[shown.id][1] if shown.id in self._rows else []
        self._rows[shown.id] = replace(shown, revision=revision.digest), [*before, revision]

    def fresh(self, item_id: str) -> Shown | None:
        """An item that this batch will write."""
        return self._rows[item_id][0] if item_id in self._rows else None

    def versions(self, archive: Archive, item_id: str) -> list[tuple[tuple[str, ...], Account]]:
        """What a further word on an item starts from, as (parents, account)."""
        if item_id in self._rows:
            last = self._rows[item_id][1][-1]
            return [((last.digest,), account_of(last.body))]
        return revisions.standing(archive.record, item_id).versions

    def owner(self, archive: Archive, entry: FileEntry) -> str | None:
        """The item that has a file already, in the archive or earlier in this batch."""
        found = items.owners(archive.record, entry.sha256, entry.row)
        return found[0] if found else self._new.get((entry.sha256, entry.row))

    def place(self, placed: Placed) -> None:
        """Note what lies at a place; of each item one place of a batch may speak."""
        self.placed.append(placed)
        if placed.is_owner:
            self._spoken_for.add(placed.item)

    def is_spoken_for(self, item_id: str) -> bool:
        """Whether a place of this batch speaks for an item already."""
        return item_id in self._spoken_for

    def note_new(self, entry: FileEntry, item_id: str) -> None:
        """Remember which item of this batch a file belongs to."""
        self._new[entry.sha256, entry.row] = item_id

    def note(
        self,
        result: Result,
        one: Described,
        item_id: str,
        problems: Sequence[Problem] | None = None,
    ) -> None:
        """Note what became of an item, with the problems of its files or with others."""
        told = one.problems if problems is None else tuple(problems)
        name, kind, title = one.material.bundle.stem, one.item.kind, one.item.title
        self.outcomes.append(Outcome(result, name, item_id, kind, title, told))

    def tell(self, problem: Problem) -> None:
        """Add a remark to the item that was dealt with last."""
        last = self.outcomes[-1]
        self.outcomes[-1] = replace(last, problems=(*last.problems, problem))

    def write(self, archive: Archive, workers: Workers) -> None:
        """Write all of it, inside the caller's transaction."""
        rows = list(self._rows.values())
        written = [revision for _, several in rows for revision in several]
        revisions.add_revisions(archive.record, written, self.operation)
        items.put_items(archive.record, [shown for shown, _ in rows if shown.id not in self.again])
        show_again(archive, sorted(self.again), workers)
