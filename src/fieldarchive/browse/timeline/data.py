"""A timeline as data: the counts that it draws, with lane and city, as JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from fieldarchive.browse.finding.searching import Asked
from fieldarchive.browse.timeline.asking import FILTERS, Asking
from fieldarchive.browse.timeline.axis import iso
from fieldarchive.browse.timeline.rows import Shown

COLUMNS = ("lane", "date", "date_start", "date_end", "city", "items", "unsure")


def as_json(asked_for: Asking, told: Asked, found: Shown) -> Mapping[str, Any]:
    """What is drawn; `counts` has the columns of the CSV, `threads` join the two lanes."""
    axis = found.axis
    return {
        **{name: getattr(asked_for, name) for name in FILTERS},
        "understood": told.understood,
        "refused": told.refusal,
        "from": iso(axis.first) if axis else None,
        "to": iso(axis.last) if axis else None,
        "grain": axis.grain if axis else None,
        "counts": [dict(zip(COLUMNS, line, strict=True)) for line in as_lines(found)],
        "threads": [
            {**asdict(one), "recorded": iso(one.recorded), "city": one.city or None}
            for one in found.threads
        ],
    }


def as_lines(found: Shown) -> Iterator[list[object]]:
    """A line for each bin and city, then for each time that is wider than a bin."""
    for cell in found.cells:
        days = [iso(cell.first), iso(cell.last)]
        for part in cell.parts:
            yield [cell.lane, cell.date, *days, part.city or None, part.items, part.unsure]
    for said in found.said:
        start, end = said.shape.start, said.shape.end
        days = ["" if day is None else iso(day) for day in (start, end)]
        unsure = said.items if any(sign in said.date for sign in "~?%") else 0
        yield [
            said.lane,
            said.date,
            *(day or None for day in days),
            said.city or None,
            said.items,
            unsure,
        ]
