"""Status: how the archive stands, and what is still to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, inspection, items, operations, revisions
from fieldarchive.storage import drafts

_MISSING = ("no-city", "no-date", "no-theme", "no-place", "no-transcript")


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of what there is and of what lacks something.

    `missing` and `problems` count items by the codes of `inspecting`; `one_sided` are themes that
    only one city has, by city, the most used first; `drafts` are notes that wait.
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
    missing: Mapping[str, int]
    problems: Mapping[str, int]
    one_sided: Mapping[str, tuple[str, ...]]
    drafts: int
    verified: tuple[str, str, int] | None
    parts: tuple[tuple[str, str, str], ...]
    backed_up: tuple[str, str] | None
    in_conflict: int
    set_aside: int
    redo_helps: bool


def status(archive: Archive) -> Status:
    """How the archive stands."""
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
        missing=inspection.counts(record, _MISSING, archive.vocabulary.places.neither),
        problems=inspection.counts_of_problems(record),
        one_sided=_one_sided(archive),
        drafts=len(drafts.waiting(archive.folders)),
        verified=arrivals.last_event(record, arrivals.FIXITY_CHECK),
        parts=tuple(arrivals.parts_checked(record)),
        backed_up=arrivals.last_backup(record),
        in_conflict=items.count_in_conflict(record),
        set_aside=len(aside),
        redo_helps=_redo_helps(record, aside),
    )


def _one_sided(archive: Archive) -> dict[str, tuple[str, ...]]:
    """Where items of several cities have themes: those that one city alone has."""
    by_theme = inspection.themes_by_city(archive.record)
    compared = {city for counts in by_theme.values() for city in counts if city}
    found: dict[str, list[tuple[int, str]]] = {}
    for theme, counts in by_theme.items():
        cities = [city for city in counts if city]
        if len(cities) == 1 < len(compared):
            found.setdefault(cities[0], []).append((-counts[cities[0]], theme))
    return {city: tuple(theme for _, theme in sorted(themes)) for city, themes in found.items()}


def _redo_helps(record: Database, aside: Sequence[str]) -> bool:
    undoing = operations.next_to_redo(record) if aside else None
    return undoing is not None and not {*operations.records_of(record, undoing)}.isdisjoint(aside)
