"""How one thing is measured against another: side by side, in turns, with equally warm files.

A figure of a benchmark is a ratio of two medians from one run on one machine; seconds alone say
little. Every command is a program of its own, so that starting it counts as it does for a person.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PYTHON = Path(sys.executable)
FIELDARCHIVE = PYTHON.with_name("fieldarchive")
SQLITE_UTILS = PYTHON.with_name("sqlite-utils")

_WATCH = """
import os, resource, sys
_, status = os.waitpid(os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ), 0)
with open(sys.argv[1], "w") as answer:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=answer)
sys.exit(os.waitstatus_to_exitcode(status))
"""


class ToolMissing(Exception):
    """A program to compare with is not on this machine."""

    def __init__(self, tool: str, package: str) -> None:
        super().__init__(f"{tool} is not installed (Debian: apt-get install {package}).")


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table. `ratio` is ours by theirs, and `at_most` the target for it."""

    what: str
    ours: str
    theirs: str
    ratio: float | None
    at_most: str
    repeats: int


def need(tool: str, package: str) -> str:
    """The path of a program, or `ToolMissing`."""
    found = shutil.which(tool)
    if found is None:
        raise ToolMissing(tool, package)
    return found


def bench_folder() -> Path:
    """Where material lies between runs: $FIELDARCHIVE_BENCH, else below the temporary folder."""
    default = Path(tempfile.gettempdir()) / "fieldarchive-bench"
    folder = Path(os.environ.get("FIELDARCHIVE_BENCH", default))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run(command: Sequence[str | Path], *, output: Path | None = None) -> float:
    """Run a program to its end and return its seconds; its output goes to a file, or nowhere."""
    with (output or Path(os.devnull)).open("wb") as out:
        begun = time.perf_counter()
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, check=False
        )
        seconds = time.perf_counter() - begun
    if ended.returncode:
        said = ended.stderr[-2000:].decode(errors="replace")
        raise SystemExit(f"{command[0]} ended with {ended.returncode}: {said}")
    return seconds


def peak_mb(command: Sequence[str | Path]) -> float:
    """Run a program, and return the most memory that any one of its processes had, in megabytes.

    Linux lets a program inherit the peak of the one that starts it, so a small one does.
    """
    with tempfile.NamedTemporaryFile("r") as answer:
        run([PYTHON, "-S", "-E", "-c", _WATCH, answer.name, *command])
        return int(answer.read()) / 1024


def compared(
    what: str,
    ours: Callable[[Path], float],
    theirs: Callable[[Path], float],
    at_most: float,
    repeats: int,
) -> Figure:
    """The figure of two ways to the same end; each gets an empty folder and returns its seconds.

    They take turns, and the one that begins changes, so that neither always finds what the other
    left in the memory of the machine.
    """
    taken: dict[str, list[float]] = {"ours": [], "theirs": []}
    for turn in range(repeats):
        both = [("ours", ours), ("theirs", theirs)]
        for name, way in both if turn % 2 == 0 else reversed(both):
            taken[name].append(in_empty_folder(way))
    mine, other = median(taken["ours"]), median(taken["theirs"])
    return Figure(what, f"{mine:.2f} s", f"{other:.2f} s", mine / other, f"{at_most} ×", repeats)


def in_empty_folder(way: Callable[[Path], float]) -> float:
    """What `way` returns; what earlier runs wrote is on the disk before it begins."""
    with tempfile.TemporaryDirectory(dir=bench_folder()) as folder:
        os.sync()
        return way(Path(folder))


def warm(folder: Path) -> None:
    """Read all files below a folder once, so that nobody pays for the disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.read_bytes()


def table(figures: Sequence[Figure]) -> str:
    """The figures in Markdown."""
    head = "| what | ours | theirs | ratio | target, at most | n |\n|---|---:|---:|---:|---:|---:|"
    return "\n".join([head, *(_line(figure) for figure in figures)])


def _line(figure: Figure) -> str:
    ratio = "" if figure.ratio is None else f"**{figure.ratio:.2f} ×**"
    cells = (figure.what, figure.ours, figure.theirs, ratio, figure.at_most, str(figure.repeats))
    return "| " + " | ".join(cells) + " |"
