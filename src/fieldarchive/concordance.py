"""A concordance: every place where a browse database says what was looked for, a line each.

Titles, descriptions and notes are gone through, and transcripts segment by segment. Which items
are meant is for `hits`; how lines are printed is for the doors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, TypeAlias

from sqlite_utils import Database

from fieldarchive.catalogue import search
from fieldarchive.catalogue.marking import shown
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.groups import groups
from fieldarchive.search.excerpts import after, before, without_title
from fieldarchive.search.folding import fold, words
from fieldarchive.search.marks import Span, markable, spans
from fieldarchive.search.phrases import any_phrase

CONTEXT = 100  # columns of a text that are kept on each side of what was found
_AT_ONCE = 100  # items
_UNKNOWN = "9999"  # behind every date


@dataclass(frozen=True, slots=True)
class Line:
    """One place where something was found, with what stands before and after it there.

    `column` is title, description or text; `n`, `start_ms`, `speaker` and `language` are those of
    the segment where it is one. The other names are those of the table `items`. The three pieces
    follow one another, a line break is a space.
    """

    key: str
    column: str
    n: int | None
    start_ms: int | None
    speaker: str | None
    language: str | None
    city: str | None
    date: str | None
    date_start: str | None
    access: str
    left: str
    hit: str
    right: str


Order: TypeAlias = Callable[[Line], tuple[Any, ...]]


def by_date(line: Line) -> tuple[str]:
    """The oldest first, what has no date last."""
    return (line.date_start or _UNKNOWN,)


def by_right(line: Line) -> tuple[list[str], list[str]]:
    """By the words from what was found onwards."""
    return list(map(fold, words(line.right))), list(map(fold, words(line.hit)))


def by_left(line: Line) -> tuple[list[str], list[str]]:
    """By the words before what was found, the nearest first."""
    return list(map(fold, reversed(words(line.left)))), list(map(fold, words(line.hit)))


ORDERS: Mapping[str, Order] = {"date": by_date, "left": by_left, "right": by_right}


@dataclass(frozen=True, slots=True)
class Concordance:
    """How many lines there are in all, how many of them of closed items, and the first of them."""

    total: int
    closed: int
    lines: tuple[Line, ...]


def first_of(lines: Iterable[Line], order: str, limit: int) -> Concordance:
    """The first lines in an order of `ORDERS`; memory grows with these alone.

    Lines come in the order of their dates.
    """
    total = closed = 0

    def counted() -> Iterator[Line]:
        nonlocal total, closed
        for line in lines:
            total += 1
            closed += line.access == "closed"
            yield line

    found = nsmallest(limit, counted(), key=ORDERS[order])
    return Concordance(total, closed, tuple(found))


def lines(database: Database, wanted: Wanted) -> Iterator[Line]:
    """Every line of the items that are `wanted`, as `hits.asked` gave it, in order of their dates.

    None where no words are asked for.
    """
    if wanted.match:
        for group in groups(search.oldest_first(database, wanted), _AT_ONCE):
            yield from lines_of(database, wanted, group)


def lines_of(database: Database, wanted: Wanted, numbers: Sequence[int]) -> Iterator[Line]:
    """The lines of some items, by their numbers, one item after another."""
    return _of_items(database, search.texts(database, numbers), any_phrase(wanted.match))


def _of_items(
    database: Database, items: Iterable[Mapping[str, Any]], phrases: str
) -> Iterator[Line]:
    places = [
        (item, column, segment, text)
        for item in items
        for column, segment, text in _places(database, item, phrases)
        if text
    ]
    with shown({n: markable(text) for n, (*_, text) in enumerate(places)}) as index:
        marked = index.marked(phrases)
    for n in sorted(marked):
        item, column, segment, text = places[n]
        for place in spans(text, marked[n]):
            yield _line(item, column, segment, text, place)


def _places(
    database: Database, item: Mapping[str, Any], phrases: str
) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """What an item says, in the order in which a reader meets it: column, segment, text."""
    title = item["title"] or ""
    text = without_title(item["text"] or "", title)
    if not text.startswith(title.rstrip("…")):  # else it was made of the text
        yield "title", {}, title
    yield "description", {}, item["description"] or ""
    yield "text", {}, _not_spoken(database, item["id"], text) if item["segments"] else text
    for segment in search.segments(database, item["id"], phrases) if item["segments"] else ():
        yield "text", segment, segment["text"]


def _not_spoken(database: Database, number: int, text: str) -> str:
    """The text of an item without the lines of its transcripts, which are gone through apart."""
    spoken = {
        line
        for speaker, said in search.spoken(database, number)
        for line in (f"{speaker}: {said}" if speaker else said).split("\n")
    }
    return "\n".join(line for line in text.split("\n") if line not in spoken)


def _line(
    item: Mapping[str, Any], column: str, segment: Mapping[str, Any], text: str, place: Span
) -> Line:
    first, last = place
    return Line(
        key=item["key"],
        column=column,
        n=segment.get("n"),
        start_ms=segment.get("start_ms"),
        speaker=segment.get("speaker"),
        language=segment.get("language") or item["language"],
        city=item["city"],
        date=item["date"],
        date_start=item["date_start"],
        access=item["access"],
        left=before(text, first, CONTEXT),
        hit=text[first:last],
        right=after(text, last, CONTEXT),
    )
