"""From the drawn features to areas and lines in which metres can be measured.

What cannot be measured is told here, feature by feature: a boundary that crosses itself, latitude
and longitude exchanged, a shape across the 180th meridian that is not cut there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from fieldarchive.errors import ConfigurationError
from fieldarchive.vocabulary.features import BORDER, CITY, RIVER, Place
from fieldarchive.vocabulary.globe import laid_flat, widened

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# How far a place reaches that is drawn as a point.
USUAL_RADIUS_M = 50.0
_AREAS = {"Polygon", "MultiPolygon"}
_LINES = {"LineString", "MultiLineString"}


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A place with its shape in the picture of `globe`: an area, for a border the line itself.

    `edge` is the line around it, `bounds` are west, south, east and north.
    """

    place: Place
    shape: BaseGeometry
    edge: BaseGeometry
    bounds: tuple[float, float, float, float]


def drawn(path: Path, places: Sequence[Place]) -> list[Drawn]:
    """All places that have a shape; a city ends where a river begins.

    Raises `ConfigurationError`, which names the feature of `path` and what is wrong with it.
    """
    import shapely

    shapes = [(place, _shape(path, place)) for place in places if _has_shape(place)]
    rivers = shapely.union_all([shape for place, shape in shapes if place.type == RIVER])
    found = []
    for place, shape in shapes:
        area = shape.difference(rivers) if place.type == CITY else shape
        if area.is_empty:
            raise _wrong(path, place, "has no boundary left: it lies wholly in a river")
        found.append(Drawn(place, area, area.boundary, area.bounds))
    return found


def _has_shape(place: Place) -> bool:
    """Whether it is drawn; a city, river or border that is not is told by `_shape`."""
    return place.shape is not None or not place.is_spot


def _shape(path: Path, place: Place) -> BaseGeometry:
    shape = _read(path, place)
    kind = shape.geom_type
    if place.type == BORDER:
        if kind != "LineString":
            raise _wrong(path, place, "is a border and has to be a LineString, from end to end")
        if not (place.left and place.right):
            what = 'is a border and has to say the countries to the "left" and "right" of it'
            raise _wrong(path, place, what)
        return laid_flat(shape)
    if kind in _AREAS:
        return laid_flat(shape)
    if kind in _LINES and place.type != CITY:
        if place.width_m is None:
            raise _wrong(path, place, 'is drawn as a line and needs its "width_m"')
        return widened(shape, place.width_m / 2)
    if kind == "Point" and place.is_spot:
        return widened(shape, place.radius_m or USUAL_RADIUS_M)
    raise _wrong(path, place, f"has no boundary: a {place.type} cannot be a {kind}")


def _read(path: Path, place: Place) -> BaseGeometry:
    """The shape in degrees, which is one on the globe and whole."""
    from numpy import errstate
    from shapely.errors import ShapelyError
    from shapely.geometry import shape
    from shapely.validation import explain_validity

    try:
        with errstate(invalid="ignore"):  # what is no number is told below
            found = shape(place.shape)
    except (KeyError, TypeError, ValueError, AttributeError, ShapelyError) as error:
        raise _wrong(path, place, "has no boundary that could be read") from error
    if found.is_empty or not all(map(isfinite, found.bounds)):
        raise _wrong(path, place, "has no boundary that could be read")
    west, south, east, north = found.bounds
    if south < -90 or north > 90:
        raise _wrong(path, place, "has a latitude beyond 90; GeoJSON writes the longitude first")
    if west < -180 or east > 180 or any(map(_is_too_wide, getattr(found, "geoms", [found]))):
        reason = "crosses the 180th meridian; cut it there into two parts (RFC 7946, 3.1.9)"
        raise _wrong(path, place, reason)
    if not found.is_valid:
        reason = f"has a boundary that is not one line around: {explain_validity(found)}"
        raise _wrong(path, place, reason)
    return found


def _is_too_wide(part: BaseGeometry) -> bool:
    """Whether a part goes more than half around the globe: it was meant to go the other way."""
    west, _, east, _ = part.bounds
    return bool(east - west > 180)


def _wrong(path: Path, place: Place, what: str) -> ConfigurationError:
    return ConfigurationError(path, f'"{place.slug}" {what}.')
