"""The axis of time: which stretch is shown, cut into bins of a decade, year, month or day.

Days are ordinals (`date.toordinal`), both ends of a stretch included.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from fieldarchive.describe import edtf

GRAINS = ("decade", "year", "month", "day")
_FIRST, _LAST = Day.min.toordinal(), Day.max.toordinal()
_YEAR = 366
# The longest stretch, in days, that is cut into bins of a grain.
_LONGEST = {"day": 62, "month": 6 * _YEAR, "year": 100 * _YEAR}
_LENGTHS = {"decade": 3, "year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True)
class Bin:
    """One cell of the axis: its name as EDTF, and its first and last day."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of days that begins and ends with a bin."""

    first: int
    last: int
    grain: str

    @property
    def days(self) -> int:
        """Its length."""
        return self.last - self.first + 1

    def at(self, day: int) -> float:
        """Where the beginning of a day lies, from 0 to 1; the nearer end for one outside."""
        return min(1.0, max(0.0, (day - self.first) / self.days))

    def bins(self) -> Iterator[Bin]:
        """All cells in their order."""
        day = self.first
        while day <= self.last:
            one = bin_of(day, self.grain)
            yield one
            day = one.last + 1

    def holds(self, start: int | None, end: int | None) -> bool:
        """Whether a date can lie here."""
        return (start is None or start <= self.last) and (end is None or end >= self.first)

    def fits(self, start: int | None, end: int | None) -> bool:
        """Whether a date lies in one bin as a whole."""
        if start is None or end is None:
            return False
        return name_of(start, self.grain) == name_of(end, self.grain)


def axis(first: int, last: int) -> Axis:
    """The axis for a stretch of days, widened to whole bins of the grain that suits its length."""
    length = last - first + 1
    grain = next((name for name, most in _LONGEST.items() if length <= most), "decade")
    return Axis(bin_of(first, grain).first, bin_of(last, grain).last, grain)


def bin_of(day: int, grain: str) -> Bin:
    """The decade, year, month or day in which a day lies."""
    name = name_of(day, grain)
    bounds = edtf.bounds(name)
    if bounds is None or bounds.start is None or bounds.end is None:  # the decade of the year 0
        return Bin(name, _FIRST, Day(9, 12, 31).toordinal())
    return Bin(name, bounds.start.toordinal(), bounds.end.toordinal())


def name_of(day: int, grain: str) -> str:
    """The name of the bin in which a day lies, as EDTF: 196X, 1969, 1969-05, 1969-05-12."""
    name = Day.fromordinal(day).isoformat()[: _LENGTHS[grain]]
    return f"{name}X" if grain == "decade" else name


def moved(stretch: Axis, part: float) -> tuple[int, int]:
    """The stretch moved along by a part of its length, inside the calendar."""
    days = round(stretch.days * part)
    days = max(_FIRST - stretch.first, min(_LAST - stretch.last, days))
    return stretch.first + days, stretch.last + days


def widened(stretch: Axis) -> tuple[int, int]:
    """The stretch with as much again on either side."""
    return max(_FIRST, stretch.first - stretch.days), min(_LAST, stretch.last + stretch.days)


def iso(day: int) -> str:
    """A day as ISO 8601."""
    return (Day.min + timedelta(days=day - 1)).isoformat()
