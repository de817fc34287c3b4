"""The places of a release, gathered by city, with what each has to show.

Places that lie in no city stand between the banks; words that name no place of the vocabulary
are told apart from those that do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldarchive.browse.data.release import Release, Term
from fieldarchive.browse.facets import BitMap
from fieldarchive.browse.gallery import queries
from fieldarchive.browse.gallery.sets import Sets

_SHOWN = 48  # places of a city that have a picture beside them
_WRITTEN = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A place, its type, how many items of each kind it has, and its newest picture."""

    term: Term
    type: str
    items: int
    kinds: Mapping[str, int]
    picture: queries.Row | None


@dataclass(frozen=True, slots=True)
class Region:
    """The places of one city, the most frequent first; `city` None is between the banks.

    `more` are places with items beyond those shown, `empty` those without any.
    """

    city: Term | None
    shown: Sequence[Shown]
    more: Sequence[tuple[Term, int]]
    empty: Sequence[Term]


def regions(release: Release, sets: Sets, connection: sqlite3.Connection) -> list[Region]:
    """All places of the vocabulary, by the cities in their order.

    What lies in no city stands between the banks where there are two, else at the end.
    """
    order: list[str | None] = list(release.cities)
    order.insert(1 if len(order) == 2 else len(order), None)
    by_city: dict[str | None, list[str]] = {slug: [] for slug in order}
    types = {place.slug: place for place in release.vocabulary.places.named}
    for slug in release.places:
        city = types[slug].city if slug in types else None
        by_city[city if city in release.cities else None].append(slug)
    return [
        _region(release, sets, release.cities.get(city or ""), slugs, connection)
        for city, slugs in by_city.items()
        if slugs
    ]


def as_written(release: Release, sets: Sets) -> list[tuple[str, int]]:
    """Words in the place of items that name no place of the vocabulary, the most frequent first."""
    found = [
        (words, len(items))
        for words, items in sets.facet("place").items()
        if words not in release.places
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:_WRITTEN]


def _region(
    release: Release,
    sets: Sets,
    city: Term | None,
    slugs: Sequence[str],
    connection: sqlite3.Connection,
) -> Region:
    counted = [(slug, len(sets.items("place", slug))) for slug in slugs]
    used = sorted((pair for pair in counted if pair[1]), key=lambda pair: (-pair[1], pair[0]))
    looks = _looks(sets, [slug for slug, _ in used[:_SHOWN]], connection)
    types = {place.slug: place.type for place in release.vocabulary.places.named}
    return Region(
        city,
        [
            Shown(
                release.places[slug],
                types.get(slug, ""),
                count,
                dict(sets.counts("kind", sets.items("place", slug))),
                looks.get(slug),
            )
            for slug, count in used[:_SHOWN]
        ],
        [(release.places[slug], count) for slug, count in used[_SHOWN:]],
        [release.places[slug] for slug, count in counted if not count],
    )


def _looks(
    sets: Sets, slugs: Sequence[str], connection: sqlite3.Connection
) -> dict[str, queries.Row]:
    """The newest picture of each place that has one."""
    reel = sets.reel(connection)
    newest = {slug: reel.newest(sets.items("place", slug), 1) for slug in slugs}
    numbers = sorted({number for found in newest.values() for number in found})
    rows = {row["id"]: row for row in queries.pictures(connection, numbers)}
    return {slug: rows[found[0]] for slug, found in newest.items() if found and found[0] in rows}


def nowhere(sets: Sets) -> int:
    """How many items have no place at all."""
    placed = sets.remembered(
        "placed", lambda: BitMap.union(BitMap(), *sets.facet("place").values())
    )
    return len(sets.index.every - placed)
