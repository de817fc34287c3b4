"""EDTF of level 2, known by sight so that it can be told apart from what is no EDTF at all.

Sets, exponents, significant digits, half years, doubts inside a date, and X for any figure: all of
it is valid and none of it is read. The person is told so and writes it another way.
"""

from __future__ import annotations

import re

from fieldarchive.describe.edtf import bounds, length_of_month

_DOUBT = re.compile("[?~%]")
_DATE = re.compile(r"(-?)([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?", re.ASCII)
_YEAR = re.compile(r"-?\d{4}S\d+|Y-?\d+(?:E\d+(?:S\d+)?|S\d+)", re.ASCII)
_SET = re.compile(r"\[[^\[\]{}]*\]|\{[^\[\]{}]*\}")
# Seasons by hemisphere, quarters, thirds and halves of a year (ISO 8601-2, 4.8).
_DIVISIONS = range(21, 42)


def is_level2(text: str) -> bool:
    """Whether a string is valid EDTF that only level 2 knows."""
    if bounds(text) is not None:
        return False
    if _SET.fullmatch(text):
        return all(_is_member(member) for member in re.split(", ?", text[1:-1]))
    left, slash, right = text.partition("/")
    if not slash:
        return _is_part(text)
    ends = [end for end in (left, right) if end not in {"", ".."}]
    is_new = any(bounds(end) is None for end in ends)
    return is_new and all(map(_is_part, ends)) and _least(left) <= _most(right)


def _is_member(text: str) -> bool:
    ends = [end for end in text.split("..") if end]
    return 1 <= len(ends) <= 2 and all(map(_is_part, ends)) and text.count("..") < 2


def _is_part(text: str) -> bool:
    """One date, with doubts anywhere and an X for any figure; a year by its size or its digits."""
    if bounds(text) is not None or _YEAR.fullmatch(text):
        return True
    match = _DATE.fullmatch(_DOUBT.sub("", text))
    if match is None or match[0] == "-0000" or re.search(r"[?~%]{2}", text):
        return False
    _, year, month, day = match.groups()
    if month is None:
        return True
    if day is None and month.isdecimal() and int(month) in _DIVISIONS:
        return True
    return any(_could_be(day, range(1, _length(year, m) + 1)) for m in _months(month))


def _months(written: str) -> list[int]:
    return [month for month in range(1, 13) if _fits(written, month)]


def _could_be(written: str | None, numbers: range) -> bool:
    return written is None or any(_fits(written, number) for number in numbers)


def _fits(written: str, number: int) -> bool:
    return re.fullmatch(written.replace("X", r"\d"), f"{number:02}") is not None


def _length(year: str, month: int) -> int:
    return length_of_month(2000 if "X" in year else int(year), month)


def _least(text: str) -> str:
    return _DOUBT.sub("", text).replace("X", "0") if text.strip(".") else ""


def _most(text: str) -> str:
    """For comparing intervals after the year 0; what lies before it is not compared."""
    plain = _DOUBT.sub("", text).replace("X", "9")
    return plain if plain.strip(".") and not plain.startswith("-") else "~"
