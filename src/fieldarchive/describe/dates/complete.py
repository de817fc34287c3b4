"""Complete dates in shapes that the grammar does not know, through python-dateutil.

Such as "Sun, 12 May 2013 06:40:00 +0900" from a letter. It is called twice with two defaults, and
what differs between the answers was not in the text.
"""

from __future__ import annotations

import re
from datetime import datetime

_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*[+-]\d{4})?\b")
# Two days that differ in every part.
_DEFAULTS = (datetime(1804, 2, 3, 4, 5), datetime(1911, 8, 17, 16, 23))


def read_complete(text: str) -> str | None:
    """A day, or a day and a time, as EDTF; None where a part of the day is missing or doubtful."""
    if not text.isascii() or not _has_one_day(text):
        return None
    from dateutil import parser

    try:
        one, other = (parser.parse(text, default=day, ignoretz=True) for day in _DEFAULTS)
    except (ValueError, OverflowError, TypeError):  # ParserError is a ValueError
        return None
    if one.date() != other.date():
        return None
    return f"{one:%Y-%m-%dT%H:%M:%S}" if one == other else f"{one:%Y-%m-%d}"


def _has_one_day(text: str) -> bool:
    """Whether there is a word, one year, one day and nothing else that could be either.

    dateutil reads "12-14 May 2013" as 14 May 2012, at 20:13.
    """
    figures = re.findall(r"\d+", _TIME.sub("", text))
    lengths = sorted(map(len, figures))
    return re.search("[A-Za-z]{3}", text) is not None and lengths in ([1, 4], [2, 4])
