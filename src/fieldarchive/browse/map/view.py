"""A window on the map: what part of the world is shown, and where a point of it is drawn.

The world is a square of side 1 (`catalogue.quadkeys`); the drawing is `WIDTH` by `HEIGHT` units.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from fieldarchive.catalogue.quadkeys import degrees, world

WIDTH, HEIGHT = 960, 640
CLOSEST, FARTHEST = 19.0, 1.5
_TILE = 256  # units of the world at zoom 0, as in web maps
_EARTH = 40_075_016.686  # metres around the equator, WGS 84
_ROUND = (1, 2, 5)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """The middle of the window in degrees, and its zoom: one more is twice as near."""

    latitude: float
    longitude: float
    zoom: float

    @property
    def scale(self) -> float:
        """Units of the drawing to the width of the world."""
        return float(_TILE * 2**self.zoom)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """South, west, north, east in degrees; west may be below -180."""
        x, y = world(self.latitude, self.longitude)
        across, down = WIDTH / self.scale / 2, HEIGHT / self.scale / 2
        north, west = degrees(x - across, max(0.0, y - down))
        south, east = degrees(x + across, min(1.0, y + down))
        return south, west, north, east

    @property
    def metres(self) -> float:
        """How many metres one unit of the drawing is, in the middle of the window."""
        return _EARTH * math.cos(math.radians(self.latitude)) / self.scale

    def place(self, x: float, y: float) -> Point:
        """Where a point of the world is drawn; the nearer way around the earth."""
        own_x, own_y = world(self.latitude, self.longitude)
        across = (x - own_x + 0.5) % 1.0 - 0.5
        return across * self.scale + WIDTH / 2, (y - own_y) * self.scale + HEIGHT / 2

    def draws(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point of the drawing lies inside it, or within a margin around."""
        return -margin <= point[0] <= WIDTH + margin and -margin <= point[1] <= HEIGHT + margin

    def nearer(self, by: float) -> View:
        """The same middle from nearer, or with a negative number from farther away."""
        return replace(self, zoom=min(CLOSEST, max(FARTHEST, self.zoom + by)))

    def moved(self, right: float, down: float) -> View:
        """The window moved by parts of its width and height."""
        x, y = world(self.latitude, self.longitude)
        x = (x + right * WIDTH / self.scale) % 1.0
        y = min(1.0, max(0.0, y + down * HEIGHT / self.scale))
        latitude, longitude = degrees(x, y)
        return replace(self, latitude=latitude, longitude=longitude)

    def bar(self) -> tuple[float, int]:
        """A scale bar: its length in units, and the round number of metres that it stands for."""
        most = WIDTH / 5 * self.metres
        power = 10 ** math.floor(math.log10(most))
        metres = max(step * power for step in _ROUND if step * power <= most)
        return metres / self.metres, int(metres) or 1


def around(points: Iterable[Point]) -> View | None:
    """The window in which all points (latitude, longitude) are seen; None without any."""
    known = [world(*point) for point in points]
    if not known:
        return None
    west, east = min(x for x, _ in known), max(x for x, _ in known)
    north, south = min(y for _, y in known), max(y for _, y in known)
    wide, high = max(east - west, 1e-6), max(south - north, 1e-6)
    zoom = min(math.log2(0.8 * WIDTH / _TILE / wide), math.log2(0.8 * HEIGHT / _TILE / high))
    latitude, longitude = degrees((west + east) / 2, (north + south) / 2)
    return View(latitude, longitude, min(14.0, max(FARTHEST, math.floor(zoom * 2) / 2)))
