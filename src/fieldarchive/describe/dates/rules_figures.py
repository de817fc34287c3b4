"""Rules for days and months in figures: 12.05.2013, 12/V 1968, 20130512, 5/2013.

Which of two figures is the day is settled by the archive's order, and told.
"""

from __future__ import annotations

from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.rules_days import MONTHS, with_remarks
from fieldarchive.describe.dates.rules_numbers import short_year
from fieldarchive.describe.dates.when import When, a_day, a_month


@rule("DATED", "NUM SEP NUM SEP NUM YEARWORD?")
def day_in_figures(
    at: At, one: Number, sep: str, two: Number, again: str, three: Number
) -> When | None:
    """12.05.2013, 2013.5.12, 05/06/2013."""
    if sep != again or two.width > 2 or {one.width, three.width} not in ({1, 4}, {2, 4}):
        return None
    if one.width == 4:
        return day_of_month_in_figures(at, three.value, two.value, one.value)
    day, month, remark = day_and_month(at, one.value, two.value, sep, three.value)
    if not day:
        return None
    found = day_of_month_in_figures(at, day, month, three.value)
    return found.noting(remark) if found and remark else found


@rule("DATED", "NUM SEP NUM SEP NUM YEARWORD?")
def day_with_short_year(
    at: At, one: Number, sep: str, two: Number, again: str, three: Number
) -> When | None:
    """12.05.68: no day and no month is 68; of 12.05.13 nobody knows which the year is."""
    if sep != again or three.width != 2 or one.width > 2 or two.width > 2:
        return None
    if three.value <= 31:
        at.refuse(f"In figures, {three.value:02} can be a year or a day. Write four for the year.")
        return None
    year = short_year(at, three)
    if year is None:
        return None
    found = day_in_figures(at, one, sep, two, again, Number(year.year, 4))
    return with_remarks(found, year)


def day_and_month(
    at: At, one: int, two: int, sep: str, year: int | None
) -> tuple[int, int, str | None]:
    """Which of two figures is the day, by the archive's order; and what to tell of it."""
    written = f"{one:02}{sep}{two:02}" + (f"{sep}{year}" if year else "")
    if one > 12 or two > 12:
        day, month = (one, two) if one > 12 else (two, one)
        usual = at.order == "ymd" or (at.order == "dmy") == (one > 12)
        shape = "day and month" if one > 12 else "month and day"
        return day, month, None if usual else f"{written} is read as {shape}: no month is {day}."
    if at.order == "ymd":
        at.refuse(f"{written} can be two days, and date_order is ymd.")
        return 0, 0, None
    day, month = (one, two) if at.order == "dmy" else (two, one)
    shape = "day and month" if at.order == "dmy" else "month and day"
    remark = f"{written} is read as {shape}, by date_order." if one != two and sep != "." else None
    return day, month, remark


def day_of_month_in_figures(at: At, day: int, month: int, year: int) -> When | None:
    """A day that was written in figures; refused with a sentence where there is none."""
    if not 1 <= month <= 12:
        at.refuse(f"There is no month {month}.")
        return None
    found = a_day(year, month, day)
    if found is None:
        at.refuse(f"{MONTHS[month - 1]} {year} has no day {day}.")
    return found


@rule("DATED", "DAY SEP? ROMAN SEP? NUM YEARWORD?")
def day_with_roman_month(
    at: At, day: int, sep: str | None, month: int, again: str | None, year: Number
) -> When | None:
    """12.V.2013, 12/V 2013, 12 V 2013."""
    is_year = year.width == 4 and 1 <= month <= 12
    return day_of_month_in_figures(at, day, month, year.value) if is_year else None


@rule("DATED", "NUM")
def day_without_signs(at: At, number: Number) -> When | None:
    """20130512, as file names have it."""
    if number.width != 8 or not 1000 <= number.value // 10000 <= 2999:
        return None
    return a_day(number.value // 10000, number.value // 100 % 100, number.value % 100)


@rule("DATE", "ROMAN SEP NUM YEARWORD?")
def roman_month(at: At, month: int, sep: str, year: Number) -> When | None:
    """V.2013."""
    return a_month(year.value, month) if year.width == 4 and month <= 12 else None


@rule("DATE", "NUM SEP NUM YEARWORD?")
def month_in_figures(at: At, one: Number, sep: str, two: Number) -> When | None:
    """05.2013, 5/2013, 2013.5; 2012/13 is two years."""
    if two.width == 4 and one.width <= 2 and 1 <= one.value <= 12:
        return a_month(two.value, one.value)
    if one.width != 4 or two.width > 2 or not 1 <= two.value <= 12:
        return None
    if sep != "." and two.value == one.value % 10**two.width + 1:
        following = one.value + 1
        at.refuse(
            f"{one.value}{sep}{two.value} can be a month of {one.value}, or the years "
            f"{one.value} and {following}. Write {one.value}-{two.value:02}, "
            f"or {one.value}/{following}."
        )
        return None
    return a_month(one.value, two.value)
