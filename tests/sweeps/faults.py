"""Every call that touches the archive, the sources or the terminal fails, one after another.

A disk that is full, over its quota, read-only or broken; and writes that take half of what they
were given. Whatever was not done is said in a sentence that names a file, with an exit code that
is not 0; what was done is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

import scenarios
from scenarios import Scenario
from starts import Call, Ended
from trying import Figure, Lane, lanes, side_by_side, thinned

_READS = {"openat", "read", "pread64", "getdents64", "newfstatat", "flock", "statfs", "fadvise64"}
ERRORS = ("ENOSPC", "EDQUOT", "EROFS", "EIO")
SHORT = "half of it"
IN_TURN = "in turn"


def figures(quick: bool) -> Iterator[Figure]:
    """One file with every error at every call; the rest with another error at each; and bugs."""
    at_most = 8 if quick else None
    first, *others = scenarios.SCENARIOS
    for fault in (*ERRORS, SHORT):
        yield sweep(first, fault, at_most=at_most)
    yield sweep(others[0], SHORT, at_most=at_most)
    for scenario in others:
        yield sweep(scenario, IN_TURN, at_most=at_most)
    for bug, fault in ("traceback-shown", IN_TURN), ("short-writes-believed", SHORT):
        yield sweep(first, fault, bug)


def sweep(
    scenario: Scenario, fault: str, bug: str | None = None, at_most: int | None = None
) -> Figure:
    """Let each call of a command fail in one way."""
    with lanes(scenario, bug, preload="short_write.c" if fault == SHORT else None) as made:
        work = list(_failing(made[0].points(), fault))
        for lane in made:
            lane.starter.follows = False  # a worker that fails is a reading that fails, no loss
        tried, broken = side_by_side(made, thinned(work, at_most), fail_at)
    planted = f", {bug} planted" if bug else ""
    what = f"faults, {fault}: {scenario.name}{planted}"
    return Figure(what, tried, broken, must_break=bug is not None)


def _failing(points: Sequence[Call], fault: str) -> Iterator[tuple[Call, str]]:
    """Each point at which a fault may strike, and the fault; "in turn" each has another."""
    turn = cycle(ERRORS)
    for point in points:
        if fault == SHORT:
            if point.name in {"write", "pwrite64"} and point.result > 1:
                yield point, SHORT
        elif point.changes:
            yield point, next(turn) if fault == IN_TURN else fault
        elif fault == "EIO" and point.name in _READS:
            yield point, fault


def fail_at(lane: Lane, work: tuple[Call, str]) -> Sequence[str] | None:
    """What is wrong after this call has failed so; None when it did not come so far."""
    point, fault = work
    lane.fresh()
    if fault == SHORT:
        ended = lane.starter.shortened(lane.words, point.name, point.number)
    else:
        ended = lane.starter.injected(lane.words, point, f"error={fault}")
    if not ended.struck:
        return None
    found = [*badly_told(lane, ended), *lane.after(ended)]
    return [f"{fault} {point.line[:150]}: {wrong}" for wrong in found]


def badly_told(lane: Lane, ended: Ended, *, nothing_there: bool = False) -> Iterator[str]:
    """What is wrong with how a command ended; `nothing_there` when its sources may be gone."""
    if "Traceback" in ended.err or "Exception ignored" in ended.err:
        yield f"a traceback: {ended.err[-400:]}"
    if ended.code == 0:
        if not lane.is_whole() and not nothing_there:
            yield "it left with 0, and not all was done"
    elif ended.code not in {1, 3, 4}:
        yield f"it left with {ended.code}: {ended.err}"
    elif not any(name in ended.err + ended.out for name in _names(lane)):
        yield f"no file is named: {ended.err!r}"


def _names(lane: Lane) -> list[str]:
    """The paths of the stage and above it, and the names of sources as reports write them."""
    sources = [lane.stage / name for name in lane.scenario.sources]
    within = [path.name for folder in sources for path in folder.rglob("*")]
    return [str(lane.stage.parents[1]), *within, *lane.scenario.sources, "standard output"]
