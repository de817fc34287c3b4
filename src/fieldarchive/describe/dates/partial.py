"""Rules for one side of an interval, which may leave out what the other says.

"12–14 May 2013", «конец XIX – начало XX века», 2013年5月至6月.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.rules_figures import day_and_month
from fieldarchive.describe.dates.rules_numbers import OLDEST_OF_TWO_FIGURES
from fieldarchive.describe.dates.when import (
    When,
    a_century,
    a_day,
    a_decade,
    a_month,
    a_season,
    a_year,
    fraction,
    in_century_of,
    portion,
)


@dataclass(frozen=True, slots=True)
class Partial:
    """One side of an interval that leaves out a month, a year or a century."""

    kind: str
    numbers: tuple[int, ...]


Side: TypeAlias = When | Partial


@rule("PARTIAL", "the? DAY", "DAY .", "WEEKDAY ,? the? DAY")
def some_day(at: At, *said: int) -> Partial:
    """12 of 12–14 May."""
    return Partial("day", said[-1:])


@rule("PARTIAL", "the? DAY of? MONTH", "WEEKDAY ,? the? DAY of? MONTH")
def day_of_some_year(at: At, *said: int) -> Partial:
    """12 мая of «12 мая – 3 июня 2013»."""
    return Partial("daymonth", said[-2:])


@rule("PARTIAL", "MONTH DAY")
def month_day_of_some_year(at: At, month: int, day: int) -> Partial:
    """May 12 of "May 12 – June 3, 2013"."""
    return Partial("daymonth", (day, month))


@rule("PARTIAL", "NUM SEP NUM")
def figures_of_some_year(at: At, one: Number, sep: str, two: Number) -> Partial | None:
    """12.05 of "12.05–14.05.2013"."""
    if one.width > 2 or two.width > 2:
        return None
    day, month, _ = day_and_month(at, one.value, two.value, sep, None)
    return Partial("daymonth", (day, month)) if day else None


@rule("PARTIAL", "MONTH")
def some_month(at: At, month: int) -> Partial:
    """May of May–June 2013."""
    return Partial("month", (month,))


@rule("PARTIAL", "SEASON")
def some_season(at: At, season: int) -> Partial:
    """Spring of spring–summer 2013."""
    return Partial("season", (season,))


@rule("PARTIAL", "PARTWORD of? the?")
def some_part(at: At, part: tuple[int, int]) -> Partial:
    """Early of "from early to mid May 2013"."""
    return Partial("part", part)


@rule("PARTIAL", "PARTWORD of? the? ORD")
def part_of_some_century(at: At, part: tuple[int, int], number: int) -> Partial:
    """Конец XIX of «конец XIX – начало XX века»."""
    return Partial("partcentury", (*part, number))


@rule("PARTIAL", "PARTWORD MINUS? of? MONTH")
def part_of_some_month(at: At, part: tuple[int, int], month: int) -> Partial:
    """Конец мая of «конец мая – начало июня 2013»."""
    return Partial("monthpart", (*part, month))


@rule("PARTIAL", "MONTH PART")
def some_month_and_part(at: At, month: int, part: tuple[int, int]) -> Partial:
    """6月初 of 2013年5月底至6月初."""
    return Partial("monthpart", (*part, month))


@rule("PARTIAL", "PARTWORD of? SEASON", "SEASONPART SEASON")
def part_of_some_season(at: At, part: tuple[int, int], season: int) -> Partial:
    """Конец лета of «конец лета – начало осени 2013»."""
    return Partial("seasonpart", (*part, season))


@rule("PARTIAL", "SEASON PART")
def some_season_and_part(at: At, season: int, part: tuple[int, int]) -> Partial:
    """夏初 of 2013年春末夏初."""
    return Partial("seasonpart", (*part, season))


@rule("PARTIAL", "YEARPART", "HALFOF of? the?")
def some_fraction(at: At, part: tuple[int, int]) -> Partial:
    """Q1 of Q1–Q2 2013."""
    return Partial("fraction", part)


@rule("PARTIAL", "the? TENSNUM")
def some_decade(at: At, number: int) -> Partial:
    """60-е of «60-е – 70-е годы XIX века»."""
    return Partial("tens", (number,))


@rule("PARTIAL", "NUM")
def some_number(at: At, number: Number) -> Partial | None:
    """60 of 60–70-е, 65 of 1960–65."""
    return (
        Partial("tens", (number.value,)) if number.value % 10 == 0 and number.width != 1 else None
    )


@rule("PARTIAL", "NUM")
def some_year(at: At, number: Number) -> Partial | None:
    """65 of 1960–65."""
    return Partial("year", (number.value,)) if number.width == 2 else None


@rule("PARTIAL", "the? ORD")
def some_century(at: At, number: int) -> Partial:
    """XIX of XIX–XX вв."""
    return Partial("century", (number,))


@rule("SIDE", "SURE", "PARTIAL", "DET PARTIAL", "QUALS DET? PARTIAL")
def side(at: At, *said: Side | str) -> Side | None:
    """One side of an interval."""
    found = said[-1]
    return found if len(said) == 1 and not isinstance(found, str) else None


def completed(one: Side, other: Side) -> tuple[When | None, When | None]:
    """Both sides whole; None where one cannot be completed from the other."""
    if isinstance(one, Partial):
        return (None, None) if isinstance(other, Partial) else (_complete(one, other, -1), other)
    if isinstance(other, Partial):
        return one, _complete(other, one, 1)
    return one, in_century_of(one, other)


def _complete(part: Partial, other: When, step: int) -> When | None:
    """One side with what the other says; `step` is 1 for the later side, -1 for the earlier.

    Where it would lie on the wrong side of the other, the year before or after is meant.
    """
    numbers, found = part.numbers, None
    month = int(other.first.day[5:7] or 0) if other.first else 0
    if part.kind == "day" and other.unit in {"day", "moment"}:
        found = a_day(other.year, month, numbers[0])
    elif part.kind == "daymonth" and other.unit in {"day", "moment"}:
        found = _nearest(lambda year: a_day(year, numbers[1], numbers[0]), other, step)
    elif part.kind == "month" and other.unit in {"month", "day", "part"} and month:
        found = _nearest(lambda year: a_month(year, numbers[0]), other, step)
    elif part.kind == "season" and other.unit == "season":
        found = _nearest(lambda year: a_season(year, numbers[0]), other, step)
    elif part.kind == "monthpart" and (_is(other, "month") or other.unit == "day"):
        found = _nearest(lambda year: _part(a_month(year, numbers[2]), numbers), other, step)
    elif part.kind == "seasonpart" and _is(other, "season"):
        found = _nearest(lambda year: _part(a_season(year, numbers[2]), numbers), other, step)
    elif part.kind in {"part", "fraction"} and other.base is not None:
        divide = portion if part.kind == "part" else fraction
        found = divide(other.base, *numbers)
    elif part.kind == "tens" and _is(other, "decade"):
        century = 0 if numbers[0] >= 100 else other.year // 100 * 100
        found = a_decade(century + numbers[0])
    elif part.kind == "year" and other.unit == "year" and step == 1:
        found = a_year(other.year // 100 * 100 + numbers[0])
        found = found if found and found.year > other.year else None
    elif part.kind == "year" and other.unit == "year" and other.is_short:
        found = _year_before(numbers[0], other)
    elif part.kind == "century" and _is(other, "century"):
        found = a_century(numbers[0])
    elif part.kind == "partcentury" and _is(other, "century"):
        found = _part(a_century(numbers[2]), numbers)
    return found


def _year_before(number: int, other: When) -> When | None:
    """69 of «с 69 по 91 год»: of the same century, or of the one before «с 69 по 13 год»."""
    last = other.year % 100
    if number > last and not last < OLDEST_OF_TWO_FIGURES <= number:
        return None
    return a_year(other.year - (last - number) % 100)


def _part(when: When | None, numbers: tuple[int, ...]) -> When | None:
    return when and portion(when, numbers[0], numbers[1])


def _is(when: When, unit: str) -> bool:
    return when.unit == unit or (when.base is not None and when.base.unit == unit)


def _nearest(make: Callable[[int], When | None], other: When, step: int) -> When | None:
    for year in (other.year, other.year + step):
        found = make(year)
        if (
            found
            and found.first
            and other.first
            and (found.first.day >= other.first.day) == (step == 1)
        ):
            return found
    return None
