"""SIGKILL at every system call that touches the archive, the sources or the terminal.

A planted bug is looked for at the calls that change something: between two of those nothing on
the disk differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import scenarios
from scenarios import Scenario
from starts import Call
from trying import Figure, Lane, lanes, side_by_side, thinned


def figures(quick: bool) -> Iterator[Figure]:
    """Every scenario, and then bugs that have to be found."""
    for scenario in scenarios.SCENARIOS:
        yield sweep(scenario, at_most=20 if quick else None)
    for bug in ("row-before-file", "two-transactions"):
        yield sweep(scenarios.SCENARIOS[0], bug, at_most=60 if quick else None)


def sweep(scenario: Scenario, bug: str | None = None, at_most: int | None = None) -> Figure:
    """Kill the command of a scenario at its calls, or at about `at_most` of them."""
    with lanes(scenario, bug) as made:
        points = [point for point in made[0].points() if bug is None or point.changes]
        tried, broken = side_by_side(made, thinned(points, at_most), kill_at)
    planted = f", {bug} planted" if bug else ""
    return Figure(f"kills: {scenario.name}{planted}", tried, broken, must_break=bug is not None)


def kill_at(lane: Lane, point: Call) -> Sequence[str] | None:
    """What is wrong after a kill at this call; None when it did not come so far."""
    lane.fresh()
    ended = lane.starter.injected(lane.words, point, "signal=SIGKILL")
    if not ended.struck:
        return None
    return [f"{point.name} {point.number}: {wrong}" for wrong in lane.after(ended)]
