"""What a search finds as data: JSON of a page as `find --json` gives it, and CSV of all of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from fieldarchive.browse.finding.question import Question
from fieldarchive.browse.finding.results import Found
from fieldarchive.browse.finding.searching import Asked
from fieldarchive.hits import Hit
from fieldarchive.search.marks import without_marks

COLUMNS = (
    "key", "kind", "title", "city", "place", "date", "language", "themes", "access",
    "snippet", "n", "start_ms", "speaker",
)  # fmt: skip


def as_json(question: Question, told: Asked, found: Found) -> dict[str, Any]:
    """A page of hits; names are those of the tables and of `fieldarchive find --json`."""
    counts = found.counts
    return {
        "q": question.typed,
        "understood": told.understood,
        "refused": told.refusal,
        "total": counts.total,
        "by_city": [{"city": one, "items": n} for one, n in counts.by_city.items()],
        "by_decade": [{"decade": one, "items": n} for one, n in counts.by_decade.items()],
        "items": [_item(hit, found.look(hit)) for hit in found.hits],
        "page": question.page,
        "next": question.as_data(question.page + 1) if question.page < found.pages else None,
    }


def as_line(hit: Hit) -> Sequence[object]:
    """A hit as a line of CSV: the item, and the first place where it says what was looked for."""
    said = asdict(hit.passages[0]) if hit.passages else {}
    line = {**said, **hit.row, "snippet": without_marks(said.get("text") or hit.snippet) or None}
    return [line.get(column) for column in COLUMNS]


def _item(hit: Hit, look: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **hit.row,
        **look,
        "themes": json.loads(hit.row["themes"]),
        "snippet": without_marks(hit.snippet) or None,
        "passages": [{**asdict(one), "text": without_marks(one.text)} for one in hit.passages],
    }
