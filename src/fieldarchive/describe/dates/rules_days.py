"""Rules for days and months of a year, with weekdays and times beside them, and for figures."""

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


@rule("MONTH", "NUM MONTHWORD", "NUM - MONTHWORD")
def month_number(at: At, number: Number) -> int | None:
    """5月, 五月."""
    return number.value if 1 <= number.value <= 12 and number.width < 3 else None


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


@rule("DATED", "DAY SEP ROMAN SEP NUM YEARWORD?")
def day_with_roman_month(
    at: At, day: int, sep: str, month: int, again: str, year: Number
) -> When | None:
    """12.V.2013."""
    is_year = year.width == 4 and 1 <= month <= 12
    return day_of_month_in_figures(at, day, month, year.value) if is_year else None


@rule("DATED", "NUM")
def day_without_signs(at: At, number: Number) -> When | None:
    """20130512, as file names have it."""
    if number.width != 8 or not 1000 <= number.value // 10000 <= 2999:
        return None
    return a_day(number.value // 10000, number.value // 100 % 100, number.value % 100)


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
