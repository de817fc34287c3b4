"""Points of a map gathered where they lie so near that they would hide one another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fieldarchive.browse.facets import BitMap, Value
from fieldarchive.browse.map.view import View
from fieldarchive.catalogue.quadkeys import FINEST, degrees, middle

_SQUARE = 2  # levels: a cluster takes a quarter of 256 units of the drawing


@dataclass(frozen=True, slots=True)
class Cluster:
    """Items of one square: where they are drawn, and their middle in degrees."""

    key: str
    x: float
    y: float
    items: BitMap
    latitude: float
    longitude: float

    @property
    def count(self) -> int:
        """How many items."""
        return len(self.items)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """South, west, north, east of its square, in degrees."""
        x, y = middle(self.key)
        half = 0.5 ** (len(self.key) + 1)
        north, west = degrees(x - half, y - half)
        south, east = degrees(x + half, y + half)
        return south, west, north, east

    @property
    def radius(self) -> float:
        """Of the circle that is drawn, in units; it grows with the number, slowly."""
        return min(30.0, 11.0 + 2.6 * len(str(self.count)) + math.sqrt(math.sqrt(self.count)))


def clusters(cells: Mapping[Value, BitMap], within: BitMap, view: View) -> list[Cluster]:
    """The items of the window, gathered; the largest first, so that the small lie on top.

    `cells` are the finest squares by their quadkeys; what is outside the window is left out.
    """
    level = max(1, min(FINEST, round(view.zoom) + _SQUARE))
    gathered: dict[str, list[tuple[float, float, BitMap]]] = {}
    for key, items in cells.items():
        here = items & within
        if not here:
            continue
        x, y = middle(str(key))
        if view.draws(view.place(x, y), margin=32):
            gathered.setdefault(str(key)[:level], []).append((x, y, here))
    found = [_cluster(key, parts, view) for key, parts in gathered.items()]
    return sorted(found, key=lambda one: (-one.count, one.key))


def located(cells: Iterable[BitMap]) -> BitMap:
    """All items that have a position."""
    return BitMap.union(BitMap(), *cells)


def _cluster(key: str, parts: list[tuple[float, float, BitMap]], view: View) -> Cluster:
    items = BitMap.union(BitMap(), *(here for _, _, here in parts))
    x = sum(x * len(here) for x, _, here in parts) / len(items)
    y = sum(y * len(here) for _, y, here in parts) / len(items)
    return Cluster(key, *view.place(x, y), items, *degrees(x, y))
