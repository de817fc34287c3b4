"""Small maps to tell stories on: squares beside a river, drawn in metres around a point."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import cos, radians
from pathlib import Path
from typing import Any

from fieldarchive.config import City
from fieldarchive.vocabulary.places import Places

LATITUDE, LONGITUDE = 50.25, 127.5
Point = tuple[float, float]


def at(east: float, north: float) -> Point:
    """Latitude and longitude of a point so many metres from the middle of the map."""
    return LATITUDE + north / 111_240, LONGITUDE + east / (111_320 * cos(radians(LATITUDE)))


def ring(west: float, south: float, east: float, north: float) -> list[list[float]]:
    """A rectangle in metres as a GeoJSON ring."""
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return [[*reversed(at(*corner))] for corner in corners]


def square(*sides: float, holes: Sequence[Sequence[float]] = ()) -> dict[str, Any]:
    """A rectangle with rectangular holes: west, south, east, north in metres."""
    return {"type": "Polygon", "coordinates": [ring(*sides), *(ring(*hole) for hole in holes)]}


def squares(*several: Sequence[float]) -> dict[str, Any]:
    """Several rectangles as one shape."""
    return {"type": "MultiPolygon", "coordinates": [[ring(*sides)] for sides in several]}


def line(*points: Point) -> dict[str, Any]:
    """A line through points in metres."""
    return {"type": "LineString", "coordinates": [[*reversed(at(*point))] for point in points]}


def dot(east: float, north: float) -> dict[str, Any]:
    """A point in metres."""
    return {"type": "Point", "coordinates": [*reversed(at(east, north))]}


def feature(slug: str, kind: str, shape: Mapping[str, Any] | None, **said: Any) -> dict[str, Any]:
    """A feature of a places file; `in_` is written as "in"."""
    named = {"in" if name == "in_" else name: value for name, value in said.items()}
    return {
        "type": "Feature",
        "properties": {"slug": slug, "type": kind, **named},
        "geometry": shape,
    }


def write_map(path: Path, *features: Mapping[str, Any]) -> Path:
    """A places file of these features."""
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return path


def drawn(folder: Path, cities: Mapping[str, str | None], *features: Mapping[str, Any]) -> Places:
    """The places of an archive whose cities lie in these countries."""
    path = write_map(folder / "places.geojson", *features)
    return Places(path, tuple(City(slug, "UTC", {}, country) for slug, country in cities.items()))


# South and north of a river 500 m wide that flows along the border, with places of all kinds.
TWO_BANKS = {"south": "CN", "north": "RU"}
RIVER = [
    feature("south", "city", square(-3000, -4000, 3000, 0)),
    feature("north", "city", square(-3000, 0, 3000, 4000)),
    feature("river", "river", line((-9000, 0), (9000, 0)), width_m=500, en="River", ru="Река"),
    feature("border", "border", line((-9000, 0), (9000, 0)), left="RU", right="CN"),
    feature("ferry", "ferry", line((0, -300), (0, 300)), width_m=100, en="Ferry", zh="渡轮"),
    feature("bridge", "bridge", None, en="The bridge", alt=["мост"]),
    feature("south-market", "market", square(900, -1100, 1100, -900), in_="south", en="Market"),
    feature("south-stall", "stall", dot(1000, -1000), in_="south", radius_m=40, zh="早市"),
    feature("north-market", "market", square(900, 900, 1100, 1100), in_="north", en="Market"),
    feature("quay", "embankment", square(-2000, -400, -1000, -255), in_="south", ru="Причал"),
]
