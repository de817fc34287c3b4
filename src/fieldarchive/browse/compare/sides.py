"""Two sides of a comparison counted: raw, and by the days that were spent in the field.

A count is of sets of items; a rate is a count divided by field days, the days on which anything
at all was recorded there. Few items say little, and are told so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fieldarchive.browse.facets import BitMap, FacetIndex, Value

FEW = 5
SEASONS: Mapping[int, Sequence[int]] = {
    21: (3, 4, 5),
    22: (6, 7, 8),
    23: (9, 10, 11),
    24: (12, 1, 2),
}
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Side:
    """What one side has of the subject, and how long people were there.

    `days` are field days by month ("2013-05").
    """

    slug: str
    here: BitMap  # all items of this side
    found: BitMap  # those of the subject
    days: Mapping[str, int]

    @property
    def field_days(self) -> int:
        """How many days something was recorded here."""
        return sum(self.days.values())

    @property
    def rate(self) -> float | None:
        """Items of the subject a field day; None where nobody was here on a known day."""
        return len(self.found) / self.field_days if self.field_days else None


@dataclass(frozen=True, slots=True)
class Row:
    """One value on two sides: counts, field days of that stretch, and what a bar shows of it.

    Bars are in percent of the longest.
    """

    value: Value
    counts: tuple[int, int]
    days: tuple[int, int]
    rates: tuple[float | None, float | None]
    bars: tuple[float, float] = (0.0, 0.0)

    @property
    def is_empty(self) -> bool:
        """Whether neither side has anything of it."""
        return not any(self.counts)


Sides = tuple[Side, Side]


def by_month(index: FacetIndex, sides: Sides, *, per_day: bool) -> list[Row]:
    """January to December, the same month of all years together."""
    return _rows(MONTHS, sides, _in_months(index, {n: (n,) for n in MONTHS}), per_day)


def by_season(index: FacetIndex, sides: Sides, *, per_day: bool) -> list[Row]:
    """Spring to winter by their EDTF numbers."""
    return _rows(SEASONS, sides, _in_months(index, SEASONS), per_day)


def by_year(index: FacetIndex, sides: Sides, *, per_day: bool) -> list[Row]:
    """From the first year in which either side was visited to the last."""
    counted = [
        {int(year) for year in index.counts("year", side.found)}
        | {int(month[:4]) for month in side.days}
        for side in sides
    ]
    years = counted[0] | counted[1]
    spans = range(min(years), max(years) + 1) if years else range(0)

    def of_year(side: Side, year: Value) -> tuple[int, int]:
        days = sum(n for month, n in side.days.items() if month[:4] == str(year))
        return index.items("year", year).intersection_cardinality(side.found), days

    return _rows(spans, sides, of_year, per_day)


def by_value(
    index: FacetIndex, sides: Sides, facet: str, values: Iterable[Value], *, per_day: bool
) -> list[Row]:
    """Values of a facet, weighed by all field days of each side."""

    def of_value(side: Side, value: Value) -> tuple[int, int]:
        return index.items(facet, value).intersection_cardinality(side.found), side.field_days

    return _rows(values, sides, of_value, per_day)


def by_sets(sides: Sides, sets: Mapping[str, BitMap], *, per_day: bool) -> list[Row]:
    """Named sets of items, weighed by all field days of each side."""

    def of_set(side: Side, name: Value) -> tuple[int, int]:
        return sets[str(name)].intersection_cardinality(side.found), side.field_days

    return _rows(sets, sides, of_set, per_day)


def undated(index: FacetIndex, side: Side) -> int:
    """How many items of the subject are in no month, because their date says none."""
    dated = BitMap.union(BitMap(), *index.values("month").values())
    return len(side.found - dated)


Count = Callable[[Side, Value], tuple[int, int]]  # items, field days


def _in_months(index: FacetIndex, groups: Mapping[int, Sequence[int]]) -> Count:
    def of_group(side: Side, value: Value) -> tuple[int, int]:
        months = {f"{n:02}" for n in groups[int(value)]}
        found = sum(
            items.intersection_cardinality(side.found)
            for month, items in index.values("month").items()
            if str(month)[5:] in months
        )
        return found, sum(n for month, n in side.days.items() if month[5:] in months)

    return of_group


def _rows(values: Iterable[Value], sides: Sides, count: Count, per_day: bool) -> list[Row]:
    rows = []
    for value in values:
        (left, left_days), (right, right_days) = (count(side, value) for side in sides)
        rates = _rate(left, left_days), _rate(right, right_days)
        rows.append(Row(value, (left, right), (left_days, right_days), rates))
    return _with_bars(rows, per_day)


def _rate(count: int, days: int) -> float | None:
    return count / days if days else None


def _with_bars(rows: Sequence[Row], per_day: bool) -> list[Row]:
    shown = [row.rates if per_day else row.counts for row in rows]
    longest = max((n or 0 for pair in shown for n in pair), default=0)
    return [
        Row(row.value, row.counts, row.days, row.rates, (_bar(a, longest), _bar(b, longest)))
        for row, (a, b) in zip(rows, shown, strict=True)
    ]


def _bar(number: float | None, longest: float) -> float:
    return round(max(1.5, 100 * number / longest), 2) if number else 0.0
