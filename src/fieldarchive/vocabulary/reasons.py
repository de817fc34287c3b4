"""Why a position lies where it does, in the words of a sentence that goes on after a colon."""

from __future__ import annotations

from collections.abc import Sequence

from fieldarchive.vocabulary.features import CITY, Place

# Mercator's lengths are good near a point; of what is farther it is enough that it is far.
_FAR_M = 100_000


def distance(metres: float) -> str:
    """A length for people: 8 m, 340 m, 2.3 km."""
    if metres >= _FAR_M:
        return "more than 100 km"
    if metres >= 995:
        return f"{metres / 1000:.1f} km"
    return f"{round(metres, -1):.0f} m" if metres >= 100 else f"{metres:.0f} m"


def city(inside_m: float, within: Place, border_m: float | None) -> str:
    """Inside a boundary, which may be known to some metres; or inside a place of the city."""
    known = f" (drawn to ±{distance(within.accuracy_m)})" if within.accuracy_m else ""
    what = "its boundary" if within.type == CITY else within.label
    return _with_border(f"{distance(inside_m)} inside {what}{known}", border_m)


def river(from_bank_m: float, border_m: float | None) -> str:
    """On a river. How far its banks are is less certain than where a border in it runs."""
    if border_m is not None and border_m < _FAR_M:
        return f"{distance(border_m)} from the border line"
    return f"{distance(from_bank_m)} from its bank"


def crossing(border_m: float | None) -> str:
    """On a crossing."""
    return _with_border("a place of neither bank", border_m)


def outside(nearest: str | None, nearest_m: float, border_m: float | None) -> str:
    """In no city; how far the nearest boundary is."""
    if nearest is None:
        return _with_border("vocabularies/places.geojson has no boundary of a city", border_m)
    return _with_border(f"{distance(nearest_m)} from {nearest}", border_m)


def unsure(accuracy_m: float, names: Sequence[str]) -> str:
    """What the accuracy leaves open."""
    *first, last = names
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"within ±{distance(accuracy_m)} {'lie' if first else 'lies'} {listed}"


def _with_border(said: str, border_m: float | None) -> str:
    if border_m is None or border_m >= _FAR_M:
        return said
    return f"{said}, {distance(border_m)} from the border"
