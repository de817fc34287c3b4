"""Watching folders: which bundles are new there, and whole, since they were last taken in.

Folders are looked at again and again, because neither a card nor a network folder tells of a
change. A file is whole when its size and time have stood still for a while; a card that was
pulled out is waited for. Taking in, and how often to look, is left to whoever watches.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from fieldarchive.intake.material import place_of
from fieldarchive.model import Bundle, Problem
from fieldarchive.scan import PassedBy, scan

# FAT notes times by two seconds; a slow stick is written in bursts.
SETTLED_S = 4.0

_Mark: TypeAlias = tuple[tuple[bytes, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: `ready` are bundles that are whole and new, `passed` is no material.

    `gone` are folders that were there before, `back` those that are there again.
    """

    ready: tuple[Bundle, ...]
    passed: tuple[PassedBy, ...]
    gone: tuple[Path, ...]
    back: tuple[Path, ...]


class Watch:
    """Folders that are watched; `own` is what of an archive's own is never material."""

    def __init__(self, paths: Sequence[Path], own: Collection[Path]) -> None:
        self._paths, self._own = paths, own
        self._away: set[Path] = set()
        self._done: dict[bytes, _Mark] = {}
        self._seen: dict[bytes, tuple[_Mark, float]] = {}
        self._told: set[Problem] = set()

    def look(self, at: float) -> Look:
        """Look at all folders; `at` is the moment, in seconds of a clock that only goes on."""
        gone, back = self._away_and_back()
        ready: list[Bundle] = []
        passed: list[PassedBy] = []
        seen: dict[bytes, tuple[_Mark, float]] = {}
        for one in scan([path for path in self._paths if path not in self._away], self._own):
            if isinstance(one, PassedBy):
                passed += [] if one.problem in self._told else [one]
                continue
            place, mark = place_of(one), _mark(one)
            if self._done.get(place) == mark:
                continue
            before, since = self._seen.get(place, (None, at))
            seen[place] = (mark, since if before == mark else at)
            if before == mark and at - since >= SETTLED_S:
                ready.append(one)
        self._seen = seen
        return Look(tuple(ready), tuple(passed), gone, back)

    def done(self, look: Look) -> None:
        """Note what was taken in, or refused: it is left alone until it changes."""
        self._done |= {place_of(one): _mark(one) for one in look.ready}
        self._told |= {one.problem for one in look.passed}

    def _away_and_back(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        away = {path for path in self._paths if not os.path.lexists(path)}
        gone = tuple(path for path in self._paths if path in away - self._away)
        back = tuple(path for path in self._paths if path in self._away - away)
        for path in back:  # what could not be read when it was pulled out is tried again
            below = os.fsencode(path.absolute())
            self._done = {p: m for p, m in self._done.items() if not p.startswith(below)}
        self._away = away
        return gone, back


def _mark(bundle: Bundle) -> _Mark:
    """What changes when any file of a bundle does, or one that describes its folder."""
    sources = (*(file.source for file in bundle.files), *bundle.folder_files)
    return tuple((os.fsencode(s.path), s.size, s.mtime_ns, s.inode) for s in sources)
