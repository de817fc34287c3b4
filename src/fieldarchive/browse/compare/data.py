"""A comparison as rows for those who count on: tidy, one number of one side a row."""

from __future__ import annotations

from collections.abc import Iterator

from fieldarchive.browse.compare.asking import Asking
from fieldarchive.browse.compare.comparison import Comparison
from fieldarchive.browse.compare.sides import Row

COLUMNS = ("theme", "query", "city", "measure", "value", "items", "field_days", "items_per_day")

Line = tuple[object, ...]


def lines(asking: Asking, found: Comparison) -> Iterator[Line]:
    """All counts; `measure` is all, month, season (EDTF), year, kind, language or sense."""
    subject = (asking.theme or None, asking.typed or None)
    for side in found.sides:
        yield (*subject, side.slug, "all", None, len(side.found), side.field_days, _said(side.rate))
    measures = {
        "month": found.months,
        "season": found.seasons,
        "year": found.years,
        "kind": found.kinds,
        "language": found.languages,
        "sense": found.senses,
    }
    for measure, rows in measures.items():
        for row in rows:
            yield from _of_row(subject, found, measure, row)


def as_json(asking: Asking, found: Comparison) -> dict[str, object]:
    """The same rows, and what each side lacks."""
    return {
        "theme": asking.theme or None,
        "query": asking.typed or None,
        "left": asking.left,
        "right": asking.right,
        "rows": [dict(zip(COLUMNS, line, strict=True)) for line in lines(asking, found)],
        "lacks": {
            side.slug: {
                "themes": dict(lack.themes),
                "kinds": dict(lack.kinds),
                "languages": dict(lack.languages),
                "months": lack.months,
            }
            for side, lack in zip(found.sides, found.lacks, strict=True)
        },
    }


def _of_row(
    subject: tuple[object, ...], found: Comparison, measure: str, row: Row
) -> Iterator[Line]:
    for n, side in enumerate(found.sides):
        numbers = row.counts[n], row.days[n], _said(row.rates[n])
        yield (*subject, side.slug, measure, row.value, *numbers)


def _said(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)
