"""Disks that lie: a write that says it was done, and syncs that fail. All have to be caught."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import scenarios
from scenarios import Scenario
from starts import Call
from trying import Figure, Lane, lanes, side_by_side, thinned

_PART = re.compile(r"/(files/tmp/[^/<>]+|[a-z0-9-]+\.txt)\.part>")
_KEEPS_NOTHING = {"undo", "redo", "gc"}
_SYNCS = {"fsync", "fdatasync", "syncfs", "sync_file_range"}


def figures(quick: bool) -> Iterator[Figure]:
    """Every scenario, and then bugs that have to be found."""
    at_most = 8 if quick else None
    for scenario in scenarios.SCENARIOS:
        if scenario.name not in _KEEPS_NOTHING:
            yield lying_writes(scenario, at_most=at_most)
        yield failing_syncs(scenario, at_most=at_most)
    one, folder, *_ = scenarios.SCENARIOS
    yield lying_writes(one, "no-reread")
    yield failing_syncs(folder, "sync-errors-ignored")


def lying_writes(scenario: Scenario, bug: str | None = None, at_most: int | None = None) -> Figure:
    """Each write into the store claims to have stored what it has thrown away."""
    return _sweep("a lying write", is_write_to_a_part, lie_at, scenario, bug, at_most)


def failing_syncs(scenario: Scenario, bug: str | None = None, at_most: int | None = None) -> Figure:
    """Each sync in the archive fails with EIO."""
    return _sweep("a failing sync", is_sync_of_the_record, refuse_at, scenario, bug, at_most)


def _sweep(
    what: str,
    chosen: Callable[[Call], bool],
    attempt: Callable[[Lane, Call], Sequence[str] | None],
    scenario: Scenario,
    bug: str | None,
    at_most: int | None,
) -> Figure:
    with lanes(scenario, bug) as made:
        points = [point for point in made[0].points() if chosen(point)]
        tried, broken = side_by_side(made, thinned(points, at_most), attempt)
    planted = f", {bug} planted" if bug else ""
    return Figure(f"lies, {what}: {scenario.name}{planted}", tried, broken, bug is not None)


def is_write_to_a_part(point: Call) -> bool:
    """Whether something is written that is read back: originals, a record anew, a bag's tags."""
    return point.name in {"write", "pwrite64"} and _PART.search(point.line) is not None


def is_sync_of_the_record(point: Call) -> bool:
    """Syncs of originals and of the record; a browse database is derived and made again."""
    return point.name in _SYNCS and "/browse" not in point.line


def lie_at(lane: Lane, point: Call) -> Sequence[str] | None:
    """What is wrong after this write has lied; None when it did not come so far."""
    return _caught(lane, point, f"retval={point.result}")


def refuse_at(lane: Lane, point: Call) -> Sequence[str] | None:
    """What is wrong after this sync has failed; None when it did not come so far."""
    return _caught(lane, point, "error=EIO")


def _further(point: Call) -> str:
    """A disk that could not sync a folder when SQLite made its journal cannot do it later either.

    SQLite passes over that one error, and tells of the next, which comes before its commit is done.
    """
    return "+" if point.name == "fdatasync" and ".db" not in point.line else ""


def _caught(lane: Lane, point: Call, fault: str) -> Sequence[str] | None:
    lane.fresh()
    ended = lane.starter.injected(lane.words, point, fault, _further(point))
    if not ended.struck:
        return None
    wrong = ["it was not noticed"] if ended.code == 0 else []
    return [f"{point.line[:120]}: {found}" for found in (*wrong, *lane.after(ended))]
