"""Which pictures a gallery shows, in the thread that holds a connection to the release."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldarchive.browse.facets import BitMap
from fieldarchive.browse.gallery import queries
from fieldarchive.browse.gallery.asking import FILTERS, Asking
from fieldarchive.browse.gallery.sets import Sets

PAGE = 120
SHELVES = 24  # of cities or themes on a page
_ON_A_SHELF = 12
_OFFERED = 40  # values of a filter; the table has all of them


@dataclass(frozen=True, slots=True)
class Shelf:
    """The newest pictures of one city or theme, and how many it has."""

    slug: str
    total: int
    pictures: Sequence[queries.Row]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A page of pictures and the way to those before and after, by the keys they begin with.

    `everywhere` counts all pictures of the release, `offered` the values that each filter could
    have with the number of pictures. `before` is empty for the first page, None where there is
    no page before this.
    """

    total: int
    everywhere: int
    films: int
    offered: Mapping[str, Sequence[tuple[str, int]]]
    number: int = 1
    pictures: Sequence[queries.Row] = ()
    before: str | None = None
    after: str | None = None
    shelves: Sequence[Shelf] = field(default=())
    pages: int = 1


def chosen(
    sets: Sets, asking: Asking, hits: BitMap | None, connection: sqlite3.Connection
) -> Chosen:
    """What a gallery that is asked for shows; `hits` are the items that its words find."""
    reel = sets.reel(connection)
    base = reel.all if hits is None else reel.all & hits
    if asking.sides:
        left, right = (sets.items("city", slug) for slug in asking.sides)
        base = base & (left | right)
    within = _narrowed(sets, asking, base)
    shown = {
        "total": len(within),
        "everywhere": len(reel.all),
        "films": 0 if asking.is_narrowed else sets.films(connection),
        "offered": _offered(sets, asking, base),
    }
    if asking.by in ("city", "theme") and not asking.sides:
        shown |= _shelves(sets, asking, within, connection)
    else:
        shown |= _page(reel.of(within), within, asking.first, connection)
    return Chosen(**shown)  # type: ignore[arg-type]


def _narrowed(sets: Sets, asking: Asking, base: BitMap, but: str = "") -> BitMap:
    """The pictures that fit all filters `but` one."""
    for name, value in asking.filters.items():
        if value and name != but:
            base = base & sets.items(FILTERS[name], value)
    return base


def _offered(sets: Sets, asking: Asking, base: BitMap) -> dict[str, list[tuple[str, int]]]:
    """By filter its values, the most frequent first but years in their order."""
    found = {}
    for name, facet in FILTERS.items():
        within = _narrowed(sets, asking, base, but=name)
        counted = list(sets.counts(facet, within))
        most = sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:_OFFERED]
        found[name] = sorted(most, reverse=True) if name == "year" else most
    return found


def _page(
    numbers: list[int], within: BitMap, first: str, connection: sqlite3.Connection
) -> dict[str, object]:
    """The page that begins with the picture of a key; the first where there is no such."""
    number = queries.number_of(connection, first) if first else None
    place = numbers.index(number) if number is not None and number in within else 0
    ends = [place + PAGE] if place + PAGE < len(numbers) else []
    starts = [max(0, place - PAGE)] if place else []
    edges = queries.pictures(connection, [numbers[n] for n in (*ends, *starts)])
    keys = {row["id"]: row["key"] for row in edges}
    return {
        "number": place + 1,
        "pictures": queries.pictures(connection, numbers[place : place + PAGE]),
        "after": keys.get(numbers[ends[0]]) if ends else None,
        "before": ("" if not starts[0] else keys.get(numbers[starts[0]])) if starts else None,
    }


def _shelves(
    sets: Sets, asking: Asking, within: BitMap, connection: sqlite3.Connection
) -> dict[str, object]:
    reel = sets.reel(connection)
    facet = FILTERS[asking.by]
    counted = sorted(sets.counts(facet, within), key=lambda pair: (-pair[1], pair[0]))
    start = (asking.page - 1) * SHELVES
    newest = {
        slug: reel.newest(sets.items(facet, slug) & within, _ON_A_SHELF)
        for slug, _ in counted[start : start + SHELVES]
    }
    wanted = sorted({number for numbers in newest.values() for number in numbers})
    rows = {row["id"]: row for row in queries.pictures(connection, wanted)}
    shelves = [
        Shelf(slug, total, [rows[number] for number in newest[slug] if number in rows])
        for slug, total in counted[start : start + SHELVES]
    ]
    return {"shelves": shelves, "pages": -(-len(counted) // SHELVES)}
