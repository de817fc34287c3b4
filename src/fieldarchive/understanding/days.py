"""The days that a date of a query means: as people say it, or as a range such as 1966..1969."""

from __future__ import annotations

import re

from fieldarchive.describe.dates import read_date
from fieldarchive.errors import NotUnderstood
from fieldarchive.understanding.meanings import Meanings

# By field of a query the date of an item that it asks for.
DATED = {"date": "date", "since": "date", "until": "date", "about": "about", "added": "added"}


def days(meanings: Meanings, name: str, written: str) -> tuple[str, str]:
    """The first and the last day that a field wants, ISO, "" where it is open; `NotUnderstood`."""
    if name == "since":
        return _known(meanings, written)[0], ""
    if name == "until":
        return "", _known(meanings, written)[1]
    return _between(meanings, written)


def _between(meanings: Meanings, written: str) -> tuple[str, str]:
    is_open = re.fullmatch(r"\.\.[^/]+|[^/]+\.\.", written)
    if not is_open and (found := _days(meanings, written)) is not None:
        return found
    left, dots, right = written.partition("..")
    if not dots or not (left.strip() or right.strip()):
        raise _no_date(written)
    first = _known(meanings, left)[0] if left.strip() else ""
    last = _known(meanings, right)[1] if right.strip() else ""
    return first, last


def _known(meanings: Meanings, written: str) -> tuple[str, str]:
    found = _days(meanings, written)
    if found is None:
        raise _no_date(written)
    return found


def _days(meanings: Meanings, written: str) -> tuple[str, str] | None:
    found = read_date(written, meanings.date_order, calendar=meanings.calendar)
    return (found.start or "", found.end or "") if found else None


def _no_date(written: str) -> NotUnderstood:
    return NotUnderstood(written, "is no date", 'Write 1966..1969, 2013-05, or "конец 60-х".')
