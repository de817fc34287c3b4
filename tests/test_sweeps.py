"""A quick share of `tests/sweeps/run.py`: an ingest is disturbed, and bugs are planted in it.

The whole of it takes an hour; here are a few points of each family, and what each must find.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "sweeps"))

import faults
import kills
import lies
import order
import replay
import scenarios
from starts import STRACE, TracingRefused
from trying import lanes, thinned

pytestmark = [
    pytest.mark.skipif(STRACE is None, reason="strace is not here to disturb a command"),
    pytest.mark.xdist_group("sweeps"),
]
ONE_FILE = scenarios.SCENARIOS[0]


@pytest.fixture(scope="module")
def lane():
    """A stage with one file to take in, and a starter of commands."""
    try:
        with lanes(ONE_FILE, count=1) as [made]:
            made.points()
            yield made
    except TracingRefused as refused:
        pytest.skip(f"strace may not trace here: {refused}")


def broken(attempts):
    """What broke at points of which at least one has to strike."""
    struck = [found for found in attempts if found is not None]
    assert struck
    return [wrong for found in struck for wrong in found]


def writes(lane):
    """The points that change something, where a disturbance can do harm."""
    return [point for point in lane.points() if point.changes]


def test_an_ingest_that_is_killed_loses_nothing_and_is_finished_by_the_same_command(lane):
    assert not broken(kills.kill_at(lane, point) for point in thinned(writes(lane), 5))


def test_an_ingest_whose_disk_fails_says_so_in_a_sentence_and_is_finished_later(lane):
    pairs = zip(thinned(writes(lane), 4), faults.ERRORS, strict=True)
    assert not broken(faults.fail_at(lane, pair) for pair in pairs)


def test_a_disk_that_lies_about_a_write_or_a_sync_is_caught(lane):
    points = lane.points()
    [lie, *_] = filter(lies.is_write_to_a_part, points)
    syncs = list(filter(lies.is_sync_of_the_record, points))
    assert not broken([lies.lie_at(lane, lie), lies.refuse_at(lane, syncs[0])])


def test_nothing_is_relied_on_before_it_is_synced(lane):
    done, wrong = order.violations(lane)
    assert (done > 100, wrong) == (True, [])


def test_an_ingest_cut_off_by_a_power_cut_loses_nothing(lane):
    states = thinned(list(replay.states_of(lane)), 5)
    assert not broken(replay.open_at(lane, *state) for state in states)


def test_what_is_planted_is_found():
    """Kills see a row before its file; a missing sync is seen by what looks at syncs alone."""
    with lanes(ONE_FILE, "row-before-file", count=1) as [lane]:
        [late, *_] = [point for point in lane.points() if point.name == "fsync"]
        assert broken([kills.kill_at(lane, late)])
    with lanes(ONE_FILE, "no-sync", count=1) as [lane]:
        assert order.violations(lane)[1]
        states = list(replay.states_of(lane))
        assert broken(replay.open_at(lane, *state) for state in states[-9::3])
