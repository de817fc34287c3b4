"""Ten thousand stories of laptops that part and meet again, and the bugs that they must notice.

    python tests/sweeps/merges.py [--quick]

The stories are those of tests/test_merging_machine.py, each another one; a minute has some two
thousand of them on two cores.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import seed

sys.path.insert(0, str(Path(__file__).parents[1]))

from trying import LANES, Figure

import test_merging_machine as machine

ALL, QUICK = 10_000, 400


def figures(quick: bool) -> Iterator[Figure]:
    """All stories, and then each bug planted."""
    with multiprocessing.get_context("spawn").Pool(LANES) as pool:
        share = (QUICK if quick else ALL) // LANES
        told = pool.starmap(_tell, [(number, share, None) for number in range(LANES)])
        yield Figure(
            "merging in any order gives one archive",
            sum(cases for cases, _ in told),
            [wrong for _, wrong in told if wrong],
        )
        bugs = [(0, machine.QUICK, number) for number in range(len(machine.BUGS))]
        for (_, _, number), (cases, wrong) in zip(bugs, pool.starmap(_tell, bugs), strict=True):
            name = machine.BUGS[number].__name__.replace("_", " ")
            yield Figure(f"merging, {name} planted", cases, [wrong] if wrong else [], True)


def _tell(number: int, cases: int, bug: int | None) -> tuple[int, str]:
    """How many stories were told, and what the one that went wrong found."""
    machine.Laptops.cases = 0
    seed(number)(machine.Laptops)
    with pytest.MonkeyPatch.context() as patch:
        if bug is not None:
            machine.BUGS[bug](patch)
        try:
            machine.tried(cases)
        except machine.NOTICED as wrong:
            notes = getattr(wrong, "__notes__", ())
            return machine.Laptops.cases, "\n".join([str(wrong), *notes])
    return machine.Laptops.cases, ""


def main() -> int:
    all_well = True
    for figure in figures("--quick" in sys.argv[1:]):
        all_well &= figure.is_as_it_should
        verdict = "yes" if figure.is_as_it_should else "NO"
        print(
            f"| {figure.what} | {figure.tried:,} | {len(figure.broken):,} | {verdict} |", flush=True
        )
        for wrong in figure.broken if not figure.must_break else ():
            print(f"  {wrong}", file=sys.stderr, flush=True)
    return 0 if all_well else 1


if __name__ == "__main__":
    sys.exit(main())
