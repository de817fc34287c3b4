"""What one window of the map shows: outlines, clusters or points, and what has no position."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from fieldarchive.browse.data import queries as asked_of
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.facets import BitMap, FacetIndex
from fieldarchive.browse.finding.searching import Asked, asked
from fieldarchive.browse.map import queries
from fieldarchive.browse.map.asking import FILTERS, Asking
from fieldarchive.browse.map.clusters import Cluster, clusters, located
from fieldarchive.browse.map.outlines import Outline, corners, outlines
from fieldarchive.browse.map.view import View, around
from fieldarchive.catalogue.quadkeys import degrees, middle, world

_POINTS = 200  # items that are drawn one by one
_NEAR = 14.0  # the zoom from which they are
_VALUES = 60  # of a filter


@dataclass(frozen=True, slots=True)
class Dot:
    """One item on the map; `radius` is how far off it may be, in units, where that is known."""

    row: queries.Row
    x: float
    y: float
    radius: float | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map. `vague` are the items of each city that have no position, by its slug."""

    view: View | None
    outlines: Sequence[Outline]
    clusters: Sequence[Cluster]
    dots: Sequence[Dot]
    banks: Mapping[str, str | None]  # by a cluster's key the city of all its items
    chosen: int
    located: int
    here: int
    vague: Mapping[str | None, int]
    offered: Mapping[str, Sequence[tuple[str, int]]]
    told: Asked | None


def drawn(
    release: Release, index: FacetIndex, asking: Asking, connection: sqlite3.Connection
) -> Drawn:
    """The map that is asked for, in the thread that holds a connection to the release."""
    base, told = _sought(release, index, asking, connection)
    chosen = _within(index, asking, base)
    cells = index.values("square")
    known = located(cells.values()) & chosen
    rows = queries.outlines(connection)
    view = asking.view or _window(index, asking, rows, known, connection)
    found = clusters(cells, chosen, view) if view else []
    here = BitMap.union(BitMap(), *(one.items for one in found))
    dots = _dots(connection, view, here) if view else []
    return Drawn(
        view,
        outlines(rows, view) if view else [],
        [] if dots else found,
        dots,
        {one.key: _city(index, one.items) for one in found},
        len(chosen),
        len(known),
        len(here),
        _vague(index, release, chosen - known),
        {name: _offered(index, asking, name, base) for name in FILTERS},
        told,
    )


def with_position(
    release: Release, index: FacetIndex, asking: Asking, connection: sqlite3.Connection
) -> list[int]:
    """The numbers of all items that are asked for and have a position, wherever that is."""
    base, _told = _sought(release, index, asking, connection)
    return list(located(index.values("square").values()) & _within(index, asking, base))


def _within(index: FacetIndex, asking: Asking, base: BitMap, but: str = "") -> BitMap:
    filters = (_filtered(index, asking, name) for name in FILTERS if name != but)
    return reduce(BitMap.intersection, filters, base)


def _sought(
    release: Release, index: FacetIndex, asking: Asking, connection: sqlite3.Connection
) -> tuple[BitMap, Asked | None]:
    base = index.items("place", asking.place) if asking.place else index.every
    if not asking.typed:
        return base, None
    wanted, told = asked(release, asking.typed, connection)
    return base & BitMap(asked_of.numbers_wanted(connection, wanted)), told


def _filtered(index: FacetIndex, asking: Asking, name: str) -> BitMap:
    value = asking.filters[name]
    if not value:
        return index.every
    return index.items(FILTERS[name], int(value) if name == "year" and value.isdecimal() else value)


def _window(
    index: FacetIndex,
    asking: Asking,
    rows: Sequence[queries.Row],
    known: BitMap,
    connection: sqlite3.Connection,
) -> View | None:
    """Around the item or place asked for, or else the cities, or else everything."""
    row = queries.position(connection, asking.item) if asking.item else None
    if row and row["latitude"] is not None and row["longitude"] is not None:
        return View(row["latitude"], row["longitude"], 16.0)
    wanted = asking.place or asking.filters["city"]
    of_it = [row for row in rows if row["slug"] == wanted] if wanted else []
    near = around(point for row in of_it for point in corners(row))
    if near is not None:
        return near
    cells = sorted(str(key) for key, items in index.values("square").items() if items & known)
    edge = len(cells) // 50  # a few that lie far off do not make everything small
    shown = cells[edge : len(cells) - edge]
    outline = (point for row in rows if row["type"] == "city" for point in corners(row))
    return around(degrees(*middle(key)) for key in shown) or around(outline)


def _dots(connection: sqlite3.Connection, view: View, here: BitMap) -> list[Dot]:
    if view.zoom < _NEAR or len(here) > _POINTS:
        return []
    dots = []
    for row in queries.points(connection, here):
        x, y = view.place(*world(row["latitude"], row["longitude"]))
        radius = row["accuracy_m"] / view.metres if row["accuracy_m"] else None
        dots.append(Dot(row, x, y, radius))
    return dots


def _city(index: FacetIndex, items: BitMap) -> str | None:
    """The city of most of these items, where that is more than four of five."""
    counts = index.counts("city", items)
    best = max(counts, key=lambda slug: counts[slug], default=None)
    return str(best) if best is not None and counts[best] * 5 > 4 * len(items) else None


def _vague(index: FacetIndex, release: Release, without: BitMap) -> dict[str | None, int]:
    found: dict[str | None, int] = {
        slug: count
        for slug in release.cities
        if (count := index.items("city", slug).intersection_cardinality(without))
    }
    if nowhere := len(without) - sum(found.values()):
        found[None] = nowhere
    return found


def _offered(index: FacetIndex, asking: Asking, name: str, base: BitMap) -> list[tuple[str, int]]:
    counts = index.counts(FILTERS[name], _within(index, asking, base, but=name))
    if name == "year":
        return [(str(year), counts[year]) for year in sorted(counts)]
    return [
        (str(value), count)
        for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    ][:_VALUES]


def geojson(row: queries.Row) -> str:
    """One item as a GeoJSON feature; its accuracy is in metres."""
    properties = {name: row[name] for name in row if name not in ("id", "latitude", "longitude")}
    point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
    feature = {"type": "Feature", "id": row["key"], "geometry": point, "properties": properties}
    return json.dumps(feature, ensure_ascii=False)
