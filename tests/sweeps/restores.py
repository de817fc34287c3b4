"""A hundred archives of all kinds, each backed up and restored with SQLite and without it.

    python tests/sweeps/restores.py [--quick]

The restored archive has the same hash, the same rows in every table, and the same originals.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bags import folder_in_memory, print_table, quietly
from trying import Figure

import stories
from backups import crash_at, crashes, fa, hash_of, random_archive, rows_of
from fieldarchive.catalogue import history_lines

ARCHIVES, QUICK_ARCHIVES = 100, 2


def figures(quick: bool) -> Iterator[Figure]:
    """The lines of the table."""
    count = QUICK_ARCHIVES if quick else ARCHIVES
    with quietly():
        broken = [wrong for seed in range(count) for wrong in _wrong_after_restoring(seed)]
        control = _forgetful()
        stopped = [_stopped(way, points=4 if quick else 10_000) for way in ([], ["--from-history"])]
    yield Figure("random archives restored, with SQLite and without", count, broken)
    yield control
    yield from stopped


def _wrong_after_restoring(seed: int) -> list[str]:
    with folder_in_memory() as folder:
        root, bag, wrong = random_archive(folder, seed), folder / "bag", list[str]()
        if fa(root, "backup", bag) or fa(root, "backup", "--verify", bag):
            wrong.append(f"{seed}: it was not backed up")
        for way in ([], ["--from-history"]):
            back = folder / f"back{len(way)}"
            if fa(root, "restore", *way, bag, back):
                wrong.append(f"{seed} {way}: it was not restored")
            elif hash_of(back) != hash_of(root):
                wrong.append(f"{seed} {way}: another hash")
            elif rows_of(back) != rows_of(root):
                wrong.append(f"{seed} {way}: other rows")
            elif stories.originals(back) != stories.originals(root):
                wrong.append(f"{seed} {way}: other originals")
        return wrong


def _stopped(way: list[str], points: int) -> Figure:
    """A restore that is stopped at each call leaves nothing half, and goes on when typed again."""
    with folder_in_memory() as folder:
        root, bag, back = random_archive(folder, seed=3), folder / "bag", folder / "back"
        wrong: list[str] = []
        fa(root, "backup", bag)
        with crash_at(10**9) as calls:
            fa(root, "restore", *way, bag, folder / "count")
        chosen = crashes(len(calls), points)
        for point in chosen:
            with crash_at(point):
                fa(root, "restore", *way, bag, back)
            if not back.exists() and fa(root, "restore", *way, bag, back):
                wrong.append(f"{calls[point - 1]}: the same command does not go on")
            elif hash_of(back) != hash_of(root) or fa(back, "verify"):
                wrong.append(f"{calls[point - 1]}: what is there is half")
            shutil.rmtree(back, ignore_errors=True)
    words = " ".join(["a restore", *way, "stopped at a call, run again"])
    return Figure(words, len(chosen), wrong)


def _forgetful() -> Figure:
    """The control: the first row of each table is not written into its lines."""
    real = history_lines.lines
    history_lines.lines = lambda database, table: iter([*real(database, table)][1:])
    try:
        broken = [wrong for seed in range(2) for wrong in _wrong_after_restoring(seed)]
    finally:
        history_lines.lines = real
    return Figure("control: a row of each table forgotten", 2, broken, must_break=True)


if __name__ == "__main__":
    sys.exit(print_table(figures("--quick" in sys.argv)))
