"""Status: how the archive stands, and what is still to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, items, operations, revisions


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of what there is and of what lacks something.

    `verified` is the last fixity check of all originals: its instant (UTC), its outcome, its number
    of files; `parts` are those read since: which ("3/7"), when, and the outcome; `backed_up` is
    the last backup: its instant and its folder. `in_conflict` counts items that laptops changed
    differently, `set_aside` those that are shown nowhere; `redo_helps` when redo brings back some.
    """

    name: str
    items: int
    kinds: Mapping[str, int]
    cities: Mapping[str | None, int]
    originals: int
    bytes: int
    lacking: Mapping[str, int]
    problems: tuple[dict[str, Any], ...]
    verified: tuple[str, str, int] | None
    parts: tuple[tuple[str, str, str], ...]
    backed_up: tuple[str, str] | None
    in_conflict: int
    set_aside: int
    redo_helps: bool


def status(archive: Archive, problems: int = 10) -> Status:
    """How the archive stands; at most `problems` of its problems."""
    record = archive.record
    kinds = {str(kind): count for kind, count in items.count_by(record, "kind").items()}
    count, size = arrivals.total(record)
    aside = revisions.set_aside(record)
    return Status(
        name=archive.configuration.name,
        items=sum(kinds.values()),
        kinds=kinds,
        cities=items.count_by(record, "city"),
        originals=count,
        bytes=size,
        lacking=items.lacking(record),
        problems=tuple(items.problems(record, problems)),
        verified=arrivals.last_event(record, arrivals.FIXITY_CHECK),
        parts=tuple(arrivals.parts_checked(record)),
        backed_up=arrivals.last_backup(record),
        in_conflict=items.count_in_conflict(record),
        set_aside=len(aside),
        redo_helps=_redo_helps(record, aside),
    )


def _redo_helps(record: Database, aside: Sequence[str]) -> bool:
    undoing = operations.next_to_redo(record) if aside else None
    return undoing is not None and not {*operations.records_of(record, undoing)}.isdisjoint(aside)
