"""Damage what is kept in every way that is known, and count what `verify` does not see.

    python tests/sweeps/flips.py [--quick]

Leaves with 1 when anything got through, or when a check that was taken out was not missed. A
flip in the database that changes no row and no table (in pages that are free, say) is harmless;
that is decided by reading all of it, not by asking the program.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from unittest.mock import patch

import damages
from damages import Damage, said_by_database, write
from trying import Figure

import fieldarchive.verify
from fieldarchive.archive import opened_to_keep
from fieldarchive.catalogue import seals
from fieldarchive.cli.boundary import run
from fieldarchive.errors import StorageError
from fieldarchive.model import Fault
from fieldarchive.storage import fixity
from fieldarchive.verify import Verified, checks, verify
from fieldarchive.verify.checks import Task

TESTS = Path(__file__).parents[1]
LANES = os.cpu_count() or 1
_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None
_SAMPLES = ("notes", "transcripts", "tables", "documents")


@dataclass(frozen=True, slots=True)
class Target:
    """Something to damage: its files below a folder, who must notice, and what changes nothing.

    `notices` and `says` are asked of the folder; `says` is None where every byte matters.
    """

    name: str
    files: Callable[[Path], list[Path]]
    notices: Callable[[Path], bool]
    says: Callable[[Path], object] | None = None


def originals(root: Path) -> list[Path]:
    """The originals of an archive that have any bytes."""
    found = sorted((root / "files").glob("[0-9a-f][0-9a-f]/*"))
    return [path for path in found if path.stat().st_size]


def database(root: Path) -> list[Path]:
    """The record, as the only file."""
    return [root / "archive.db"]


def prepare(root: Path) -> None:
    """An archive with rows in nearly every table."""
    sys.path.insert(0, str(TESTS))
    import stories

    stories.write_words(root)
    inbox = root.with_name("inbox")
    for number in range(12):
        stories.note(inbox / f"{number}.md", f"Morning {number}", "Рыба и чай. 鱼和茶。 " * number)
    for name in _SAMPLES:
        shutil.copytree(TESTS / "files" / name, inbox / name)
    for name in ("market.jpg", "gps_in_xmp.jpg", "null_island.jpg"):
        shutil.copy(TESTS / "files" / "photographs" / name, inbox)
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        run(["--archive", str(root), "ingest", str(inbox)])
        if code := run(["--archive", str(root), "verify"]):
            raise SystemExit(f"the archive to damage is not sound to begin with ({code})")
    shutil.rmtree(inbox)


def verify_notices(root: Path) -> bool:
    """Whether `verify` reports anything at all; its checks one after another, in this process."""
    try:
        with (
            opened_to_keep(root) as archive,
            patch.object(fieldarchive.verify, "side_by_side", _one_after_another),
        ):
            found = verify(archive, lambda _: None)
    except StorageError:
        return True
    finally:
        checks._opened.cache_clear()
    return bool(found.faults or found.leftovers)


def _one_after_another(tasks: Sequence[Task]) -> Iterator[Verified]:
    for task in tasks:
        yield from task()


def database_says(root: Path) -> object:
    """All that the record says; None when that cannot be read."""
    try:
        return said_by_database(root / "archive.db")
    except (sqlite3.Error, UnicodeDecodeError):
        return None


# A backup has its own targets in `bags`.
ORIGINALS = Target("originals", originals, verify_notices)
DATABASE = Target("archive.db", database, verify_notices, database_says)
_BREAKS = (damages.missing, damages.truncated, damages.emptied)
WAYS: Sequence[tuple[Target, Damage, int]] = (
    (ORIGINALS, damages.flip, 6_000),
    (DATABASE, damages.flip, 10_000),
    *((ORIGINALS, way, 150) for way in (*_BREAKS, damages.extra, damages.swapped)),
    *((DATABASE, way, 100) for way in _BREAKS),
)
# What must get through when a check is taken out.
CONTROLS: Sequence[tuple[str, Target, int]] = (
    ("digests", ORIGINALS, 200),
    ("seals", DATABASE, 400),
)


def figures(quick: bool) -> Iterator[Figure]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory(dir=_MEMORY, prefix="flips-") as name:
        template = Path(name, "whole")
        prepare(template)
        for target, damage, number in WAYS:
            yield _figure(template, target, damage, number // (20 if quick else 1))
        for blind, target, number in CONTROLS:
            yield _figure(template, target, damages.flip, number // (4 if quick else 1), blind)


def _figure(
    template: Path, target: Target, damage: Damage, number: int, blind: str | None = None
) -> Figure:
    lanes = [range(lane, number, LANES) for lane in range(LANES)]
    with ProcessPoolExecutor(LANES, mp_context=get_context("fork")) as processes:
        results = list(processes.map(partial(tried, template, target, damage, blind), lanes))
    missed = [one for found, _ in results for one in found]
    harmless = sum(count for _, count in results)
    without = f", not looking at {blind}" if blind else ""
    said = f"{target.name}: {damage.__name__}{without}"
    if harmless:
        said += f" ({harmless:,} of them changed nothing that is said)"
    return Figure(said, number, missed, must_break=blind is not None)


def tried(
    template: Path, target: Target, damage: Damage, blind: str | None, numbers: Iterable[int]
) -> tuple[list[str], int]:
    """Damage a copy once for each number: which were missed, and how many were harmless."""
    missed, harmless = [], 0
    with tempfile.TemporaryDirectory(dir=_MEMORY, prefix="flips-") as name, _blind(blind):
        root = Path(shutil.copytree(template, Path(name, "damaged")))
        whole = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
        says = target.says(root) if target.says else None
        for number in numbers:
            damage(target.files(root), Random(f"{target.name} {damage.__name__} {number}"))
            is_harmless = target.says is not None and target.says(root) == says
            if not target.notices(root):
                missed += [] if is_harmless else [f"{target.name}: {damage.__name__} {number}"]
                harmless += is_harmless
            _heal(root, whole)
    return missed, harmless


def _heal(root: Path, whole: dict[Path, bytes]) -> None:
    """Put every file back that is not as it was, and take away what was not there."""
    for path in root.rglob("*"):
        if path.is_file() and path not in whole:
            path.unlink()
    for path, content in whole.items():
        if not path.is_file() or path.read_bytes() != content:
            write(path, content)


@contextmanager
def _blind(which: str | None) -> Iterator[None]:
    """Take a check out of the program: without it, damage has to get through."""
    blinds = {
        "digests": lambda: patch.object(fixity, "_fault", _looks_at_sizes_alone),
        "seals": lambda: patch.object(seals, "broken_rows", lambda _: iter(())),
    }
    with blinds[which]() if which else nullcontext():
        yield


def _looks_at_sizes_alone(descriptor: int, sha256: str, size: int) -> Fault | None:
    actual = os.fstat(descriptor).st_size
    return None if actual == size else Fault("size-changed", sha256, "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a twentieth of the damages")
    print("| what | points | broken | as it should be |\n|---|--:|--:|---|")
    all_well = True
    for figure in figures(parser.parse_args().quick):
        all_well &= figure.is_as_it_should
        verdict = "yes" if figure.is_as_it_should else "**NO**"
        tried_and_broken = f"{figure.tried:,} | {len(figure.broken):,}"
        print(f"| {figure.what} | {tried_and_broken} | {verdict} |", flush=True)
        for wrong in figure.broken[:5] if not figure.must_break else []:
            print(f"  {wrong}", file=sys.stderr)
    return 0 if all_well else 1


if __name__ == "__main__":
    sys.exit(main())
