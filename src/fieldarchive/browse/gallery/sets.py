"""The pictures of a release in the order of time, and its items as sets, for one state of it.

The sets of cities, themes and the like are those of `facets`. The order of the pictures is read
from an index of the release when a page first needs it.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from heapq import nlargest
from itertools import islice
from typing import TypeVar, cast

from fieldarchive.browse.facets import BitMap, FacetIndex, index_of
from fieldarchive.browse.gallery import queries
from fieldarchive.browse.versions import Datasette

T = TypeVar("T")

_FEW = 4000  # so many are sorted sooner than picked out of all pictures in their order
_kept: dict[str, Sets] = {}


class Reel:
    """All pictures of a release in the order of time, the oldest first."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = array("I", numbers)
        self.all = BitMap(self._numbers)

    @cached_property
    def _places(self) -> array[int]:
        """By the number of an item its place in the order."""
        places = array("I", bytes(4 * (max(self._numbers, default=0) + 1)))
        for place, number in enumerate(self._numbers):
            places[number] = place
        return places

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
            return nlargest(most, wanted, key=self._places.__getitem__)
        return list(islice((n for n in reversed(self._numbers) if n in wanted), most))


class Sets:
    """The sets of one state of a release. Threads may share it; the pictures are read once."""

    def __init__(self, index: FacetIndex) -> None:
        self.index = index
        self._remembered: dict[object, object] = {}
        self._look: tuple[Reel, int] | None = None
        self._lock = threading.Lock()

    def facet(self, name: str) -> dict[str, BitMap]:
        """The items of each value of a facet; years and other numbers as text."""
        return self.remembered(
            ("facet", name), lambda: {str(v): b for v, b in self.index.values(name).items()}
        )

    def items(self, name: str, value: str) -> BitMap:
        """The items of one value of a facet."""
        return self.facet(name).get(value, BitMap())

    def counts(self, name: str, within: BitMap) -> Iterator[tuple[str, int]]:
        """How many of some items have each value of a facet, values that none has left out."""
        for value, items in self.facet(name).items():
            if count := items.intersection_cardinality(within):
                yield value, count

    def remembered(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gave for a key; two threads that ask at once may both make it."""
        if key not in self._remembered:
            self._remembered[key] = make()
        return cast(T, self._remembered[key])

    def reel(self, connection: sqlite3.Connection) -> Reel:
        """The pictures in time."""
        return self._looked(connection)[0]

    def films(self, connection: sqlite3.Connection) -> int:
        """How many films there are."""
        return self._looked(connection)[1]

    def _looked(self, connection: sqlite3.Connection) -> tuple[Reel, int]:
        with self._lock:
            if self._look is None:
                self._look = Reel(queries.in_time(connection)), queries.films(connection)
            return self._look


async def sets_of(datasette: Datasette, name: str) -> Sets:
    """The sets of the release in the attached database `name`, as its file is now."""
    index = await index_of(datasette, name)
    path = str(datasette.databases[name].path)
    kept = _kept.get(path)
    if kept is None or kept.index is not index:
        kept = _kept[path] = Sets(index)
    return kept
