"""A stretch of time while it is being put together, and what can be done to it.

The conventions of all three languages are here, as numbers. A part of a stretch is always about:
early, mid and late are its thirds (a decade's years 0-3, 4-6, 7-9; a century's 00-33, 34-66, 67-99;
a year's months 1-4, 5-8, 9-12; a month's days 1-10, 11-20, 21-end; a season's months). A half and a
quarter of a year are months of the calendar, and not about. Before, until, since and after name the
nearer end of a stretch and include it, because people who say "before 1991" seldom exclude 1991.

The turn of a century is its own first ten years and the ten before; the turn of decades is late in
the one to early in the other. "By" an early or late part is that part itself, by anything else is
until it. Seasons and decades inside an interval are written by their first and last month or year,
because validators differ on `2013-21/2013-22` and `196X/197X`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from fieldarchive.describe import edtf

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
EARLY, MID, LATE = 0, 1, 2
Part: TypeAlias = tuple[int, int]  # from one third to another
# Years or months of a stretch, counted from its first: where its thirds begin, and where it ends.
_THIRDS = {"decade": (0, 4, 7, 10), "century": (0, 34, 67, 100), "year": (0, 4, 8, 12),
           "season": (0, 1, 2, 3)}  # fmt: skip
_YEARS = {"decade": 10, "century": 100}


@dataclass(frozen=True, slots=True)
class End:
    """One end of a stretch: a day, a month or a year of EDTF, and how sure it is."""

    day: str
    about: bool = False
    perhaps: bool = False

    def __str__(self) -> str:
        sign = {(True, True): "%", (True, False): "~", (False, True): "?"}
        return self.day + sign.get((self.about, self.perhaps), "")

    @property
    def year(self) -> int:
        """The year it lies in."""
        return int(self.day[:4])


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time, from the first moment of `first` to the last of `last`; None is open.

    `unit` is what it is: moment, day, month, season, year, decade, century, part (of `base`),
    event, or span for anything else. `is_short`: a decade or a year in two figures, without its
    century.
    """

    unit: str
    first: End | None
    last: End | None
    base: When | None = None
    is_short: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year of its beginning, or of its end where it has no beginning."""
        end = self.first or self.last
        return end.year if end else 0

    def edtf(self) -> str:
        """As EDTF of levels 0 and 1; a decade that is not sure becomes an interval."""
        first, last = self.first, self.last
        if first is None or last is None:
            return f"{first or '..'}/{last or '..'}"
        is_sure = not (first.about or first.perhaps)
        if is_sure and self.unit in _YEARS:
            return first.day[:3] + "X" if self.unit == "decade" else first.day[:2] + "XX"
        if self.unit == "season":
            return str(replace(first, day=f"{first.day[:4]}-{_season_of(first)}"))
        return str(first) if first == last else f"{first}/{last}"

    def noting(self, *remarks: str) -> When:
        """The same, with something to tell."""
        return replace(self, remarks=tuple(dict.fromkeys((*self.remarks, *remarks))))


def _season_of(first: End) -> int:
    return {3: SPRING, 6: SUMMER, 9: AUTUMN, 12: WINTER}[int(first.day[5:7])]


def span(unit: str, first: str, last: str | None = None, base: When | None = None) -> When | None:
    """A stretch between two days, months or years that exist; None where they do not."""
    ends = (first, last or first)
    if any(edtf.bounds(end) is None or not end[:4].strip("0") for end in ends):
        return None
    return When(unit, End(ends[0]), End(ends[1]), base)


def a_day(year: int, month: int, day: int) -> When | None:
    """A day; None where there is no such day."""
    return span("day", f"{year:04}-{month:02}-{day:02}")


def a_month(year: int, month: int) -> When | None:
    """A month of a year."""
    return span("month", f"{year:04}-{month:02}")


def a_year(year: int) -> When | None:
    """A year from 1 to 9999."""
    return span("year", f"{year:04}") if 1 <= year <= 9999 else None


def a_decade(first: int) -> When | None:
    """The ten years from a year that ends in 0."""
    return span("decade", f"{first:04}", f"{first + 9:04}") if 10 <= first <= 9990 else None


def a_century(number: int) -> When | None:
    """A century as people count: the twentieth is 1900 to 1999."""
    first = (number - 1) * 100
    return span("century", f"{first:04}", f"{first + 99:04}") if 2 <= number <= 99 else None


def a_season(year: int, season: int) -> When | None:
    """Three months; winter begins in December of `year`."""
    start = edtf.SEASONS[str(season)]
    later = year + (start[1] < start[0])
    return span("season", f"{year:04}-{start[0]:02}", f"{later:04}-{start[1]:02}")


def of_day(day: date) -> When:
    """A day of the calendar."""
    return When("day", End(day.isoformat()), End(day.isoformat()))


def days(first: date, count: int) -> When:
    """So many days from the first on."""
    last = first + timedelta(days=count - 1)
    return When("span", End(first.isoformat()), End(last.isoformat()))


def about(when: When) -> When:
    """The same, about: at both ends."""
    first = replace(when.first, about=True) if when.first else None
    last = replace(when.last, about=True) if when.last else None
    return replace(when, first=first, last=last)


def perhaps(when: When) -> When:
    """The same, perhaps: at both ends."""
    first = replace(when.first, perhaps=True) if when.first else None
    last = replace(when.last, perhaps=True) if when.last else None
    return replace(when, first=first, last=last)


def portion(when: When, first: int, last: int, *, is_about: bool = True) -> When | None:
    """From one third of a stretch to another: EARLY, MID or LATE; None where it has no thirds."""
    if when.unit == "month" and when.first:
        length = edtf.length_of_month(when.year, int(when.first.day[5:7]))
        return _of_month(when, 10 * first + 1, length if last == LATE else 10 * last + 10)
    if when.unit not in _THIRDS:
        return None
    thirds = _THIRDS[when.unit]
    return _piece(when, thirds[first], thirds[last + 1] - 1, is_about=is_about)


def fraction(when: When, number: int, of: int) -> When | None:
    """A half or quarter, counted from 1."""
    if when.unit == "month" and of == 2 and when.first:
        length = edtf.length_of_month(when.year, int(when.first.day[5:7]))
        return _of_month(when, 1, 15) if number == 1 else _of_month(when, 16, length)
    size = {"year": 12, "century": 100, "decade": 10 if of == 2 else 0}.get(when.unit, 0)
    if not size or not 1 <= number <= of:
        return None
    step = size // of
    return _piece(when, step * (number - 1), step * number - 1, is_about=when.unit != "year")


def _of_month(when: When, first: int, last: int) -> When | None:
    day = when.first.day if when.first else ""
    found = span("part", f"{day}-{first:02}", f"{day}-{last:02}", when)
    return found and about(found).noting(*when.remarks)


def _piece(when: When, first: int, last: int, *, is_about: bool) -> When | None:
    """From one year or month of a stretch to another, both counted from 0."""
    start = when.first
    if start is None:
        return None
    if when.unit in _YEARS:
        ends = (f"{start.year + first:04}", f"{start.year + last:04}")
    else:
        month = int(start.day[5:7] or 1) - 1
        ends = (_month_on(start.year, month + first), _month_on(start.year, month + last))
    found = span("part", *ends, when)
    if found is None:
        return None
    return (about(found) if is_about else found).noting(*when.remarks)


def _month_on(year: int, month: int) -> str:
    return f"{year + month // 12:04}-{month % 12 + 1:02}"


def between(one: When, other: When) -> When | None:
    """From the beginning of one to the end of the other; None where the other begins earlier."""
    first, last = one.first, other.last
    if (first is None and one.last) or (last is None and other.first):
        return None  # "from before 1969"
    joined = When("span", first, last).noting(*one.remarks, *other.remarks)
    return joined if edtf.bounds(joined.edtf()) is not None else None


def in_century_of(one: When, other: When) -> When:
    """A decade in two figures, or a part of one, in the century of a decade before it."""
    is_short = other.is_short or (other.base is not None and other.base.is_short)
    before = one.base or one
    if not is_short or before.unit != "decade" or before.is_short:
        return other
    years = one.year // 100 * 100 - other.year // 100 * 100
    ends = [end and replace(end, day=f"{end.year + years:04}") for end in (other.first, other.last)]
    return replace(other, first=ends[0], last=ends[1])


def follows(one: When, other: When) -> bool:
    """Whether the other begins on the day after the one ends."""
    ends = (edtf.bounds(when.edtf()) for when in (one, other))
    before, after = ends
    if before is None or after is None or before.end is None or after.start is None:
        return False
    return after.start - before.end == timedelta(days=1)


def before(when: When) -> When | None:
    """All time before it; before an event, up to the last day on which it may have happened."""
    end = when.last if when.unit == "event" else when.first
    return replace(when, unit="span", first=None, last=end) if end else None


def until(when: When) -> When | None:
    """All time until it ends."""
    return replace(when, unit="span", first=None) if when.last else None


def since(when: When) -> When | None:
    """All time since it began."""
    return replace(when, unit="span", last=None) if when.first else None


def after(when: When) -> When | None:
    """All time after it; after an event, from the first day on which it may have happened."""
    end = when.first if when.unit == "event" else when.last
    return replace(when, unit="span", first=end, last=None) if end else None
