"""A grid of 10,000 points over the river, judged by other means than those of the program.

    python tests/places_grid.py

prints how many answers are right, on the river, unsure and wrong. The truth is the border line,
measured segment by segment on the ellipsoid without shapely or Mercator; where the corpora are at
hand the side is that of OpenStreetMap's polygon instead.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from pathlib import Path

import numpy

from fieldarchive import config
from fieldarchive.facts import Standing, Whereabouts
from fieldarchive.vocabulary.places import Places
from stories import CORPORA

SAMPLE = Path(__file__).parents[1] / "archive"
OSM = CORPORA / "geo" / "derived" / "blagoveshchensk_osm_ODbL.geojson"
SOUTH, NORTH, WEST, EAST, STEPS = 50.20, 50.35, 127.36, 127.64, 100
HALF_WIDTH_M = 250.0
COUNTRY = {"blagoveshchensk": "RU", "heihe": "CN"}
Where = Callable[[float, float, float], Whereabouts]


@dataclass(frozen=True)
class Spot:
    """A point of the grid, its true side, and how far the border is."""

    latitude: float
    longitude: float
    country: str
    border_m: float


def sample_places(path: Path = SAMPLE / "vocabularies" / "places.geojson") -> Places:
    return Places(path, config.load(SAMPLE).cities)


def border() -> list[list[float]]:
    """The border line of the sample, longitude first, from Heihe's side upstream."""
    collection = json.loads((SAMPLE / "vocabularies" / "places.geojson").read_text("utf-8"))
    [line] = [f for f in collection["features"] if f["properties"]["type"] == "border"]
    return line["geometry"]["coordinates"]


def grid() -> list[Spot]:
    """STEPS by STEPS points; those of OpenStreetMap's country where the corpora are at hand."""
    line, osm = border(), _osm_rings() if OSM.is_file() else None
    middles = (numpy.arange(STEPS) + 0.5) / STEPS
    longitudes = WEST + (EAST - WEST) * middles
    spots = []
    for latitude in SOUTH + (NORTH - SOUTH) * middles:
        metres, is_left = _beside(latitude, longitudes, line)
        is_russian = _inside(latitude, longitudes, osm) if osm else ~is_left
        countries = numpy.where(is_russian, "RU", "CN")
        spots += map(Spot, [float(latitude)] * STEPS, longitudes.tolist(), countries, metres)
    return spots


def judge(spots: list[Spot], where: Where, accuracy_m: float) -> Counter[str]:
    """What the answers are worth: right, on the river, unsure, wrong."""
    return Counter(
        _verdict(s, where(s.latitude, s.longitude, accuracy_m), accuracy_m) for s in spots
    )


def _verdict(spot: Spot, answer: Whereabouts, accuracy_m: float) -> str:
    if answer.standing is Standing.UNSURE:
        return "unsure"
    if answer.standing in (Standing.RIVER, Standing.CROSSING):
        return "on the river" if spot.border_m <= HALF_WIDTH_M + 1 else "wrong"
    said = COUNTRY.get(answer.city or "", answer.country)
    if spot.border_m > accuracy_m and said != spot.country:
        return "wrong"
    return "right"


def _beside(
    latitude: float, longitudes: numpy.ndarray, line: list[list[float]]
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Of points along a parallel: metres to the nearest segment, and who is left of it."""
    east_m, north_m = _metres_of_a_degree(latitude)
    corners = numpy.array(line)
    x = (corners[None, :, 0] - longitudes[:, None]) * east_m
    y = (corners[None, :, 1] - latitude) * north_m + 0 * x
    dx, dy = numpy.diff(x), numpy.diff(y)
    x, y = x[:, :-1], y[:, :-1]
    share = numpy.clip(-(x * dx + y * dy) / (dx**2 + dy**2), 0, 1)
    metres = numpy.hypot(x + share * dx, y + share * dy)
    rows, nearest = numpy.arange(len(longitudes)), metres.argmin(axis=1)
    is_left = (dy * x - dx * y)[rows, nearest] > 0
    return metres[rows, nearest], is_left


def _metres_of_a_degree(latitude: float) -> tuple[float, float]:
    """Eastward and northward, on WGS 84: the two radii of curvature at a latitude."""
    axis, e2 = 6_378_137.0, 0.006_694_379_99
    root = sqrt(1 - e2 * sin(radians(latitude)) ** 2)
    east = axis / root * cos(radians(latitude))
    north = axis * (1 - e2) / root**3
    return radians(1) * east, radians(1) * north


def _osm_rings() -> list[numpy.ndarray]:
    """The outer rings of the city and its district; neither has holes."""
    rings = []
    for feature in json.loads(OSM.read_text("utf-8"))["features"]:
        shape = feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        rings += [numpy.array(part[0]) for part in parts]
    return rings


def _inside(
    latitude: float, longitudes: numpy.ndarray, rings: list[numpy.ndarray]
) -> numpy.ndarray:
    """Whether rays eastward leave any ring an odd number of times."""
    return numpy.any([_crossings(latitude, longitudes, ring) % 2 for ring in rings], axis=0)


def _crossings(latitude: float, longitudes: numpy.ndarray, ring: numpy.ndarray) -> numpy.ndarray:
    (x1, y1), (x2, y2) = ring[:-1].T, ring[1:].T
    spans = (y1 > latitude) != (y2 > latitude)
    x1, y1, x2, y2 = x1[spans], y1[spans], x2[spans], y2[spans]
    at = x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
    return (at[None, :] > longitudes[:, None]).sum(axis=1)


def main() -> None:
    spots, places = grid(), sample_places()
    truth = "OpenStreetMap's polygon" if OSM.is_file() else "the border line"
    print(f"{len(spots):,} points, side by {truth}")
    names = ("right", "on the river", "unsure", "wrong")
    print(f"{'accuracy':>9}" + "".join(f"{name:>14}" for name in names) + f"{'points/s':>10}")
    for accuracy in (1, 5, 12, 30, 100, 300, 1000):
        start = time.perf_counter()
        counts = judge(spots, places.where, accuracy)
        speed = len(spots) / (time.perf_counter() - start)
        row = "".join(f"{counts[name]:>14,}" for name in names)
        print(f"{accuracy:>7} m{row}{speed:>10,.0f}")


if __name__ == "__main__":
    sys.exit(main())
