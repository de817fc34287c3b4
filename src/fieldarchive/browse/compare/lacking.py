"""What one side lacks: themes, kinds and languages that the other has, and months nobody went.

That material is missing is not that the thing is missing; the months without a field day are
told beside it, so that nobody takes the one for the other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from fieldarchive.browse.compare.sides import Side, Sides
from fieldarchive.browse.facets import FacetIndex, Value

ENOUGH = 3  # items on one side before the other is said to lack something
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Lack:
    """Values of a facet that a side has nothing of, with what the other has, the most first."""

    themes: list[tuple[Value, int]]
    kinds: list[tuple[Value, int]]
    languages: list[tuple[Value, int]]
    months: list[int]  # of the year, in which only the other side was visited

    @property
    def is_nothing(self) -> bool:
        """Whether this side lacks nothing that can be told."""
        return not (self.themes or self.kinds or self.languages or self.months)


@dataclass(frozen=True, slots=True)
class Difference:
    """A theme that is several times as frequent on one side a field day; `side` is 0 or 1."""

    theme: Value
    side: int
    times: float
    counts: tuple[int, int]


def lacks(index: FacetIndex, side: Side, other: Side, but: Collection[str]) -> Lack:
    """What `side` lacks of the subject; themes of `but` are not told."""
    return Lack(
        themes=_missing(index, "themes", side, other, but)[:_SHOWN],
        kinds=_missing(index, "kind", side, other),
        languages=_missing(index, "language", side, other),
        months=sorted(_months(other) - _months(side)),
    )


def differences(index: FacetIndex, sides: Sides, but: Collection[str]) -> list[Difference]:
    """The themes that both sides have, and one twice as often a field day or more."""
    counts = [index.counts("themes", side.found) for side in sides]
    found = [
        one
        for theme in counts[0].keys() & counts[1].keys()
        if str(theme) not in but
        and (one := _difference(theme, sides, (counts[0][theme], counts[1][theme])))
    ]
    return sorted(found, key=lambda one: (-one.times, str(one.theme)))[:_SHOWN]


def _difference(theme: Value, sides: Sides, counts: tuple[int, int]) -> Difference | None:
    days = sides[0].field_days, sides[1].field_days
    if not all(days) or max(counts) < ENOUGH:
        return None
    rates = counts[0] / days[0], counts[1] / days[1]
    side = 0 if rates[0] > rates[1] else 1
    times = max(rates) / min(rates)
    return Difference(theme, side, times, counts) if times >= 2 else None


def _missing(
    index: FacetIndex, facet: str, side: Side, other: Side, but: Collection[str] = ()
) -> list[tuple[Value, int]]:
    here, there = index.counts(facet, side.found), index.counts(facet, other.found)
    missing = [
        (value, count)
        for value, count in there.items()
        if value not in here and count >= ENOUGH and str(value) not in but
    ]
    return sorted(missing, key=lambda pair: (-pair[1], str(pair[0])))


def _months(side: Side) -> set[int]:
    return {int(month[5:]) for month in side.days}
