"""Rules for the time of day beside a date.

EDTF has a time only beside one day, and none for "in the evening": what it cannot hold stays in the
words and is told.
"""

from __future__ import annotations

from dataclasses import replace

from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.when import End, When

IN_WORDS = "The time of day stays in the words."


@rule("CLOCK", "NUM : NUM", "NUM HOURWORD NUM MINUTEWORD?", "NUM h NUM")
def hour_and_minute(at: At, hour: Number, minute: Number) -> str | None:
    """6:40, 6 часов 40 минут, 6点40分."""
    return _clock(hour, minute, Number(0, 2))


@rule("CLOCK", "NUM : NUM : NUM")
def with_seconds(at: At, hour: Number, minute: Number, second: Number) -> str | None:
    """6:40:12."""
    return _clock(hour, minute, second)


@rule("CLOCK", "NUM HOURWORD HALFHOUR")
def half_past(at: At, hour: Number) -> str | None:
    """6点半."""
    return _clock(hour, Number(30, 2), Number(0, 2))


@rule("CLOCK", "NUM|CARDINAL HOURWORD", "NUM|CARDINAL o ' clock")
def full_hour(at: At, hour: Number) -> str | None:
    """6 часов, 6点."""
    return _clock(hour, Number(0, 2), Number(0, 2))


@rule("TIME", "at|в|около? CLOCK")
def by_the_clock(at: At, clock: str) -> str:
    """At 6:40."""
    return clock


@rule("TIME", "at|в? CLOCK DAYTIME", "at? CLOCK AMPM", "at? CLOCK in the DAYTIME")
def with_half_of_day(at: At, clock: str, half: str) -> str | None:
    """6:40 pm, 6 часов вечера."""
    return _of_half(clock, half)


@rule("TIME", "DAYTIME 的? ,? at|в? CLOCK")
def half_of_day_before(at: At, half: str, clock: str) -> str | None:
    """上午6点40分."""
    return _of_half(clock, half)


@rule("TIME", "at? NUM|CARDINAL AMPM", "at|в? NUM DAYTIME", "at? NUM|CARDINAL in the DAYTIME")
def hour_of_half(at: At, hour: Number, half: str) -> str | None:
    """6 am; 6 утра."""
    clock = _clock(hour, Number(0, 2), Number(0, 2))
    return clock and _of_half(clock, half)


@rule("TIME", "at? NUM . NUM AMPM")
def dotted_time_of_half(at: At, hour: Number, minute: Number, half: str) -> str | None:
    """6.40pm."""
    clock = _clock(hour, minute, Number(0, 2)) if minute.width == 2 else None
    return clock and _of_half(clock, half)


@rule("TIME", "at? NUM a m", "at? CLOCK a m")
def before_noon(at: At, hour: Number | str) -> str | None:
    """6 a.m."""
    clock = hour if isinstance(hour, str) else _clock(hour, Number(0, 2), Number(0, 2))
    return clock and _of_half(clock, "am")


@rule("TIME", "at? NUM p m", "at? CLOCK p m")
def after_noon(at: At, hour: Number | str) -> str | None:
    """6 p.m."""
    clock = hour if isinstance(hour, str) else _clock(hour, Number(0, 2), Number(0, 2))
    return clock and _of_half(clock, "pm")


@rule(
    "TIME",
    "DAYTIME",
    "in|at|on|early|late|early? in? the? DAYTIME",
    "early|late|рано|поздно DAYTIME",
)
def in_words(at: At, half: str) -> str:
    """In the evening, вечером."""
    return ""


@rule("ZONED", "TIME ZONE?")
def zoned(at: At, clock: str, zone: str | None) -> str:
    """6:40 UTC; other zones by their letters stay in the words."""
    return clock + zone if clock and zone else clock


@rule("CORE", "DAYDATE ,? ZONED", "DAYDATE ( ZONED )")
def day_and_time(at: At, day: When, clock: str) -> When | None:
    """12 May 2013, 6:40."""
    if not clock or day.first is None:
        return day.noting(IN_WORDS)
    moment = End(f"{day.first.day}T{clock}", day.first.about, day.first.perhaps)
    return replace(day, unit="moment", first=moment, last=moment)


@rule("CORE", "ZONED ,? of|on|from|в|во? the? DAYDATE")
def time_and_day(at: At, clock: str, day: When) -> When | None:
    """6:40 on 12 May 2013, вечером 12 мая 2013."""
    return day_and_time(at, day, clock)


@rule("CORE", "DAYDATE , NUM . NUM", "DAYDATE ,? в NUM . NUM")
def day_and_dotted_time(at: At, day: When, hour: Number, minute: Number) -> When | None:
    """12 мая 2013, 18.40."""
    clock = _clock(hour, minute, Number(0, 2)) if minute.width == 2 else None
    return day_and_time(at, day, clock) if clock else None


@rule("CORE", "DAYDATE ,? from|с? CLOCK DASH|TO CLOCK", "DAYDATE ,? between|между CLOCK AND CLOCK")
def day_and_hours(at: At, day: When, start: str, end: str) -> When:
    """12 May 2013, 6:40–8:00."""
    return day.noting(IN_WORDS)


def without_time(when: When) -> When:
    """A day without its hour, for an interval, which in EDTF has none."""
    if when.unit != "moment" or when.first is None:
        return when
    day = replace(when.first, day=when.first.day[:10])
    return replace(when, unit="day", first=day, last=day).noting(IN_WORDS)


def _clock(hour: Number, minute: Number, second: Number) -> str | None:
    fits = hour.value < 24 and minute.value < 60 and second.value < 60 and hour.width < 3
    return f"{hour.value:02}:{minute.value:02}:{second.value:02}" if fits else None


def _of_half(clock: str, half: str) -> str | None:
    hour = int(clock[:2])
    if half == "pm" and hour < 12:
        return f"{hour + 12:02}{clock[2:]}"
    return f"00{clock[2:]}" if half == "am" and hour == 12 else clock
