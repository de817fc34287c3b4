"""What goes in and comes out of reading a date: an archive's calendar, a reading, or none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """An event or a period that people count from, by all of its names; dates are EDTF.

    An event happened once, at some time within `start`; a period goes on where `end` is None.
    """

    names: tuple[str, ...]
    start: str
    end: str | None = None
    is_event: bool = True


@dataclass(frozen=True, slots=True)
class Calendar:
    """What an archive's people mean: the century of "the sixties", and what they count from."""

    century: int = 20
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class DateReading:
    """How a date was understood: EDTF and the ISO days that bound it, None where it is open.

    `remarks` are sentences about what is not plain to see in the words: an order of figures, a
    century, an event, a weekday that contradicts.
    """

    edtf: str
    start: str | None
    end: str | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that were not understood as a whole.

    `reason` is a sentence, `understood` the longest part that says a date by itself, `unknown` the
    words that no date is made of.
    """

    reason: str
    understood: str | None = None
    unknown: tuple[str, ...] = ()
    needs_day: bool = False
