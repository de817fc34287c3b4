"""The order of writes and syncs of an undisturbed command: kills cannot see a missing sync.

A killed process loses nothing that the kernel holds. Rules: an original is synced and read back
before it has its name; it and its folder are synced before the next write to the record; the
record is written with its journal synced, and let go of that when it is synced itself; and when
the command says that it is done, nothing that it promised is unsynced.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import scenarios
from journal import Deed, deeds
from scenarios import Scenario
from trying import Figure, Lane, lanes

_ORIGINAL = re.compile(r"/(?:files/[0-9a-f]{2}/[0-9a-f]{64})$")
_STORE = re.compile(r"/files(/[0-9a-f]{2}(/[0-9a-f]{64})?)?$")
# Copies under way, and what can be made again, are outside the promise.
_NOT_PROMISED = re.compile(r"/(files/tmp|browse|\.lock|\.restoring)(/|$)")


def figures(quick: bool) -> Iterator[Figure]:
    """Every scenario whose files one process writes, and then bugs that have to be found."""
    for scenario in scenarios.SCENARIOS:
        if not scenario.has_workers:
            yield check(scenario)
    one, folder, *_ = scenarios.SCENARIOS
    for scenario in one, folder:
        for bug in ("no-sync", "rename-before-sync", "folders-unsynced", "no-reread"):
            yield check(scenario, bug)


def check(scenario: Scenario, bug: str | None = None) -> Figure:
    """Look at all that one undisturbed command does."""
    with lanes(scenario, bug, count=1) as [lane]:
        done, broken = violations(lane)
    planted = f", {bug} planted" if bug else ""
    return Figure(f"order: {scenario.name}{planted}", done, broken, bug is not None)


def violations(lane: Lane) -> tuple[int, list[str]]:
    """How much an undisturbed command did, and what of it was done too early."""
    done, _ = deeds(lane)
    lane.fresh()
    judge = _Judge(str(lane.terminal), {str(path) for path in lane.stage.rglob("*")})
    return len(done), [wrong for deed in done for wrong in judge.sees(deed)]


class _Judge:
    """Sees one deed after the other, and says what was done too early."""

    def __init__(self, output: str, there: set[str]) -> None:
        self._output, self._there = output, there
        self._unsynced: set[str] = set()
        self._unread: set[str] = set()

    def sees(self, deed: Deed) -> Iterator[str]:
        """What is wrong with doing this now."""
        if deed.name == "write":
            yield from self._writes(deed)
        elif deed.name == "rename":
            yield from self._renames(deed)
        elif deed.name in {"unlink", "rmdir"}:
            yield from self._removes(deed)
        elif deed.name in {"mkdir", "link"}:
            self._unsynced.add(os.path.dirname(deed.onto or deed.path))
        elif deed.name == "create" and deed.path not in self._there:
            self._there.add(deed.path)
            self._unsynced.add(os.path.dirname(deed.path))
        elif deed.name == "fsync":
            self._unsynced.discard(deed.path)
        elif deed.name == "syncfs":
            self._unsynced.clear()
        elif deed.name == "read" and deed.path not in self._unsynced:
            self._unread.discard(deed.path)

    def _writes(self, deed: Deed) -> Iterator[str]:
        if deed.path == self._output:
            if late := sorted(p for p in self._unsynced if not _NOT_PROMISED.search(p)):
                yield f"it said that it was done before {late} was synced"
            return
        if deed.path.endswith("archive.db"):
            if early := sorted(path for path in self._unsynced if _STORE.search(path)):
                yield f"the record was written before {early} was synced"
            if f"{deed.path}-journal" in self._unsynced:
                yield "the record was written before its journal was synced"
        self._unsynced.add(deed.path)
        self._unread.add(deed.path)

    def _renames(self, deed: Deed) -> Iterator[str]:
        if _ORIGINAL.search(deed.onto):
            if deed.path in self._unsynced:
                yield f"{deed.path} was given its name before it was synced"
            if deed.path in self._unread:
                yield f"{deed.path} was given its name before it was read back"
        for names in self._unsynced, self._unread:
            if deed.path in names:
                names.remove(deed.path)
                names.add(deed.onto)
        self._unsynced |= {os.path.dirname(deed.path), os.path.dirname(deed.onto)}

    def _removes(self, deed: Deed) -> Iterator[str]:
        record = deed.path.removesuffix("-journal")
        if record != deed.path and record.endswith("archive.db") and record in self._unsynced:
            yield "the journal was let go of before the record was synced"
        self._unsynced.discard(deed.path)
        self._there.discard(deed.path)
        if not _NOT_PROMISED.search(deed.path):
            self._unsynced.add(os.path.dirname(deed.path))
