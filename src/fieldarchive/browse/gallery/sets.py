"""The items of a release as sets: those of a city, a theme, a year, and the pictures in time.

Sets are kept as long as the file of the release stays as it is. Each is read when a page first
needs it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import islice

from pyroaring import BitMap

from fieldarchive.browse.data.release import Release
from fieldarchive.browse.gallery import queries

_FEW = 4000  # so many are sorted sooner than picked out of all pictures in their order


class Reel:
    """All pictures of a release in the order of time, the oldest first."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = array("I", numbers)
        self.all = BitMap(self._numbers)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {number: place for place, number in enumerate(self._numbers)}

    def of(self, chosen: BitMap) -> list[int]:
        """The numbers of the chosen items that have a picture, the oldest first."""
        wanted = chosen & self.all
        if len(wanted) == len(self.all):
            return list(self._numbers)
        if len(wanted) < _FEW:
            return sorted(wanted, key=self._places.__getitem__)
        return [number for number in self._numbers if number in wanted]

    def newest(self, chosen: BitMap, most: int) -> list[int]:
        """The newest of the chosen items that have a picture, the newest first."""
        wanted = chosen & self.all
        if len(wanted) < _FEW:
            return sorted(wanted, key=self._places.__getitem__, reverse=True)[:most]
        return list(islice((n for n in reversed(self._numbers) if n in wanted), most))


class Sets:
    """The sets of one state of a release. Threads may share it; none is read twice."""

    def __init__(self) -> None:
        self._facets: dict[str, dict[str, BitMap]] = {}
        self._reel: tuple[Reel, int] | None = None
        self._lock = threading.Lock()

    def facet(self, connection: sqlite3.Connection, name: str) -> dict[str, BitMap]:
        """The items of each value of city, kind, place, themes or year."""
        with self._lock:
            if name not in self._facets:
                self._facets[name] = queries.sets_of(connection, name)
            return self._facets[name]

    def items(self, connection: sqlite3.Connection, name: str, value: str) -> BitMap:
        """The items of one value of a facet."""
        return self.facet(connection, name).get(value, BitMap())

    def counts(
        self, connection: sqlite3.Connection, name: str, within: BitMap
    ) -> Iterator[tuple[str, int]]:
        """How many of some items have each value of a facet; none of a value that none has."""
        for value, items in self.facet(connection, name).items():
            if count := items.intersection_cardinality(within):
                yield value, count

    def reel(self, connection: sqlite3.Connection) -> Reel:
        """The pictures in time."""
        return self._look(connection)[0]

    def films(self, connection: sqlite3.Connection) -> int:
        """How many films there are."""
        return self._look(connection)[1]

    def _look(self, connection: sqlite3.Connection) -> tuple[Reel, int]:
        with self._lock:
            if self._reel is None:
                self._reel = Reel(queries.in_time(connection)), queries.films(connection)
            return self._reel


def sets_of(release: Release) -> Sets:
    """The sets of a release as its file is now."""
    status = os.stat(release.path)
    return _sets(str(release.path), (status.st_ino, status.st_size, status.st_mtime_ns))


@lru_cache(maxsize=4)
def _sets(path: str, stamp: tuple[int, ...]) -> Sets:
    return Sets()
