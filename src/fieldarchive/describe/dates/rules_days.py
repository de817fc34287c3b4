"""Rules for days, weeks and months of a year, and for weekdays beside them."""

from __future__ import annotations

from datetime import date, timedelta

from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.when import When, a_day, a_month, about, days

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@rule("MONTH", "元月 份?")
def first_month(at: At) -> int:
    """元月."""
    return 1


@rule("MONTH", "NUM MONTHWORD", "NUM - MONTHWORD")
def month_number(at: At, number: Number) -> int | None:
    """5月, 五月."""
    is_pair = number.is_han and number.width == 2 and number.value == 12  # 一二月
    fits = 1 <= number.value <= 12 and number.width < 3
    return number.value if fits and not is_pair else None


@rule(
    "DATE",
    "MONTH месяц|месяца|месяце|month? ,? of|in? YEAR",
    "MONTH of|in? the? YEAR",
    "MONTH , YEAR",
)
def month_of_year(at: At, month: int, year: When) -> When | None:
    """May 2013, май 2013 г."""
    return with_remarks(a_month(year.year, month), year)


@rule("DATE", "YEAR ,? 的? MONTH")
def year_and_month(at: At, year: When, month: int) -> When | None:
    """2013年5月."""
    return month_of_year(at, month, year)


@rule("DATE", "the? DAY of? MONTH ,? of|in? YEAR", "DAY - MONTH - YEAR")
def day_of_month(at: At, day: int, month: int, year: When) -> When | None:
    """12 May 2013, 12 мая 2013 г."""
    found = a_day(year.year, month, day)
    if found is None:
        at.refuse(f"{MONTHS[month - 1]} {year.year} has no day {day}.")
        return None
    return with_remarks(found, year)


@rule("DATE", "MONTH the? DAY ,? of? YEAR")
def month_and_day(at: At, month: int, day: int, year: When) -> When | None:
    """May 12, 2013."""
    return day_of_month(at, day, month, year)


@rule("DATE", "YEAR ,? 的? MONTH DAY", "YEAR ,? MONTH ,? DAY")
def year_month_day(at: At, year: When, month: int, day: int) -> When | None:
    """2013年5月12日, 2013 May 12."""
    return day_of_month(at, day, month, year)


@rule("DATE", "YEAR ,? DAY MONTH")
def year_day_month(at: At, year: When, day: int, month: int) -> When | None:
    """2013, 12 мая."""
    return day_of_month(at, day, month, year)


@rule("DATE", "YEAR")
def year_alone(at: At, year: When) -> When:
    """1969."""
    return year


@rule("DATE", "DATED")
def dated(at: At, day: When) -> When:
    """A day in figures, or with its weekday or time."""
    return day


@rule("FULLDAY", "DATE")
def full_day(at: At, when: When) -> When | None:
    """Any one day, however it was said."""
    return when if when.unit == "day" else None


@rule("DAYDATE", "WEEKDAY ,? the? FULLDAY")
def weekday_before(at: At, weekday: int, day: When) -> When:
    """Sunday, 12 May 2013; told where it was another weekday."""
    return checked_weekday(day, weekday)


@rule("DAYDATE", "FULLDAY ,? WEEKDAY", "FULLDAY ( WEEKDAY )")
def weekday_after(at: At, day: When, weekday: int) -> When:
    """2013年5月12日星期日."""
    return checked_weekday(day, weekday)


@rule("DAYDATE", "FULLDAY")
def day_alone(at: At, day: When) -> When:
    """A day without its weekday."""
    return day


def checked_weekday(day: When, weekday: int) -> When:
    """A day with a remark, where the weekday that was said is not its own."""
    written = day.first.day[:10] if day.first else ""
    truly = date.fromisoformat(written).weekday()
    if truly == weekday:
        return day
    return day.noting(f"{written} was a {WEEKDAYS[truly]}, not a {WEEKDAYS[weekday]}.")


@rule("ISOWEEK", "NUM -? w NUM", "NUM YEARWORD? 第 NUM 周", "NUM YEARWORD? 第 NUM 个? 星期|礼拜")
def iso_week(at: At, year: Number, number: Number) -> When | None:
    """2013-W20."""
    try:
        first = date.fromisocalendar(year.value, number.value, 1)
    except ValueError:
        return None
    return days(first, 7)


@rule("ISOWEEK", "week|неделя NUM ,? of? YEAR", "calendar week NUM ,? of? YEAR")
def week_of_year(at: At, number: Number, year: When) -> When | None:
    """Week 20 of 2013."""
    return iso_week(at, Number(year.year, 4), number)


@rule("ISOWEEK", "ORD WEEKWORD of? YEAR")
def nth_week_of_year(at: At, number: int, year: When) -> When | None:
    """20-я неделя 2013 года."""
    return iso_week(at, Number(year.year, 4), Number(number))


@rule("CORE", "ISOWEEK", "DATE", "DAYDATE")
def whole(at: At, when: When) -> When:
    """A week, a date, a day with its weekday."""
    return when


@rule("CORE", "MONTHOFYEAR 的? WEEKPLACE WEEKWORD")
def month_and_week(at: At, month: When, number: int) -> When | None:
    """2013年5月第一周."""
    return week_of_month(at, number, month)


@rule("CORE", "the? WEEKPLACE WEEKWORD of? the? MONTHOFYEAR")
def week_of_month(at: At, number: int, month: When) -> When | None:
    """First week of May 2013: its days 1 to 7, about; the last one: its last seven days."""
    bounds = month.first
    if bounds is None or not (number == -1 or 1 <= number <= 4):
        return None
    first = date.fromisoformat(f"{bounds.day}-01")
    start = (first + timedelta(32)).replace(day=1) - timedelta(7)
    if number > 0:
        start = first + timedelta(7 * (number - 1))
    found = days(start, 7)
    return about(found)


@rule("WEEKPLACE", "ORD")
def week_by_number(at: At, number: int) -> int:
    """First week."""
    return number


@rule("WEEKPLACE", "LASTPART")
def last_week_of_it(at: At) -> int:
    """Last week."""
    return -1


@rule("MONTHOFYEAR", "DATE", "MONTHFROMHERE")
def month_of_some_year(at: At, when: When) -> When | None:
    """Any one month."""
    return when if when.unit == "month" else None


def with_remarks(found: When | None, *told: When) -> When | None:
    """What was found, with the remarks of what it was made of."""
    remarks = [remark for when in told for remark in when.remarks]
    return found.noting(*remarks) if found else None
