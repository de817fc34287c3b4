"""EDTF (ISO 8601-2), levels 0 and 1, and the days that bound a date.

Strings are judged here and never mended: whatever is no EDTF is for `dates`. Of level 2 only
doubtful decades (`196X~`) and intervals between them are read; the rest is known by sight
(`edtf_level2`).

Two questions on which other readers differ are settled so: an interval between two seasons of a
year is valid (edtf-validate agrees, edtf.js does not), and a decade or century alone (`196`, `19`)
is not, because it looks like any other number. A fraction of a second, and an offset without a
colon, are valid ISO 8601 but no EDTF; `dates` reads both.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, time

_DATE = re.compile(
    r"(?P<year>-?(?:\d{4}|\d{3}X|\d{2}XX|XXXX))(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?P<doubt>[?~%])?",
    re.ASCII,
)
_LONG_YEAR = re.compile(r"Y-?[1-9]\d{4,}[?~%]?", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d)(?::(\d\d))?)?", re.ASCII
)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# ISO 8601-2, 4.8: spring, summer, autumn, winter. Winter begins in December of the year named.
SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a date can mean.

    None where it is open, where nobody knows (`XXXX`, `1985/`), and beyond the years 1 to 9999,
    which no ISO day of four figures can name.
    """

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class _Days:
    """First and last day as (year, month, day), of any year at all."""

    first: tuple[int, int, int]
    last: tuple[int, int, int]
    is_exact: bool = True  # no figure of it is an X


def bounds(edtf: str) -> Bounds | None:
    """The days an EDTF string can mean, or None when it is not valid or not read here."""
    if "/" in edtf:
        return _interval(edtf)
    if moment := _MOMENT.fullmatch(edtf):
        return _moment(moment)
    if edtf.startswith("XXXX"):
        return Bounds(None, None) if edtf in {"XXXX", "XXXX-XX", "XXXX-XX-XX"} else None
    days = _days(edtf)
    return Bounds(_day(days.first), _day(days.last)) if days else None


def _interval(edtf: str) -> Bounds | None:
    left, _, right = edtf.partition("/")
    if "Y" in edtf:
        return None  # long years stand alone
    start = None if left in {"", ".."} else _days(left)
    end = None if right in {"", ".."} else _days(right)
    if (start is None and left not in {"", ".."}) or (end is None and right not in {"", ".."}):
        return None
    if start and end and start.first > (end.first if start.is_exact and end.is_exact else end.last):
        return None
    return Bounds(_day(start.first) if start else None, _day(end.last) if end else None)


def _moment(match: re.Match[str]) -> Bounds | None:
    written, hour, minute, second, sign, *offset = match.groups()
    days = _days(written)
    try:
        if (hour, minute, second) != ("24", "00", "00"):  # the end of a day
            time(int(hour), int(minute), int(second))
    except ValueError:
        return None
    if days is None or (sign and not _is_offset(sign, int(offset[0]), int(offset[1] or 0))):
        return None
    return Bounds(_day(days.first), _day(days.last))


def _is_offset(sign: str, hours: int, minutes: int) -> bool:
    """Zones reach from 12 hours behind UTC to 14 ahead; behind it by nothing is no offset."""
    ahead = hours * 60 + minutes
    return minutes < 60 and (ahead <= 14 * 60 if sign == "+" else 0 < ahead <= 12 * 60)


def _days(written: str) -> _Days | None:
    if _LONG_YEAR.fullmatch(written):
        number = int(written[1:].rstrip("?~%"))
        return _Days((number, 1, 1), (number, 12, 31))
    match = _DATE.fullmatch(written)
    if match is None or match["year"] in {"-0000", "XXXX", "-XXXX"}:
        return None
    year: str = match["year"]
    month: str | None = match["month"]
    day: str | None = match["day"]
    first, last = sorted(int(year.replace("X", figure)) for figure in "09")
    if month is None or month == "XX":
        is_known = day in {None, "XX"}
        return _Days((first, 1, 1), (last, 12, 31), "X" not in written) if is_known else None
    if "X" in year:
        return None
    return _season(first, month, day) if month in SEASONS else _within_month(first, month, day)


def _season(year: int, month: str, day: str | None) -> _Days | None:
    if day is not None:
        return None
    first, last = SEASONS[month]
    last_year = year + (last < first)
    return _Days((year, first, 1), (last_year, last, length_of_month(last_year, last)))


def _within_month(year: int, written: str, day: str | None) -> _Days | None:
    month = int(written)
    if not 1 <= month <= 12:
        return None
    length = length_of_month(year, month)
    if day in {None, "XX"}:
        return _Days((year, month, 1), (year, month, length), day is None)
    number = int(str(day))
    return _Days((year, month, number), (year, month, number)) if 1 <= number <= length else None


def length_of_month(year: int, month: int) -> int:
    """Days in a month of the proleptic Gregorian calendar, of any year."""
    return 29 if month == 2 and calendar.isleap(year) else _LENGTHS[month - 1]


def _day(parts: tuple[int, int, int]) -> date | None:
    return date(*parts) if 1 <= parts[0] <= 9999 else None
