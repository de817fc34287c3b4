"""Squares of the earth by name, so that points can be counted on a map at any scale.

A square is named by a quadkey: a digit from 0 to 3 a level, north-west first, in the spherical
Mercator projection that web maps use. A longer key lies inside the shorter one that it begins with
(https://learn.microsoft.com/bingmaps/articles/bing-maps-tile-system).
"""

from __future__ import annotations

import math

FINEST = 17  # squares about 300 m wide on the equator
MOST_NORTHERN = 85.05112878


def world(latitude: float, longitude: float) -> tuple[float, float]:
    """A point in WGS 84 degrees as x and y from 0 to 1, from the north-west."""
    bounded = math.radians(max(-MOST_NORTHERN, min(MOST_NORTHERN, latitude)))
    x = (longitude + 180.0) / 360.0
    y = (1.0 - math.asinh(math.tan(bounded)) / math.pi) / 2.0
    return x, y


def degrees(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude of a point of `world`."""
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * y))))
    return latitude, x * 360.0 - 180.0


def quadkey(latitude: float, longitude: float, level: int = FINEST) -> str:
    """The name of the square in which a point lies."""
    across = 1 << level
    x, y = (min(across - 1, max(0, int(part * across))) for part in world(latitude, longitude))
    return "".join(
        str((x >> place & 1) + 2 * (y >> place & 1)) for place in range(level - 1, -1, -1)
    )


def middle(key: str) -> tuple[float, float]:
    """The middle of a square as x and y of `world`."""
    x = y = 0.0
    size = 1.0
    for digit in key:
        size /= 2
        x += size * (int(digit) & 1)
        y += size * (int(digit) >> 1)
    return x + size / 2, y + size / 2
