"""Items that have to do with one: the same place and day, the same people, the same rare themes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fieldarchive.browse.facets import BitMap, FacetIndex

SHOWN = 6
_LOOKED_AT = 4000  # items that share something; of what more have in common, no item is judged


@dataclass(frozen=True, slots=True)
class Kin:
    """What an item shares: slugs of themes, pseudonyms, the place, the month."""

    themes: tuple[str, ...]
    people: tuple[str, ...]
    place: bool
    month: bool


def related(
    index: FacetIndex, item: Mapping[str, Any], themes: Sequence[str], people: Sequence[str]
) -> dict[int, Kin]:
    """By number the items that have most to do with this one, the most first.

    What few have weighs more than what many have.
    """
    shared = dict(_shared(index, item, themes, people))
    weights: Counter[int] = Counter()
    for what, items in shared.items():
        if len(items) <= _LOOKED_AT:
            weights.update(dict.fromkeys(items, _weight(what, len(items))))
    weights.pop(item["id"], None)
    best = sorted(weights, key=lambda number: (-weights[number], number))[:SHOWN]
    return {number: _kin(number, shared) for number in best}


def _shared(
    index: FacetIndex, item: Mapping[str, Any], themes: Sequence[str], people: Sequence[str]
) -> Iterator[tuple[tuple[str, str], BitMap]]:
    for facet, values in (("themes", themes), ("people", people)):
        for value in values:
            yield (facet, value), index.items(facet, value)
    month = (item["date_start"] or "")[:7]
    here = index.items("place", item["place"]) if item["place"] else BitMap()
    then = index.items("month", month) if month else BitMap()
    if item["city"]:
        then = then & index.items("city", item["city"])
    yield ("place", item["place"] or ""), here
    yield ("month", month), then


def _weight(what: tuple[str, str], many: int) -> float:
    return {"people": 3.0, "place": 2.0}.get(what[0], 1.5) / math.sqrt(1 + many)


def _kin(number: int, shared: Mapping[tuple[str, str], BitMap]) -> Kin:
    has = [what for what, items in shared.items() if number in items]
    return Kin(
        tuple(value for facet, value in has if facet == "themes"),
        tuple(value for facet, value in has if facet == "people"),
        any(facet == "place" for facet, _ in has),
        any(facet == "month" for facet, _ in has),
    )
