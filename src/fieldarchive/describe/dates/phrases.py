"""A phrase in words: looked up, read by the rules, and told apart where it is not understood."""

from __future__ import annotations

import re
from datetime import date

from fieldarchive.describe import edtf
from fieldarchive.describe.dates import (  # noqa: F401  # each adds its rules to the grammar
    lexicon,
    rules_amounts,
    rules_days,
    rules_doubt,
    rules_events,
    rules_figures,
    rules_intervals,
    rules_numbers,
    rules_open,
    rules_parts,
    rules_relative,
    rules_seasons,
    rules_stretches,
    rules_times,
)
from fieldarchive.describe.dates.events import add_events
from fieldarchive.describe.dates.lattice import Lattice, lattice
from fieldarchive.describe.dates.parsing import Chart
from fieldarchive.describe.dates.rules import GRAMMAR, At
from fieldarchive.describe.dates.spelling import spelled
from fieldarchive.describe.dates.values import Calendar, DateReading, Unread
from fieldarchive.describe.dates.when import When

LONGEST = 120
# A day like any other, to see whether words would be understood if the recording had a day.
_SOME_DAY = date(2001, 8, 16)

_OR = re.compile(r"\b(?:or|или)\b|或|还是")
_WHICH = (
    "It leaves open which is meant. "
    "Write an interval, such as 1969/1970, or the likelier one with a question mark: “1969?”."
)
_FROM_HERE = "It counts from the day of recording, and that is not known."

lexicon.name(GRAMMAR.words)


def read_phrase(
    words: str, order: str, calendar: Calendar, on: date | None
) -> DateReading | Unread:
    """What a phrase means, or why it means nothing."""
    text = spelled(words)
    if len(text) > LONGEST:
        return Unread(f"It is longer than {LONGEST} signs, and no date is.")
    found = lattice(text)
    add_events(found, calendar)
    at = At(order, calendar, on)
    when = _whole(found, at)
    if when is not None:
        return reading(when, *_swapped(found))
    return _unread(found, at)


def reading(when: When, *remarks: str) -> DateReading:
    """A stretch as EDTF, with its bounds and all there is to tell."""
    written = when.edtf()
    bounds = edtf.bounds(written)
    if bounds is None:
        raise ValueError(written)
    start, end = (None if day is None else day.isoformat() for day in (bounds.start, bounds.end))
    return DateReading(written, start, end, (*when.remarks, *remarks))


def _whole(found: Lattice, at: At) -> When | None:
    """The best reading that takes in every word."""
    for when, end in Chart(GRAMMAR, found.edges, at).read("WHEN", 0):
        if end >= len(found.text) and isinstance(when, When) and _is_written(when):
            return when
    return None


def _is_written(when: When) -> bool:
    return edtf.bounds(when.edtf()) is not None


def _swapped(found: Lattice) -> list[str]:
    return [
        f"“{word}” is read as “{other}”: it has letters of another alphabet."
        for word, other in found.swapped.items()
    ]


def _unread(found: Lattice, at: At) -> Unread:
    understood = _longest(found, at)
    unknown = tuple(dict.fromkeys(found.unknown))
    if at.on is None and _whole(found, At(at.order, at.calendar, _SOME_DAY)) is not None:
        return Unread(at.two_centuries or _FROM_HERE, needs_day=True)
    if at.complaints:
        return Unread(at.complaints[0])
    if _OR.search(found.text) and not unknown:
        return Unread(_WHICH, understood)
    if unknown:
        listed = ", ".join(f"“{word}”" for word in unknown[:5])
        return Unread(f"No date is made of {listed}.", understood, unknown)
    if understood:
        return Unread(f"Only “{understood}” says a date; the rest does not fit it.", understood)
    return Unread("It names no year.")


def _longest(found: Lattice, at: At) -> str | None:
    """The longest stretch of the phrase that says a date by itself."""
    chart = Chart(GRAMMAR, found.edges, At(at.order, at.calendar, at.on))
    best = ""
    for start in found.starts:
        for when, end in chart.read("WHEN", start):
            stretch = found.text[start:end].strip()
            if len(stretch) > len(best) and isinstance(when, When) and _is_written(when):
                best = stretch
    return best or None
