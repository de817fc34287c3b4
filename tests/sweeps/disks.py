"""Real disks that refuse: full, out of names, read-only, too small for a file, pulled out.

The other sweeps make single calls fail; these mount what a person may have. Needs root.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import scenarios
from faults import badly_told
from starts import Ended
from trying import Figure, Lane, lanes, thinned

_SPARE = 64 << 20
_ROOMY = "size=512m,nr_inodes=20000"


def figures(quick: bool) -> Iterator[Figure]:
    """Small disks of many sizes, and then a bug that has to be found."""
    if not _may_mount():
        print("disks are left out: file systems cannot be mounted here", file=sys.stderr)
        return
    folder = scenarios.SCENARIOS[1]
    with lanes(folder, count=1) as [lane]:
        yield _tried("bytes", lane, thinned(_sizes(), 4 if quick else None), _too_small)
        yield _tried("names", lane, thinned(range(60, 130), 8 if quick else None), _few_names)
        yield _tried(
            "a limit of a file's size", lane, thinned(_limits(), 8 if quick else None), _limited
        )
        yield _tried("a read-only archive", lane, [0], _read_only_archive)
        yield _tried("a read-only card", lane, [0], _read_only_card)
        yield _tried("a card pulled out", lane, range(4 if quick else 40), _pulled_out)
    with lanes(folder, "traceback-shown", count=1) as [lane]:
        found = _tried(
            "a limit of a file's size, traceback-shown planted", lane, [100_000], _limited
        )
        yield Figure(found.what, found.tried, found.broken, must_break=True)


def _sizes() -> Sequence[int]:
    """From too small to begin with to room for everything."""
    return range(_SPARE - (256 << 10), _SPARE + (2 << 20), 64 << 10)


def _limits() -> Sequence[int]:
    return range(2_000, 300_000, 6_000)


def _tried(
    what: str, lane: Lane, work: Sequence[int], attempt: Callable[[Lane, int], Iterator[str]]
) -> Figure:
    broken = [f"{one}: {wrong}" for one in work for wrong in attempt(lane, one)]
    return Figure(f"disks, {what}: {lane.scenario.name}", len(work), broken)


def _too_small(lane: Lane, size: int) -> Iterator[str]:
    with _mounted(lane.stage, _ROOMY):
        lane.fresh()
        used = int(_output("du", "-s", "--block-size=1", lane.stage).split()[0])
        _remount(lane.stage, f"size={used + size}")
        yield from _judged(lane, lane.starter.plain(lane.words))


def _few_names(lane: Lane, names: int) -> Iterator[str]:
    """A disk with room that has no inode for one more file."""
    with _mounted(lane.stage, _ROOMY):
        lane.fresh()
        _remount(lane.stage, f"nr_inodes={names}")
        yield from _judged(lane, lane.starter.plain(lane.words))


def _limited(lane: Lane, largest: int) -> Iterator[str]:
    lane.fresh()
    ended = lane.starter.plain(lane.words, largest_file=largest)
    yield from (*badly_told(lane, ended), *lane.after(ended))


def _read_only_archive(lane: Lane, _: int) -> Iterator[str]:
    with _mounted(lane.stage, _ROOMY):
        lane.fresh()
        _remount(lane.stage, "ro")
        ended = lane.starter.plain(lane.words)
        _remount(lane.stage, "rw")
        yield from _judged(lane, ended)
        if "ead-only" not in ended.err:
            yield f"it does not say that the disk is read-only: {ended.err}"


def _read_only_card(lane: Lane, _: int) -> Iterator[str]:
    lane.fresh()
    card = lane.stage / "inbox"
    _run("mount", "--bind", "-o", "ro", card, card)
    try:
        ended = lane.starter.plain(lane.words)
        yield from (*badly_told(lane, ended), *lane.after(ended))
        if ended.code:
            yield f"it could not read a read-only card: {ended.err}"
    finally:
        _run("umount", card)


def _pulled_out(lane: Lane, number: int) -> Iterator[str]:
    """The card goes while it is read; what comes back is the same card."""
    lane.fresh()
    card, behind = lane.stage / "inbox", lane.stage / "card"
    card.rename(behind)
    card.mkdir()
    _run("mount", "--bind", behind, card)
    pulling = threading.Timer(0.005 * number, _run, ["umount", "-l", card])
    pulling.start()
    ended = lane.starter.plain(lane.words)
    pulling.join()
    card.rmdir()
    behind.rename(card)
    # An empty folder where a card was is no fault of the command.
    yield from (*badly_told(lane, ended, nothing_there=True), *lane.after(ended))


def _judged(lane: Lane, ended: Ended) -> Iterator[str]:
    yield from badly_told(lane, ended)
    _remount(lane.stage, _ROOMY)
    yield from lane.after(ended)


@contextmanager
def _mounted(place: Path, options: str) -> Iterator[None]:
    place.mkdir(exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", options, "tmpfs", place)
    try:
        yield
    finally:
        _run("umount", place)


def _remount(place: Path, options: str) -> None:
    _run("mount", "-o", f"remount,{options}", place)


def _may_mount() -> bool:
    probe = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    return os.geteuid() == 0 and probe.returncode == 0


def _run(*command: object) -> None:
    subprocess.run(list(map(str, command)), check=True, capture_output=True)


def _output(*command: object) -> str:
    return subprocess.run(
        list(map(str, command)), check=True, capture_output=True, text=True
    ).stdout
