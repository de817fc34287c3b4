"""How some items are spread: over cities and kinds, over years on two sides, over themes.

The same is told of a theme and of a place. Asked in the thread that holds a connection.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldarchive.browse.facets import BitMap
from fieldarchive.browse.gallery import queries
from fieldarchive.browse.gallery.sets import Sets

_PICTURES = 12
_THEMES = 40


@dataclass(frozen=True, slots=True)
class Spread:
    """What some items are.

    `kinds` are the counts by kind of each city, "" standing for no city; `years` those of the two
    sides in each year; `themes` those of the most frequent themes; `pictures` the newest ones.
    """

    total: int
    kinds: Mapping[str, Mapping[str, int]]
    years: Sequence[tuple[str, Sequence[int]]]
    themes: Sequence[tuple[str, int]]
    pictures: Sequence[queries.Row]
    pictures_in_all: int

    @property
    def most_of_a_year(self) -> int:
        """The largest count of one side in one year."""
        return max((count for _year, counted in self.years for count in counted), default=0)


def spread(
    sets: Sets, chosen: BitMap, sides: Sequence[str], connection: sqlite3.Connection
) -> Spread:
    """The spread of the chosen items; `sides` are slugs of cities, or none for all together."""
    reel = sets.reel(connection)
    themes = sorted(sets.counts("themes", chosen), key=lambda pair: (-pair[1], pair[0]))
    return Spread(
        len(chosen),
        _kinds(sets, chosen),
        _years(sets, chosen, sides),
        themes[:_THEMES],
        queries.pictures(connection, reel.newest(chosen, _PICTURES)),
        chosen.intersection_cardinality(reel.all),
    )


def _kinds(sets: Sets, chosen: BitMap) -> dict[str, dict[str, int]]:
    cities = sets.facet("city")
    found = {}
    for slug, items in cities.items():
        if counted := dict(sets.counts("kind", chosen & items)):
            found[slug] = counted
    nowhere = chosen - BitMap.union(*cities.values()) if cities else chosen
    if counted := dict(sets.counts("kind", nowhere)):
        found[""] = counted
    return found


def _years(sets: Sets, chosen: BitMap, sides: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Every year from the first to the last, so that a gap is seen as one."""
    parts = [chosen & sets.items("city", slug) for slug in sides] or [chosen]
    counted = [dict(sets.counts("year", part)) for part in parts]
    known = sorted({year for one in counted for year in one}, key=int)
    if not known:
        return []
    first, last = int(known[0]), int(known[-1])
    years = [str(year) for year in range(first, last + 1)] if last - first < 60 else known
    return [(year, [one.get(year, 0) for one in counted]) for year in years]
