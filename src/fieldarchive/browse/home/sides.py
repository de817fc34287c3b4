"""What each bank has, by kind, theme and month, as numbers that can be drawn.

A release is asked elsewhere; nothing here knows where counts come from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldarchive.browse.data.release import Term

MOST_THEMES = 14
_FEW_YEARS = 8  # up to so many, months are drawn; beyond, years


@dataclass(frozen=True, slots=True)
class Side:
    """One city and how many items it has by kind, by theme (slug) and by month ("2013-05")."""

    term: Term
    kinds: Mapping[str, int]
    themes: Mapping[str, int]
    months: Mapping[str, int]

    @property
    def items(self) -> int:
        """All its items."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Pair:
    """A theme on two banks; shares are of the longest bar, 0 to 100."""

    theme: Term
    left: int
    right: int
    left_share: float
    right_share: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Items of one span of time on two banks; heights are of the highest bar, 0 to 100."""

    span: str
    left: int
    right: int
    left_height: float
    right_height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """Time as bars, from the first item to the last, and the years that are written below it.

    Each year stands over `per_year` bars. `every` is how many years lie between two labels.
    """

    bars: Sequence[Bar]
    years: Sequence[int]
    per_year: int
    every: int


def themes_facing(left: Side, right: Side, themes: Mapping[str, Term]) -> list[Pair]:
    """The themes of two banks that most items have, in the order of the two together."""
    both = {slug: left.themes.get(slug, 0) + right.themes.get(slug, 0) for slug in themes}
    first = sorted((slug for slug in both if both[slug]), key=lambda slug: (-both[slug], slug))
    shown = first[:MOST_THEMES]
    highest = max((max(left.themes.get(s, 0), right.themes.get(s, 0)) for s in shown), default=1)
    return [
        Pair(
            themes[slug],
            left.themes.get(slug, 0),
            right.themes.get(slug, 0),
            _share(left.themes.get(slug, 0), highest),
            _share(right.themes.get(slug, 0), highest),
        )
        for slug in shown
    ]


def strip(left: Mapping[str, int], right: Mapping[str, int]) -> Strip | None:
    """Time on two banks; None where nothing is dated to the month."""
    known = sorted(month for month in {*left, *right} if len(month) == 7)
    if not known:
        return None
    years = range(int(known[0][:4]), int(known[-1][:4]) + 1)
    by_month = len(years) <= _FEW_YEARS
    spans = (
        [f"{year}-{month:02}" for year in years for month in range(1, 13)]
        if by_month
        else [str(year) for year in years]
    )
    sides = [_in_spans(side, by_month) for side in (left, right)]
    highest = max(count for side in sides for count in side.values())
    bars = [
        Bar(
            span,
            sides[0].get(span, 0),
            sides[1].get(span, 0),
            _share(sides[0].get(span, 0), highest),
            _share(sides[1].get(span, 0), highest),
        )
        for span in spans
    ]
    return Strip(bars, years, 12 if by_month else 1, -(-len(years) // 12))


def _in_spans(months: Mapping[str, int], by_month: bool) -> dict[str, int]:
    found: dict[str, int] = {}
    for month, count in months.items():
        span = month if by_month else month[:4]
        found[span] = found.get(span, 0) + count
    return found


def _share(count: int, highest: int) -> float:
    """Of the highest, in percent; what is there at all stays to be seen."""
    return max(2.0, round(100 * count / highest, 1)) if count else 0.0
