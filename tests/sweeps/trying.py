"""One disturbance after another: a fresh stage, the command with something planted, the referee.

A sweep says what to disturb and what else has to hold; everything that must hold of every
disturbed command stands here. Stages lie in memory where there is room, because a sweep copies
its stage thousands of times; what only a real disk would show is shown by `order` and `replay`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from referee import Said, Tree, broken_promises, held_by, said_by, tree_of
from scenarios import Scenario
from starts import Call, Ended, Starter, built, calls_that_touch

LANES = 2
_MEMORY = Path("/dev/shm")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table: what was disturbed, at how many points, and what broke."""

    what: str
    tried: int
    broken: Sequence[str]
    must_break: bool = False

    @property
    def is_as_it_should(self) -> bool:
        """Nothing broke; or, with a bug planted, something did."""
        return bool(self.broken) == self.must_break and self.tried > 0


class Lane:
    """A folder in which one command after the other is disturbed."""

    def __init__(self, scenario: Scenario, template: Path, folder: Path, starter: Starter) -> None:
        self.scenario, self.starter = scenario, starter
        self.stage = folder / "stage"
        self._template = template
        self._sources: dict[str, Tree] = {}
        self._before: tuple[set[str], set[str]] = (set(), set())
        self.undisturbed = self._undisturbed()

    @property
    def words(self) -> list[str]:
        """What is typed."""
        return self.scenario.words(self.stage)

    @property
    def root(self) -> Path:
        """The archive that the command works on."""
        return self.stage / self.scenario.root

    @property
    def terminal(self) -> Path:
        """The file that stands for the terminal."""
        return self.starter.folder / "out.txt"

    def points(self) -> list[Call]:
        """The calls that touch the stage or the terminal, in their order."""
        self.fresh()
        return calls_that_touch(self.starter, self.words, self.stage.parent)

    def fresh(self) -> None:
        """A new copy of the stage; where a disk is mounted there, on that disk."""
        self.stage.mkdir(exist_ok=True)
        for path in self.stage.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self._template, self.stage, dirs_exist_ok=True)

    def after(self, ended: Ended) -> list[str]:
        """What is wrong after a disturbed command, and after the same command once more."""
        claimed = self.scenario.claims(self.stage, ended.out)
        wrong = [*broken_promises(self.root, claimed, self._before), *self._changed_sources()]
        wrong += self.scenario.also(self.stage, False)
        again = self.starter.plain(self.words)
        was_done = self.scenario.was_done and self.scenario.was_done in again.err
        if again.code != 0 and not was_done:
            wrong.append(f"the same command again ended with {again.code}: {again.err.strip()}")
        elif differences := self._differences(in_part=ended.code == 3):
            wrong.append(f"the same command again made another archive: {differences}")
        wrong += self.scenario.also(self.stage, True)
        return [*wrong, *self._changed_sources()]

    def is_whole(self) -> bool:
        """Whether the archive says what an undisturbed command leaves."""
        return self._said() == self.undisturbed

    def _undisturbed(self) -> Said:
        self.fresh()
        self._sources = {name: tree_of(self.stage / name) for name in self.scenario.sources}
        if self.scenario.keeps_all:
            self._before = held_by(self.root)
        ended = self.starter.plain(self.words)
        if ended.code:
            raise SystemExit(f"{self.scenario.name} ended with {ended.code}: {ended.err}")
        return said_by(self.root)

    def _said(self) -> Said | None:
        try:
            return said_by(self.root)
        except Exception:  # noqa: BLE001  whatever cannot be looked at is not whole
            return None

    def _changed_sources(self) -> list[str]:
        return [
            f"the sources in {name} were touched"
            for name, tree in self._sources.items()
            if tree_of(self.stage / name) != tree
        ]

    def _differences(self, *, in_part: bool) -> str:
        """Where the archive is not as an undisturbed command leaves it.

        What was done in part and finished later has more history, and the same heads.
        """
        now = self._said()
        names = set(type(self.undisturbed).__dataclass_fields__) - (
            {"revisions"} if in_part else set()
        )
        differ = (n for n in names if getattr(now, n, None) != getattr(self.undisturbed, n))
        return ", ".join(sorted(differ))


@contextmanager
def lanes(
    scenario: Scenario, bug: str | None = None, count: int = LANES, preload: str | None = None
) -> Iterator[list[Lane]]:
    """Lanes in which the same command can be disturbed side by side.

    `preload` is a file of C that is built and loaded into the command.
    """
    memory = _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 2 << 30 else None
    with tempfile.TemporaryDirectory(dir=memory, prefix="sweep-") as folder, ExitStack() as stack:
        template = Path(folder, "template")
        library = built(preload, Path(folder)) if preload else None
        scenario.prepare(template)
        made = []
        for number in range(count):
            lane = Path(folder, f"lane-{number}")
            lane.mkdir()
            starter = stack.enter_context(Starter(lane, bug, library))
            made.append(Lane(scenario, template, lane, starter))
        yield made


def side_by_side(
    made: Sequence[Lane], work: Sequence[T], attempt: Callable[[Lane, T], Iterable[str] | None]
) -> tuple[int, list[str]]:
    """Try all of `work`, divided over the lanes: how much struck, and what broke.

    `attempt` gives what is wrong, or None when what was planted did not strike.
    """

    def go(lane: Lane, share: Sequence[T]) -> list[list[str] | None]:
        return [None if (r := attempt(lane, one)) is None else list(r) for one in share]

    with ThreadPoolExecutor(len(made)) as threads:
        shares = [work[number :: len(made)] for number in range(len(made))]
        results = [one for found in threads.map(go, made, shares) for one in found]
    return sum(one is not None for one in results), [w for one in results if one for w in one]


def thinned(work: Sequence[T], at_most: int | None) -> Sequence[T]:
    """About `at_most` of the work, spread over the whole of it; all of it for None."""
    if at_most is None or len(work) <= at_most:
        return work
    return [work[number * len(work) // at_most] for number in range(at_most)]
