"""Power cuts: every state that a disk may be in when a command is cut off at any of its writes.

From the trace of an undisturbed command its disk is made again as the laws allow after a power
cut: what was synced is there; of what was not, any write, name or removal may be there or not,
earlier or later ones, and a write may be torn. A file's name is safe when its folder was synced,
which is stricter than most file systems are. Each state is opened by the next command.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence

import scenarios
from disk import Disk, Tree
from journal import deeds
from scenarios import Scenario
from starts import Ended
from trying import Figure, Lane, lanes, side_by_side, thinned

_PER_CUT = 3
_OF_OTHERS = 150


def figures(quick: bool) -> Iterator[Figure]:
    """Scenarios whose files one process writes, the first in all its states; and then bugs."""
    first = scenarios.SCENARIOS[0]
    for scenario in scenarios.SCENARIOS:
        if not scenario.has_workers:
            every = None if scenario is first else _OF_OTHERS
            yield sweep(scenario, at_most=16 if quick else every)
    for bug in ("no-sync", "folders-unsynced", "row-before-file"):
        yield sweep(first, bug, at_most=60 if quick else 200)


def sweep(scenario: Scenario, bug: str | None = None, at_most: int | None = None) -> Figure:
    """Open the disk of a command as it may be after any power cut."""
    with lanes(scenario, bug) as made:
        count = sum(1 for _ in states_of(made[0]))
        # A record names the paths of its lane, so each lane replays what it has done itself.
        states = {lane: enumerate(states_of(lane)) for lane in made}

        def attempt(lane: Lane, number: int) -> Sequence[str]:
            return open_at(lane, *next(state for n, state in states[lane] if n == number))

        chosen = thinned(range(count), at_most)
        tried, broken = side_by_side(made, chosen, attempt)
    planted = f", {bug} planted" if bug else ""
    return Figure(f"replay: {scenario.name}{planted}", tried, broken, bug is not None)


def states_of(lane: Lane) -> Iterator[tuple[int, Tree, str]]:
    """Distinct trees, each with the deed it was cut off at and what had been said before."""
    done, _ = deeds(lane)
    lane.fresh()
    disk = Disk(lane.stage)
    met: set[bytes] = set()
    said = ""
    for number, deed in enumerate(done):
        if deed.path == str(lane.terminal):
            said += deed.data.decode(errors="replace")
        elif not disk.does(deed):
            continue
        for tree in _after_a_cut(disk, number):
            if (mark := _mark(tree, said)) not in met:
                met.add(mark)
                yield number, tree, said


def _after_a_cut(disk: Disk, seed: int) -> Iterator[Tree]:
    """Nothing of what is unsynced, all of it, and some of it."""
    yield disk.tree(lambda _: 0.0)
    yield disk.tree(lambda _: 1.0)
    for turn in range(_PER_CUT):
        chance = random.Random(seed * _PER_CUT + turn)
        yield disk.tree(
            lambda _, chance=chance: chance.choice((0.0, 0.0, 1.0, 1.0, chance.random()))
        )


def _mark(tree: Tree, said: str) -> bytes:
    mark = hashlib.sha256(said.encode())
    for path, content in sorted(tree.items()):
        mark.update(
            f"{path}\0{'-' if content is None else len(content)}\0".encode("utf-8", "replace")
        )
        mark.update(content or b"")
    return mark.digest()


def open_at(lane: Lane, number: int, tree: Tree, said: str) -> list[str]:
    """What is wrong when a disk that looks like this is opened by the same command."""
    lane.fresh()
    _make(lane, tree)
    wrong = lane.after(Ended(-9, said, ""))
    return [f"cut off at deed {number}: {one}" for one in wrong]


def _make(lane: Lane, tree: Tree) -> None:
    """Make the stage what the tree says; a file that it has already stays untouched."""
    for path in sorted(lane.stage.rglob("*"), reverse=True):
        if path.is_dir() and tree.get(str(path), b"") is not None:
            path.rmdir()
        elif not path.is_dir() and str(path) not in tree:
            path.unlink()
    for name, content in sorted(tree.items()):
        path = lane.stage / name
        if content is None:
            path.mkdir(exist_ok=True)
        elif not path.exists() or path.read_bytes() != content:
            path.unlink(missing_ok=True)
            path.write_bytes(content)
