"""Damage a backup in every way, stop its making at every call, and look whether it is noticed.

    python tests/sweeps/bags.py [--quick]

Each flip, and each file that is missing, empty, short, long or in another's place, has to be a
fault to `backup --verify`; after a crash the bag restores to the state before or to the new one.
"""

from __future__ import annotations

import io
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from trying import Figure

from backups import (
    broken_after_a_crash,
    crash_at,
    crashes,
    damaged,
    every_damage,
    fa,
    files_in,
    flip,
    fresh_copy,
    hash_of,
    hasty,
    random_archive,
)
from fieldarchive.storage.bags import checking, generations
from fieldarchive.verify_backup import verify_backup

FLIPS, QUICK_FLIPS = 4_000, 60
_MEMORY = Path("/dev/shm")


def figures(quick: bool) -> Iterator[Figure]:
    """The lines of the table."""
    with folder_in_memory() as folder:
        bag = folder / "bag"
        with quietly():
            fa(random_archive(folder, seed=7), "backup", bag)
        yield _flips(bag, QUICK_FLIPS if quick else FLIPS)
        yield _damages(bag, every=7 if quick else 1)
        yield _believing_names(bag)
    for is_hasty in (False, True):
        with folder_in_memory() as folder:
            with quietly():
                found = _crashes(folder, points=6 if quick else 10_000, is_hasty=is_hasty)
            yield found


def _is_noticed(bag: Path) -> bool:
    return not verify_backup(bag, lambda size: None).is_sound


def _flips(bag: Path, count: int) -> Figure:
    """Single bits, each file of the bag as often as the others."""
    dice, files, missed = random.Random(5), files_in(bag), list[str]()
    for number in range(count):
        path = files[number % len(files)]
        good = path.read_bytes()
        place = dice.randrange(8 * len(good))
        flip(path, place)
        if not _is_noticed(bag):
            missed.append(f"{path.relative_to(bag)}, bit {place}")
        path.write_bytes(good)
    return Figure("one bit of a backup flipped", count, missed)


def _damages(bag: Path, every: int) -> Figure:
    """Every kind of damage to every file, a file too many, and originals in each other's place."""
    missed, tried = list[str](), 0
    for path in files_in(bag)[::every]:
        for kind, content in every_damage(path.read_bytes()):
            tried += 1
            with damaged(path, content):
                if not _is_noticed(bag):
                    missed.append(f"{path.relative_to(bag)} {kind}")
    originals = sorted((bag / "data" / "files").glob("??/*"))
    for one, two in pairwise(originals):
        tried += 1
        first, second = one.read_bytes(), two.read_bytes()
        with damaged(one, second), damaged(two, first):
            if not _is_noticed(bag):
                missed.append(f"{one.name} and {two.name} swapped")
    for folder in {path.parent for path in files_in(bag / "data")}:
        tried += 1
        (folder / "extra").write_text("?")
        if not _is_noticed(bag):
            missed.append(f"a file too many in {folder.relative_to(bag)}")
        (folder / "extra").unlink()
    if _is_noticed(bag):
        missed.append("the bag is not as it was before")
    return Figure("files missing, empty, short, long, swapped, too many", tried, missed)


def _believing_names(bag: Path) -> Figure:
    """The control: a check that takes the name of an original for its digest."""
    real = checking.digest_of

    def believe(path: Path, *, from_disk: bool = False) -> str:
        return path.name if "files" in path.parts else real(path, from_disk=from_disk)

    checking.digest_of = believe  # type: ignore[attr-defined]
    try:
        found = _flips(bag, 50)
    finally:
        checking.digest_of = real  # type: ignore[attr-defined]
    what = "control: bits flipped, originals not read"
    return Figure(what, found.tried, found.broken, must_break=True)


def _crashes(folder: Path, points: int, *, is_hasty: bool) -> Figure:
    """A backup that is stopped at each call; with `is_hasty` the old state goes first."""
    root, bag, back = random_archive(folder, seed=3), folder / "bag", folder / "back"
    begin, wrong = generations.begin, list[str]()
    fa(root, "backup", bag)
    before = hash_of(root)
    (folder / "inbox" / "later.txt").write_text("After the first backup.")
    fa(root, "ingest", folder / "inbox")
    states = before, hash_of(root)
    if is_hasty:
        generations.begin = hasty(begin)
    try:
        with crash_at(10**9) as calls:
            fa(root, "backup", fresh_copy(bag, folder / "cut"))
        chosen = crashes(len(calls), 6 if is_hasty else points)
        for point in chosen:
            cut = fresh_copy(bag, folder / "cut")
            with crash_at(point):
                fa(root, "backup", cut)
            found = broken_after_a_crash(root, cut, back, states)
            wrong += [f"{calls[point - 1]}: {one}" for one in found]
    finally:
        generations.begin = begin
    if is_hasty:
        what = "control: a backup stopped that gives up the old state first"
        return Figure(what, len(chosen), wrong, must_break=True)
    return Figure("a backup stopped at a call, restored, run again", len(chosen), wrong)


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder for a while, in memory where there is a disk of it."""
    folder = Path(tempfile.mkdtemp(dir=_MEMORY if _MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def quietly() -> Iterator[None]:
    """What the commands say is of no interest."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


def print_table(found: Iterable[Figure]) -> int:
    """Print figures as they come; 1 when something is not as it should be."""
    is_well = True
    for figure in found:
        is_well &= figure.is_as_it_should
        print(f"| {figure.what} | {figure.tried:,} | {len(figure.broken):,} |", flush=True)
        for wrong in [] if figure.must_break else figure.broken[:5]:
            print(f"  {wrong}", file=sys.stderr)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(print_table(figures("--quick" in sys.argv)))
