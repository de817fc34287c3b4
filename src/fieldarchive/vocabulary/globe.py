"""The globe laid flat so that metres can be measured on it: Mercator's picture of WGS 84.

Mercator enlarges every small shape without bending it, by one factor for all directions. So a
length near a point is the picture's length divided by the factor at its latitude: within 0.3 % for
10 km where people live, in one picture for all places.
"""

from __future__ import annotations

from itertools import pairwise
from math import atanh, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

# WGS 84: half the long axis in metres, and the eccentricity.
_AXIS, _ECCENTRICITY = 6_378_137.0, 0.081_819_190_842_6
# At the poles the picture has no end; beyond the last islands where anybody lives it is cut.
_HIGHEST = 85.0
_ROUND = 16  # straight pieces in a quarter of a circle: 0.3 % of its radius are cut off


def enlarged(latitude: float) -> float:
    """How many units of the picture make a metre at a latitude in degrees."""
    north = radians(_within(latitude))
    return sqrt(1 - (_ECCENTRICITY * sin(north)) ** 2) / cos(north)


def spot(longitude: float, latitude: float) -> tuple[float, float]:
    """Where in the picture a point lies, eastward and northward; longitude first, as in GeoJSON."""
    north = radians(_within(latitude))
    bulge = _ECCENTRICITY * atanh(_ECCENTRICITY * sin(north))
    return _AXIS * radians(longitude), _AXIS * (atanh(sin(north)) - bulge)


def laid_flat(shape: BaseGeometry) -> BaseGeometry:
    """A shape in degrees as it lies in the picture; heights are left out."""
    import numpy
    import shapely

    def move(points: NDArray[float64]) -> NDArray[float64]:
        return numpy.array([spot(*point) for point in points], dtype=numpy.float64)

    return shapely.transform(shapely.force_2d(shape), move)


def widened(shape: BaseGeometry, metres: float) -> BaseGeometry:
    """What lies within so many metres of a point or line in degrees, in the picture."""
    import shapely

    if shape.geom_type == "Point":
        return _around(shape, metres)
    lines = [part for part in getattr(shape, "geoms", [shape]) if not part.is_empty]
    steps = [shapely.LineString(ends) for line in lines for ends in pairwise(line.coords)]
    return shapely.union_all([_around(step, metres) for step in steps])


def _around(shape: BaseGeometry, metres: float) -> BaseGeometry:
    distance = metres * enlarged(shape.centroid.y)
    return laid_flat(shape).buffer(distance, quad_segs=_ROUND)


def _within(latitude: float) -> float:
    return max(-_HIGHEST, min(_HIGHEST, latitude))
