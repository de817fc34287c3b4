"""Counting items by city, kind, theme and the like, however many there are.

The bitmaps are written when a release is published, and read here once for each state of its
file. What is wanted comes in as a set of items (`BitMap` of their numbers), counts come out.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from sqlite3 import Connection

from pyroaring import BitMap

from fieldarchive.browse.data.queries import opened
from fieldarchive.browse.versions import Database, Datasette
from fieldarchive.catalogue import facet_index
from fieldarchive.catalogue.facet_index import EVERY, Bitmaps, Value

__all__ = ["BitMap", "FacetIndex", "Value", "index_of"]

_NONE = BitMap()
_LATELY = 24  # searches of a release
_kept: dict[str, tuple[tuple[int, ...], FacetIndex]] = {}


class Lately:
    """Sets that were asked for, the last few of them."""

    def __init__(self) -> None:
        self._sets: OrderedDict[Hashable, BitMap] = OrderedDict()

    def get(self, asked: Hashable) -> BitMap | None:
        """The set that was found then."""
        return self._sets.get(asked)

    def put(self, asked: Hashable, found: BitMap) -> None:
        """Remember a set, and forget the oldest."""
        self._sets[asked] = found
        while len(self._sets) > _LATELY:
            self._sets.popitem(last=False)


@dataclass(frozen=True, slots=True)
class FacetIndex:
    """Which items of a release have which value of a facet; the bitmaps are not to be changed."""

    bitmaps: Bitmaps
    searches: Lately = field(default_factory=Lately)

    @property
    def every(self) -> BitMap:
        """All items."""
        return self.bitmaps[EVERY].get("", _NONE)

    def values(self, facet: str) -> Mapping[Value, BitMap]:
        """The values of a facet of `facet_index.FACETS`, and who has each."""
        return self.bitmaps.get(facet, {})

    def items(self, facet: str, value: Value) -> BitMap:
        """The items that have a value; none where nobody has it."""
        return self.values(facet).get(value, _NONE)

    def counts(self, facet: str, within: BitMap | None = None) -> dict[Value, int]:
        """How many items of a set (of all, for None) have each value; no value without any."""
        if within is None:
            return {value: len(items) for value, items in self.values(facet).items()}
        counted = {
            value: items.intersection_cardinality(within)
            for value, items in self.values(facet).items()
        }
        return {value: count for value, count in counted.items() if count}


async def index_of(datasette: Datasette, name: str) -> FacetIndex:
    """The index of the release in the attached database `name`, as its file is now."""
    database = datasette.databases[name]
    status = os.stat(str(database.path))
    stamp = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
    kept = _kept.get(str(database.path))
    if kept is None or kept[0] != stamp:
        kept = stamp, await _read(database)
        _kept[str(database.path)] = kept
    return kept[1]


async def _read(database: Database) -> FacetIndex:
    def read(connection: Connection) -> FacetIndex:
        tables = opened(connection)
        is_older = "facet_index" not in tables.table_names()
        return FacetIndex((facet_index.made if is_older else facet_index.stored)(tables))

    found: FacetIndex = await database.execute_fn(read)
    return found
