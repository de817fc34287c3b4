"""How a date looks on an axis: sharp, soft, doubtful, wide, or open, as EDTF says it.

A fuzzy date is shown as fuzzy: what is known to the day is a mark, a year a bar of its length,
"about" has soft ends, "perhaps" is dashed, an open end fades away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from fieldarchive.describe import edtf

_OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class Shape:
    """The look of one date. `start` and `end` are days as ordinals, both included; None is open.

    `soft_start` and `soft_end` stand for "about", `is_doubtful` for "perhaps", `is_pale` for
    decades and centuries, of which nobody knows the year.
    """

    start: int | None
    end: int | None
    soft_start: bool = False
    soft_end: bool = False
    is_doubtful: bool = False
    is_pale: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is known to the day."""
        return self.start is not None and self.start == self.end

    def softness(self, first: int, last: int) -> str:
        """Which ends are not sharp, of those that a stretch of days shows.

        As gradients are called: "start", "end", "both" or "".
        """
        start = self.start is None or (self.soft_start and self.start >= first)
        end = self.end is None or (self.soft_end and self.end <= last)
        return {(True, True): "both", (True, False): "start", (False, True): "end"}.get(
            (start, end), ""
        )


def shape_of(date: str | None) -> Shape | None:
    """The look of an EDTF date; None for what names no day at all that a calendar here has."""
    bounds = edtf.bounds(date) if date else None
    if date is None or bounds is None or (bounds.start is None and bounds.end is None):
        return None
    left, slash, right = date.partition("/")
    right = right if slash else left
    return Shape(
        start=_ordinal(bounds.start),
        end=_ordinal(bounds.end),
        soft_start=left[-1:] in ("~", "%"),
        soft_end=right[-1:] in ("~", "%"),
        is_doubtful=left[-1:] in ("?", "%") or right[-1:] in ("?", "%"),
        is_pale=any("X" in part[:4] for part in (left, right) if part not in _OPEN),
    )


def period(start: str | None, end: str | None, *, is_event: bool) -> Shape | None:
    """The look of a period or an event; an event without an end lasts as long as its date."""
    if not start and not end:
        return None
    if is_event and not end:
        return shape_of(start)
    return shape_of(f"{start or '..'}/{end or '..'}")


def _ordinal(day: Day | None) -> int | None:
    return None if day is None else day.toordinal()
