"""The lines of a concordance, a page of them at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import islice
from typing import Any

from sqlite_utils import Database

from fieldarchive.browse.data import queries
from fieldarchive.browse.finding.question import Question
from fieldarchive.browse.finding.searching import Asked
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.concordance import Line, first_of, lines

PAGE = 100  # lines
MOST = 2_000  # lines that a page makes and sorts, within a second; a CSV has all of them
COLUMNS = tuple(field.name for field in fields(Line))


@dataclass(frozen=True, slots=True)
class FoundLines:
    """How many lines there are, `MOST` at most, and a page of them with the titles of their items.

    `is_cut` when there are more: then it is the first by date that are sorted.
    """

    total: int
    is_cut: bool
    has_words: bool
    first: int
    lines: Sequence[Line]
    titles: Mapping[str, str]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // PAGE)


def found_lines(database: Database, wanted: Wanted, order: str, page: int) -> FoundLines:
    """A page of lines in an order of `concordance.ORDERS`; pages are counted from 1."""
    before = (page - 1) * PAGE
    every = lines(database, wanted)
    some = first_of(islice(every, MOST), order, min(MOST, before + PAGE))
    shown = some.lines[before:]
    return FoundLines(
        total=some.total,
        is_cut=next(every, None) is not None,
        has_words=bool(wanted.match),
        first=before + 1,
        lines=shown,
        titles=queries.titles(database, [line.key for line in shown]),
    )


def as_json(question: Question, told: Asked, found: FoundLines) -> dict[str, Any]:
    """A page of lines; names are those of `fieldarchive concordance --json`."""
    return {
        "q": question.typed,
        "understood": told.understood,
        "refused": told.refusal,
        "total": found.total,
        "is_cut": found.is_cut,
        "sort": question.order,
        "lines": [asdict(line) for line in found.lines],
        "page": question.page,
        "next": question.as_data(question.page + 1) if question.page < found.pages else None,
    }
