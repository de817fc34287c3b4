"""Items with times of all sorts, for releases to look at in tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fieldarchive.catalogue.published import PublishedItem
from fieldarchive.describe import edtf


def bounds(date: str | None) -> tuple[str | None, str | None]:
    """The first and last day of an EDTF date, as ISO."""
    found = edtf.bounds(date) if date else None
    days = (found.start, found.end) if found else (None, None)
    return tuple(day.isoformat() if day else None for day in days)  # type: ignore[return-value]


def times(
    one: PublishedItem,
    date: str | None = None,
    about: str | None = None,
    stretches: Sequence[tuple[str, int | None]] = (),
) -> PublishedItem:
    """The item with dates and their bounds; `stretches` are a time and the segment it begins at."""
    row = dict(one.item)
    if date:
        row |= dict(zip(("date", "date_start", "date_end"), (date, *bounds(date)), strict=True))
    told = ("about", "about_start", "about_end")
    row |= dict(zip(told, (about, *bounds(about)), strict=True))
    rows = [
        {
            "n": n, "start_ms": None, "end_ms": None, "first_segment": first,
            "last_segment": None, "words": said,
            **dict(zip(told, (said, *bounds(said)), strict=True)),
        }
        for n, (said, first) in enumerate(stretches, 1)
    ]  # fmt: skip
    return replace(one, item=row, told_about=rows)
