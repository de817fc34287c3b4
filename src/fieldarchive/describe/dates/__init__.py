"""Dates as people write them in English, Russian and Chinese, into EDTF.

`read_date` is the one door. What cameras and programs write (EDTF itself, moments of ISO 8601) is
read at once; phrases go through a small grammar of our own, which is imported when the first one
comes; complete dates in other shapes, such as those of e-mail, through python-dateutil. A phrase is
understood as a whole or not at all, and nothing is filled in from today. The conventions are
written down in `when`: what is early and late, and where before and after begin.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from fieldarchive.describe import edtf
from fieldarchive.describe.dates.values import Calendar, DateReading, Named, Unread

__all__ = ["Calendar", "DateReading", "Named", "Unread", "read_date", "understand"]

_PLAIN = Calendar()
# A day, or a day and a time, as nearly every photograph and note has it.
_USUAL = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)?", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4})[-:](\d\d)[-:](\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,]\d+)?\s?(Z|[+-]\d\d(?::?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
_LEVEL2 = "It is EDTF of level 2, which is not read here. Write it with levels 0 and 1."
# A set of one date is that date, as librarians write what is not on the thing itself: [1969].
_SUPPLIED = re.compile(r"\[(?!.*\.\.)[^\[\]{},]*\]")
_BOTH_DOUBTS = re.compile(r"\?~|~\?")


def read_date(
    words: str, order: str = "dmy", *, on: date | None = None, calendar: Calendar = _PLAIN
) -> DateReading | None:
    """What a date means, or None when the words are not understood; `understand` says why.

    `order` (dmy, mdy, ymd) decides figures such as 05/06/2013. `on` is the day of recording, from
    which "yesterday" counts. `calendar` holds what the archive's people count from.
    """
    found = understand(words, order, on=on, calendar=calendar)
    return found if isinstance(found, DateReading) else None


def understand(
    words: str, order: str = "dmy", *, on: date | None = None, calendar: Calendar = _PLAIN
) -> DateReading | Unread:
    """The same as `read_date`, with the reason where words are not understood."""
    text = words.strip()
    return _usual(text) or _as_written(text) or _moment(text) or _phrase(text, order, on, calendar)


def _usual(text: str) -> DateReading | None:
    match = _USUAL.fullmatch(text)
    if match is None:
        return None
    try:
        date.fromisoformat(match[1])
    except ValueError:
        return None
    return DateReading(text, match[1], match[1])


def _as_written(text: str) -> DateReading | None:
    found = edtf.bounds(text)
    if found is None:
        return None
    return DateReading(text, _iso(found.start), _iso(found.end))


def _moment(text: str) -> DateReading | None:
    """An instant to the second; a fraction of it stays with the photograph's facts."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    year, month, day, clock, seconds, offset = match.groups()
    zone = offset.upper() if offset else ""
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return _as_written(f"{year}-{month}-{day}T{clock}{seconds or ':00'}{zone}")


@lru_cache(maxsize=4096)
def _phrase(text: str, order: str, on: date | None, calendar: Calendar) -> DateReading | Unread:
    from fieldarchive.describe.dates.complete import read_complete
    from fieldarchive.describe.dates.phrases import read_phrase
    from fieldarchive.describe.edtf_level2 import is_level2

    if not text:
        return Unread("It says nothing.")
    if _SUPPLIED.fullmatch(text):
        return understand(text[1:-1], order, on=on, calendar=calendar)
    if text[0] not in "?~%" and is_level2(text):
        return Unread(_LEVEL2)
    if _BOTH_DOUBTS.search(text):
        plain = _as_written(_BOTH_DOUBTS.sub("%", text))
        if plain is not None:
            return plain
    found = read_phrase(text, order, calendar, on)
    if isinstance(found, DateReading):
        return found
    if complete := read_complete(text):
        return _as_written(complete) or found
    return found


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
