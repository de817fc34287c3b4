"""What EDTF says, in plain English: "about 1967 to 1969", "summer 2013", "before or in 1991"."""

from __future__ import annotations

import re

from fieldarchive.describe.dates.rules_days import MONTHS

_DOUBTS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DATE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def gloss(edtf: str) -> str:
    """EDTF that is read here, for a person; what has no plain words stays as it is."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(edtf)
    if start in {"", ".."} or end in {"", ".."}:
        return _open(start, end)
    doubt = _DOUBTS.get(start[-1:], "")
    if doubt and start[-1:] == end[-1:]:
        return f"{doubt}{_one(start[:-1])} to {_one(end[:-1])}"
    return f"{_one(start)} to {_one(end)}"


def _open(start: str, end: str) -> str:
    unknown = "" if ".." in {start, end} else ", the other end is unknown"
    if start not in {"", ".."}:
        return f"from {_one(start)} on{unknown}"
    return f"until {_one(end)}{unknown}" if end not in {"", ".."} else "at any time"


def _one(edtf: str) -> str:
    doubt = _DOUBTS.get(edtf[-1:], "")
    day, _, clock = edtf.rstrip("~?%").partition("T")
    hour = f", {clock[:5]}{clock[8:]}" if clock else ""
    return doubt + _plain(day) + hour


def _plain(day: str) -> str:
    if re.fullmatch(r"\d{3}X", day):
        return f"the {day[:3]}0s"
    if re.fullmatch(r"\d\dXX", day):
        return f"century {int(day[:2]) + 1}, the years {day[:2]}00 to {day[:2]}99"
    match = _DATE.fullmatch(day.removesuffix("-XX").removesuffix("-XX"))
    if match is None:
        return day
    year, month, number = match.groups()
    if month in _SEASONS:
        return f"{_SEASONS[month]} {year}"
    name = "" if month is None else f"{MONTHS[int(month) - 1]} "
    some_day = "some day in " if day.endswith("-XX") else ""
    return some_day + (f"{int(number)} " if number else "") + name + year
