"""The first page: two banks and the river between them, what is new, and where to go next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from fieldarchive.browse.data.release import Release, Term
from fieldarchive.browse.facets import BitMap, FacetIndex, index_of
from fieldarchive.browse.home import queries
from fieldarchive.browse.home.sides import Side, strip, themes_facing
from fieldarchive.browse.page.wording import KINDS
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Datasette, attached

LATEST = 12
PICTURES = 3


async def home(datasette: Datasette, name: str, release: Release) -> dict[str, Any]:
    """What the first page shows."""
    database = datasette.databases[name]
    index = await index_of(datasette, name)
    sides = [_side(index, term) for term in release.cities.values()]
    elsewhere = index.counts("kind", _elsewhere(index, release))
    pair = len(sides) == 2
    return {
        "sides": sides,
        "river": elsewhere,
        "between": sum(elsewhere.values()),
        "total": sum(elsewhere.values()) + sum(side.items for side in sides),
        "kinds": KINDS,
        "pictures": {
            side.term.slug: await queries.pictures(database, side.term.slug, PICTURES)
            for side in sides[:12]
        },
        "facing": themes_facing(sides[0], sides[1], release.themes) if pair else [],
        "strip": strip(*_months(sides)) if sides else None,
        "next": next_steps(len(sides)),
        "latest": await queries.latest(database, LATEST),
        "others": [other for other in attached(datasette) if other != name],
    }


def _side(index: FacetIndex, term: Term) -> Side:
    here = index.items("city", term.slug)
    counted = (index.counts(facet, here) for facet in ("kind", "themes", "month"))
    return Side(term, *({str(value): n for value, n in counts.items()} for counts in counted))


def _elsewhere(index: FacetIndex, release: Release) -> BitMap:
    """What lies in no city of the vocabulary."""
    return index.every.difference(*(index.items("city", slug) for slug in release.cities))


def _months(sides: Sequence[Side]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The months of two banks; of one or many all together, and nothing on the other bank."""
    if len(sides) == 2:
        return sides[0].months, sides[1].months
    together: Counter[str] = Counter()
    for side in sides:
        together.update(side.months)
    return together, {}


def next_steps(cities: int) -> list[tuple[str, str, str]]:
    """Where a reader may go on: address, name, and what is to be seen there."""
    steps = [
        ("/gallery", _("Gallery"), _("photographs, day by day")),
        ("/map", _("Map"), _("where it was recorded, and how surely")),
        ("/timeline", _("Timeline"), _("when it was recorded, and the times people tell of")),
        ("/concordance", _("Concordance"), _("every place where a word is said, line by line")),
        ("/people", _("People"), _("who speaks, by pseudonym")),
    ]
    compare = ("/compare", _("Compare"), _("one city against the other, and what one side lacks"))
    return [compare, *steps] if cities > 1 else steps
