"""Every call that touches the archive, the sources or the terminal fails, one after another.

A disk that is full, over its quota, read-only or broken; and writes that take half of what they
were given. Whatever was not done is said in a sentence that names a file, with an exit code that
is not 0; what was done is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import scenarios
from scenarios import Scenario
from starts import Call, Ended
from trying import Figure, Lane, lanes, side_by_side, thinned

_MAKES = {
    "openat", "mkdir", "rename", "renameat2", "link", "linkat", "symlink", "unlink", "unlinkat",
    "rmdir", "write", "pwrite64", "ftruncate", "chmod", "fchmod", "fsync", "fdatasync", "syncfs",
    "copy_file_range", "sendfile", "utimensat",
}  # fmt: skip
_READS = {"read", "pread64", "getdents64", "newfstatat", "flock", "statfs", "fadvise64", "lseek"}
ERRORS = {"ENOSPC": _MAKES, "EDQUOT": _MAKES, "EROFS": _MAKES, "EIO": _MAKES | _READS}
SHORT = "half of it"


def figures(quick: bool) -> Iterator[Figure]:
    """Every scenario, and then bugs that have to be found."""
    for scenario in scenarios.SCENARIOS:
        for fault in (*ERRORS, SHORT):
            yield sweep(scenario, fault, at_most=8 if quick else None)
    first = scenarios.SCENARIOS[0]
    for bug, fault in ("traceback-shown", "ENOSPC"), ("short-writes-believed", SHORT):
        yield sweep(first, fault, bug)


def sweep(
    scenario: Scenario, fault: str, bug: str | None = None, at_most: int | None = None
) -> Figure:
    """Let each call of a command fail in one way."""
    is_short = fault == SHORT
    with lanes(scenario, bug, preload="short_write.c" if is_short else None) as made:
        for lane in made:
            lane.starter.follows = False  # a worker that fails is a reading that fails, no loss
        points = [point for point in made[0].points() if _may_fail(point, fault)]
        attempt = shorten_at if is_short else partial(fail_at, error=fault)
        tried, broken = side_by_side(made, thinned(points, at_most), attempt)
    planted = f", {bug} planted" if bug else ""
    what = f"faults, {fault}: {scenario.name}{planted}"
    return Figure(what, tried, broken, must_break=bug is not None)


def _may_fail(point: Call, fault: str) -> bool:
    if fault == SHORT:
        return point.name in {"write", "pwrite64"} and point.result > 1
    return point.name in ERRORS[fault]


def fail_at(lane: Lane, point: Call, *, error: str) -> Sequence[str] | None:
    """What is wrong after this call has failed; None when it did not come so far."""
    lane.fresh()
    ended = lane.starter.injected(lane.words, point, f"error={error}")
    return _judged(lane, point, ended) if ended.struck else None


def shorten_at(lane: Lane, point: Call) -> Sequence[str] | None:
    """What is wrong after this write has taken half; None when it did not come so far."""
    lane.fresh()
    ended = lane.starter.shortened(lane.words, point.name, point.number)
    return _judged(lane, point, ended) if ended.struck else None


def _judged(lane: Lane, point: Call, ended: Ended) -> list[str]:
    found = [*badly_told(lane, ended), *lane.after(ended)]
    return [f"{point.line[:150]}: {wrong}" for wrong in found]


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
    """The paths of the archive, and the names of sources as reports write them."""
    sources = [lane.stage / name for name in lane.scenario.sources]
    within = [path.name for folder in sources for path in folder.rglob("*")]
    return [str(lane.root), *within, *lane.scenario.sources, "standard output"]
