"""Photographs and words of two sides, chosen so that they face each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from fieldarchive.browse.compare import queries
from fieldarchive.browse.compare.sides import Side, Sides
from fieldarchive.browse.facets import BitMap
from fieldarchive.browse.themes.quotations import Quotation, openings, quotations

PAIRS = 8
QUOTED = 5  # of each side
_LOOKED_AT = 160  # photographs of each side among which the pairs are found

Pair = tuple[queries.Row | None, queries.Row | None]


def photographs(
    connection: sqlite3.Connection, sides: Sides, photographs_of_all: BitMap
) -> list[Pair]:
    """Pairs of photographs from the same time of the year, spring first; the rest alone."""
    left, right = (
        queries.pictures(connection, _some(side.found & photographs_of_all)) for side in sides
    )
    pairs: list[Pair] = []
    for picture in _spread(left, PAIRS):
        nearest = min(right, key=lambda other: _apart(picture, other), default=None)
        if nearest is not None:
            right.remove(nearest)
        pairs.append((picture, nearest))
    pairs += [(None, other) for other in _spread(right, PAIRS - len(pairs))]
    return sorted(pairs, key=lambda pair: _day_of_year(pair[0] or pair[1] or {}))


def words_of(
    connection: sqlite3.Connection, side: Side, photographs_of_all: BitMap, words: Sequence[str]
) -> list[Quotation]:
    """Sentences of this side that say these words; where none does, first sentences."""
    said = side.found - photographs_of_all
    return quotations(connection, said, words, QUOTED) or openings(connection, said, QUOTED)


def _some(items: BitMap) -> list[int]:
    """At most so many of the items as are looked at, from all of them evenly."""
    step = max(1, len(items) // _LOOKED_AT)
    return list(items)[::step][:_LOOKED_AT]


def _spread(pictures: Sequence[queries.Row], most: int) -> list[queries.Row]:
    if most <= 0:
        return []
    step = max(1, -(-len(pictures) // most))
    return list(pictures[::step][:most])


def _day_of_year(picture: queries.Row) -> int:
    """The day in a year of twelve months of 31 days; of no known day the last."""
    date = picture.get("date_start") or ""
    return int(date[5:7]) * 31 + int(date[8:10]) if len(date) == 10 else 400


def _apart(one: queries.Row, other: queries.Row) -> int:
    apart = abs(_day_of_year(one) - _day_of_year(other))
    return min(apart, abs(372 - apart))
