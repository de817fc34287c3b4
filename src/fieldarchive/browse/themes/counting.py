"""How many items themes have on each side, alone and with those below them.

An item that has a theme and a narrower one counts once. What was counted is remembered as long
as the release stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldarchive.browse.data.release import Release
from fieldarchive.browse.facets import BitMap
from fieldarchive.browse.gallery.sets import Sets
from fieldarchive.browse.themes.tree import children_of, whole

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Count:
    """How many items a theme has, and with its narrower ones; in all and on each side."""

    own: int
    with_narrower: int
    own_of: Sequence[int] = ()
    with_narrower_of: Sequence[int] = ()


def counts(release: Release, sets: Sets, sides: Sequence[str]) -> dict[str, Count]:
    """The counts of every theme, by its slug; `sides` are slugs of cities."""
    return sets.remembered(("themes", tuple(sides)), lambda: _counted(release, sets, sides))


def _counted(release: Release, sets: Sets, sides: Sequence[str]) -> dict[str, Count]:
    themes = sets.facet("themes")
    cities = [sets.items("city", slug) for slug in sides]
    children = children_of(release)
    found = {}
    for slug in release.themes:
        own = themes.get(slug, BitMap())
        parts = [themes[one] for one in whole(children, slug) if one in themes]
        all_of_it = own if len(parts) < 2 else BitMap.union(*parts)
        found[slug] = Count(
            len(own),
            len(all_of_it),
            [own.intersection_cardinality(city) for city in cities],
            [all_of_it.intersection_cardinality(city) for city in cities],
        )
    return found
