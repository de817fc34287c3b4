"""Where in a transcript a time is talked of: beside which segment its words stand.

What names no segment that is shown stands with the facts of the item instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fieldarchive.browse.page import wording
from fieldarchive.browse.tongue import _

Row = Mapping[str, Any]


def beside_segments(told: Sequence[Row], segments: Sequence[Row]) -> dict[int, list[str]]:
    """The times that are talked of, in words, by the number of the segment they begin at."""
    beside: dict[int, list[str]] = {}
    for row in told:
        number = _begins_at(row, segments)
        if number is not None:
            beside.setdefault(number, []).append(_said(row))
    return beside


def without_segment(told: Sequence[Row], segments: Sequence[Row]) -> list[str]:
    """The entries that stand beside no segment, as they were written."""
    return [str(row["words"]) for row in told if _begins_at(row, segments) is None]


def _begins_at(row: Row, segments: Sequence[Row]) -> int | None:
    """The first segment of a stretch: the one named, or the first that has not ended by then."""
    if row["first_segment"] is not None:
        numbers = {segment["n"] for segment in segments}
        return row["first_segment"] if row["first_segment"] in numbers else None
    start = row["start_ms"]
    if start is None:
        return None
    timed = [segment for segment in segments if segment["start_ms"] is not None]
    later = (s for s in timed if s["start_ms"] >= start or (s["end_ms"] or 0) > start)
    return next((int(segment["n"]) for segment in later), None)


def _said(row: Row) -> str:
    if row["about"] is None:
        return str(row["words"])
    return _("about %(date)s", date=wording.date(str(row["about"]).rstrip("~")))
