"""EDTF (ISO 8601-2) as far as the archive writes it, and the days that bound a date.

Levels 0 and 1, decades and centuries (`196X`), seasons, and intervals. Nothing is ever filled in
from today. Words that are no EDTF are for `dates`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime

_SIMPLE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<doubt>[?~%])?",
    re.ASCII,
)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(Z|[+-]\d{2}(:\d{2})?)?", re.ASCII)
# ISO 8601-2, 4.8: spring, summer, autumn, winter. Winter begins in December of the year named.
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a date can mean; None where it is open."""

    start: date | None
    end: date | None


def bounds(edtf: str) -> Bounds | None:
    """The days an EDTF string can mean, or None when it is no EDTF that is written here."""
    if "/" in edtf:
        return _interval(edtf)
    if moment := _MOMENT.fullmatch(edtf):
        return _moment(moment)
    match = _SIMPLE.fullmatch(edtf)
    return _simple(match) if match else None


def _interval(edtf: str) -> Bounds | None:
    left, _, right = edtf.partition("/")
    if left in {"", ".."} and right in {"", ".."}:
        return None
    start = Bounds(None, None) if left in {"", ".."} else bounds(left)
    end = Bounds(None, None) if right in {"", ".."} else bounds(right)
    if start is None or end is None or "/" in right:
        return None
    if start.start and end.end and start.start > end.end:
        return None
    return Bounds(start.start, end.end)


def _moment(match: re.Match[str]) -> Bounds | None:
    try:
        day = datetime.fromisoformat(f"{match.group(1)}T{match.group(2)}").date()
    except ValueError:
        return None
    return Bounds(day, day)


def _simple(match: re.Match[str]) -> Bounds | None:
    first, last = _years(match["year"])
    month, day = match["month"], match["day"]
    if month is None or month == "XX":
        return Bounds(date(first, 1, 1), date(last, 12, 31)) if first > 0 else None
    if first != last or first == 0:
        return None
    if month in _SEASONS:
        return _season(first, *_SEASONS[month]) if day is None and first < 9999 else None
    return _within_month(first, month, day)


def _years(text: str) -> tuple[int, int]:
    return int(text.replace("X", "0")), int(text.replace("X", "9"))


def _season(year: int, first_month: int, last_month: int) -> Bounds:
    last_year = year + (last_month < first_month)
    last_day = calendar.monthrange(last_year, last_month)[1]
    return Bounds(date(year, first_month, 1), date(last_year, last_month, last_day))


def _within_month(year: int, month: str, day: str | None) -> Bounds | None:
    try:
        first = date(year, int(month), 1 if day in {None, "XX"} else int(str(day)))
    except ValueError:
        return None
    if day not in {None, "XX"}:
        return Bounds(first, first)
    return Bounds(first, first.replace(day=calendar.monthrange(year, int(month))[1]))
