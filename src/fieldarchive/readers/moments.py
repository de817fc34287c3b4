"""Dates and times as cameras and picture programs write them.

EXIF, XMP and IPTC each have their own way to write a moment; all become ISO 8601 here. A moment
keeps what was written and no more: a month stays a month, a clock without a zone stays naive.
Which moment wins is settled in `told`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

# Ends of an epoch and defaults of a camera whose battery was out; the day is enough to doubt it.
_RESET_DAYS = {"1904-01-01", "1970-01-01", "1980-01-01", "1980-01-06", "2000-01-01"}
_MOMENT = re.compile(
    r"(?P<year>\d{4})"
    r"(?:[-:/.](?P<month>[ \d]?\d)"
    r"(?:[-:/.](?P<day>[ \d]?\d)"
    r"(?:[T ]+(?P<hour>[ \d]?\d):(?P<minute>[ \d]?\d)(?::(?P<second>[ \d]?\d)"
    r"(?:[.,](?P<fraction>\d*))?)?\s*(?P<offset>Z|[-+]\d?\d:?\d\d)?)?)?)?"
)
_OFFSET = re.compile(r"Z|([-+])(\d?\d):?(\d\d)")
_FURTHEST_OFFSET = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a date and a clock time; `local` is "2010", "2010-09-04" or with "T11:37:03"."""

    local: str
    offset: str | None = None

    @property
    def has_time(self) -> bool:
        """Whether the clock time is known, not only the day."""
        return "T" in self.local

    @property
    def is_reset_clock(self) -> bool:
        """Whether a camera would say this after its battery was out.

        True for the first minute of any year and all day on the days clocks are known to restart.
        """
        return self.local[:10] in _RESET_DAYS or self.local[4:16] == "-01-01T00:00"

    def __str__(self) -> str:
        return self.local + (self.offset or "")


def read_moment(text: str, fraction: str = "", offset: str = "") -> Moment | None:
    """The moment that `text` writes, or None for the blanks that EXIF writes for "unknown".

    `fraction` and `offset` are what EXIF keeps in tags of their own (SubSecTime, OffsetTime).
    Raises `ValueError` for what is written but cannot be: month 13, year 0000.
    """
    if not text.strip(" :/-.\0"):
        return None
    match = _MOMENT.fullmatch(text.strip(" \0"))
    if not match:
        raise ValueError(text)
    year, month, day = match["year"], match["month"], match["day"]
    if match["hour"] is None:
        return Moment(_partial_date(year, month, day))
    whole = datetime(
        int(year),
        int(month),
        int(day),
        int(match["hour"]),
        int(match["minute"]),
        int(match["second"] or 0),
    )
    digits = (match["fraction"] or fraction).strip()
    local = whole.isoformat() + (f".{digits}" if digits.isdecimal() and int(digits) else "")
    return Moment(local, read_offset(match["offset"] or offset))


def _partial_date(year: str, month: str | None, day: str | None) -> str:
    """ "2014", "2014-02" or "2014-02-03"; month or day 00 mean "unknown" in IPTC."""
    datetime(int(year), 1, 1)
    if not month or not int(month):
        return year
    datetime(int(year), int(month), 1)
    if not day or not int(day):
        return f"{year}-{int(month):02}"
    return datetime(int(year), int(month), int(day)).date().isoformat()


def read_offset(text: str) -> str | None:
    """An offset from UTC as "+09:00", or None for anything that is none."""
    match = _OFFSET.fullmatch(text.strip(" \0"))
    if not match:
        return None
    if match[0] == "Z":
        return "+00:00"
    sign, hours, minutes = match.groups()
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return (
        f"{sign}{hours:0>2}:{minutes}" if int(minutes) < 60 and size <= _FURTHEST_OFFSET else None
    )


def read_iptc_moment(day: str, time: str) -> Moment | None:
    """IPTC's CCYYMMDD and HHMMSS±HHMM as a moment; raises `ValueError` like `read_moment`."""
    written = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", day.strip(" \0"))
    clock = re.fullmatch(r"(\d\d)(\d\d)(\d\d)([-+]\d{4})?", time.strip(" \0"))
    is_whole_day = re.fullmatch(r"\d{4}-(?!00)\d\d-(?!00)\d\d", written)
    if clock and is_whole_day:
        written += f"T{clock[1]}:{clock[2]}:{clock[3]}{clock[4] or ''}"
    return read_moment(written)
