"""Outlines as paths of a drawing: cities, rivers, borders and places of the archive's own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fieldarchive.browse.data.vocabulary import labels
from fieldarchive.browse.map.view import HEIGHT, WIDTH, Point, View
from fieldarchive.browse.tongue import spoken
from fieldarchive.catalogue.quadkeys import world

_LEAST = 0.4  # units: nearer points of a line are not told apart


@dataclass(frozen=True, slots=True)
class Outline:
    """What is drawn of one feature: `path` in SVG's words, or a point alone.

    `width` is in units, of a river as wide as it is on the ground. `at` is where its name stands.
    """

    slug: str
    type: str
    city: str | None
    labels: Mapping[str, str]
    path: str
    is_area: bool
    at: Point
    width: float | None = None

    @property
    def label(self) -> str:
        """Its name in the language of the page, or else the first there is."""
        return self.labels.get(spoken()) or next(iter(self.labels.values()), self.slug)

    @property
    def language(self) -> str:
        """The language of `label`."""
        return spoken() if spoken() in self.labels else next(iter(self.labels), spoken())


def outlines(rows: Sequence[Mapping[str, Any]], view: View) -> list[Outline]:
    """The outlines of a release, those first that others lie upon."""
    order = {"river": 0, "city": 1, "border": 2}
    found = [_outline(row, view) for row in rows]
    shown = [one for one in found if one is not None]
    return sorted(shown, key=lambda one: order.get(one.type, 3))


def corners(row: Mapping[str, Any]) -> list[Point]:
    """All points of an outline, as latitude and longitude."""
    return [(point[1], point[0]) for line in _lines(json.loads(row["geometry"])) for point in line]


def _outline(row: Mapping[str, Any], view: View) -> Outline | None:
    geometry = json.loads(row["geometry"])
    drawn = [[view.place(*world(p[1], p[0])) for p in line] for line in _lines(geometry)]
    points = [point for line in drawn for point in line]
    if not points:
        return None
    is_area = geometry["type"] in ("Polygon", "MultiPolygon")
    seen = [point for point in points if view.draws(point)] or points
    at = (
        min(WIDTH - 90.0, max(90.0, sum(x for x, _ in seen) / len(seen))),
        min(HEIGHT - 30.0, max(40.0, sum(y for _, y in seen) / len(seen))),
    )
    path = " ".join(_path(line, is_area) for line in drawn if len(line) > 1)
    width = row["width_m"] / view.metres if row["width_m"] else None
    return Outline(row["slug"], row["type"], row["city"], labels(row), path, is_area, at, width)


def _lines(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    held = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            yield [held]
        case "LineString" | "MultiPoint":
            yield held
        case "Polygon" | "MultiLineString":
            yield from held
        case "MultiPolygon":
            for polygon in held:
                yield from polygon


def _path(line: Sequence[Point], is_area: bool) -> str:
    kept: list[Point] = []
    for point in line:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= _LEAST:
            kept.append(point)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + ("Z" if is_area else "")
