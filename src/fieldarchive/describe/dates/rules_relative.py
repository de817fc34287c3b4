"""Rules for words that count from the day of recording; without it none of them means anything.

Last summer is the last one that had ended; last Monday the one before the recording, and 上周一 the
one of the week before.
"""

from __future__ import annotations

from datetime import date, timedelta

from fieldarchive.describe import edtf
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.rules_times import IN_WORDS
from fieldarchive.describe.dates.when import (
    When,
    a_century,
    a_day,
    a_month,
    a_season,
    a_year,
    days,
    of_day,
)


@rule("YEAR", "the? REL UNIT", "ZHREL UNIT")
def year_from_here(at: At, offset: int, unit: str) -> When | None:
    """Last year, прошлого года."""
    return a_year(at.on.year + offset) if at.on and unit == "year" else None


@rule("YEAR", "с г")
def year_of_the_record(at: At) -> When | None:
    """12 мая с. г.: сего года."""
    return a_year(at.on.year) if at.on else None


@rule("YEAR", "RELYEAR")
def year_by_its_name(at: At, offset: int) -> When | None:
    """去年, 前年."""
    return a_year(at.on.year + offset) if at.on else None


@rule("YEAR", "the year before last")
def year_before_last(at: At) -> When | None:
    """The year before last."""
    return a_year(at.on.year - 2) if at.on else None


@rule("FULLDAY", "RELDAY")
def day_from_here(at: At, offset: int) -> When | None:
    """Yesterday, позавчера, 前天."""
    return of_day(at.on + timedelta(offset)) if at.on else None


@rule("FULLDAY", "the? day before yesterday")
def day_but_one(at: At) -> When | None:
    """The day before yesterday."""
    return day_from_here(at, -2)


@rule("CORE", "REL DAYTIME")
def part_of_day_from_here(at: At, offset: int, half: str) -> When | None:
    """This morning, last night."""
    found = day_from_here(at, offset)
    return found and found.noting(IN_WORDS)


@rule("CORE", "the? REL UNIT", "ZHREL UNIT")
def stretch_from_here(at: At, offset: int, unit: str) -> When | None:
    """Last week, в прошлом месяце, 上周."""
    if at.on is None:
        return None
    if unit == "week":
        return days(_monday(at.on) + timedelta(7 * offset), 7)
    return month_from_here(at, offset, unit)


@rule("MONTHFROMHERE", "the? REL UNIT", "ZHREL UNIT")
def month_from_here(at: At, offset: int, unit: str) -> When | None:
    """Last month, 上个月."""
    if at.on is None or unit != "month":
        return None
    months = at.on.year * 12 + at.on.month - 1 + offset
    return a_month(months // 12, months % 12 + 1)


@rule("FULLDAY", "MONTHFROMHERE DAY")
def day_of_month_from_here(at: At, month: When, day: int) -> When | None:
    """上个月5号."""
    number = int(month.first.day[5:7]) if month.first else 0
    return a_day(month.year, number, day)


@rule("FULLDAY", "the? DAY of? MONTHFROMHERE")
def day_and_month_from_here(at: At, day: int, month: When) -> When | None:
    """5-го числа прошлого месяца."""
    return day_of_month_from_here(at, month, day)


@rule("CENTURYHERE", "the? REL CENTURYWORD")
def century_from_here(at: At, offset: int = 0) -> When | None:
    """Last century, в этом веке."""
    return a_century((at.on.year - 1) // 100 + 1 + offset) if at.on and offset in {-1, 0} else None


@rule("CENTURYHERE", "上|上个|上一个|上一 世纪")
def last_century_from_here(at: At) -> When | None:
    """上世纪."""
    return century_from_here(at, -1)


@rule("CORE", "CENTURYHERE")
def some_century_from_here(at: At, when: When) -> When:
    """A century that is named from here."""
    return when


@rule("CENTURYNUM", "本|这个 世纪")
def this_century(at: At) -> int | None:
    """本世纪."""
    return (at.on.year - 1) // 100 + 1 if at.on else None


@rule("CENTURYNUM", "REL CENTURYWORD")
def this_century_in_words(at: At, offset: int) -> int | None:
    """Этого века."""
    return this_century(at) if offset == 0 else None


@rule("DATE", "the? REL MONTH")
def month_by_name(at: At, offset: int, month: int) -> When | None:
    """Last May: the last one that had ended."""
    if at.on is None or offset < -1:
        return None
    year = at.on.year + (0 if month < at.on.month else -1) if offset < 0 else at.on.year + offset
    return a_month(year, month)


@rule("SEASONDATE", "the? REL SEASON")
def season_from_here(at: At, offset: int, season: int) -> When | None:
    """Last summer: the last one that had ended."""
    if at.on is None:
        return None
    last = edtf.SEASONS[str(season)][1]
    ended = at.on.year - (at.on.month <= last)  # the year in which the last one ended
    starts = ended - (season == 24)
    if offset < 0:
        return a_season(starts + offset + 1, season)
    is_now_or_over = season != 24 or at.on.month <= 8
    year = at.on.year - (season == 24) if is_now_or_over else at.on.year
    return a_season((at.on.year if at.on.month == 12 else year) + offset, season)


@rule("FULLDAY", "the? REL WEEKDAY")
def weekday_from_here(at: At, offset: int, weekday: int) -> When | None:
    """Last Monday."""
    if at.on is None:
        return None
    if offset == 0:
        return of_day(_monday(at.on) + timedelta(weekday))
    back = (at.on.weekday() - weekday - 1) % 7 + 1
    return of_day(at.on - timedelta(back) + timedelta(0 if offset < 0 else 7 + 7 * (back == 7)))


@rule("FULLDAY", "ZHREL WEEKDAY")
def weekday_of_week(at: At, offset: int, weekday: int) -> When | None:
    """上周一."""
    return of_day(_monday(at.on) + timedelta(7 * offset + weekday)) if at.on else None


@rule("FULLDAY", "WEEKDAY of|на? REL WEEKWORD")
def weekday_of_some_week(at: At, weekday: int, offset: int) -> When | None:
    """Monday of last week, в понедельник на прошлой неделе."""
    return weekday_of_week(at, offset, weekday)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
