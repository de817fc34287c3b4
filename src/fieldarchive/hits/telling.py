"""Telling why an item was found: where it says what was looked for, cut out and marked.

What is marked stands in the text as it was written. A recording is told by its best segments.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue import search
from fieldarchive.catalogue.marking import Shown, shown
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.search.boundaries import grade
from fieldarchive.search.excerpts import Finds, excerpt, without_title
from fieldarchive.search.marks import ON, Span, markable, spans, with_marks, without_marks
from fieldarchive.search.phrases import any_phrase, parts
from fieldarchive.search.spacing import unspaced

_MOST_LOOKED_INTO = 40  # segments of one item among which the best are chosen
_MOST_PASSAGES = 2  # of one item that are shown
_TEXTS = ("text", "description", "labels")  # where a hit is shown, the first that says it


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment that says what was looked for: when, who, and its text, cut and marked.

    `n`, `start_ms`, `end_ms`, `speaker` and `language` are the columns of the table `segments`.
    """

    n: int
    start_ms: int | None
    end_ms: int | None
    speaker: str | None
    language: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found: its row, and where it says what was looked for.

    `title` and `snippet` have \\x02 and \\x03 around that. `snippet` is a piece of the text, the
    description, or one label (a theme, a city, a person); empty where the title or a segment, of
    which the best are in `passages`, says all there is to show. `is_label` when it is a label.
    """

    row: Mapping[str, Any]
    title: str
    snippet: str
    passages: tuple[Passage, ...]
    is_label: bool


def with_words(
    database: Database, numbers: Sequence[int], wanted: Wanted, columns: int
) -> list[Hit]:
    """Items of this database, by their numbers, with what they say of what was looked for.

    `wanted` is as `hits.asked` gave it; texts are cut to some `columns`.
    """
    rows = search.rows(database, numbers)
    if not wanted.match:
        return [_hit(row, {}, ()) for row in rows]
    passages = _passages(database, [r["id"] for r in rows if r["segments"]], wanted, columns)
    told = {row["id"] for row in rows if row["segments"]}
    marked = _marked(_places(rows, told), wanted, columns)
    untold = told - passages.keys() - marked.keys()
    long_texts = _places([row for row in rows if row["id"] in untold], ())
    marked |= _marked(long_texts, wanted, columns)
    return [_hit(row, marked.get(row["id"], {}), passages.get(row["id"], ())) for row in rows]


def texts_of(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What an item says, by column, as a person wrote it; its text does not repeat the title."""
    title = row["title"] or ""
    yield "title", title
    yield "text", without_title(row["text"] or "", title)
    yield "description", row["description"] or ""
    yield "labels", unspaced(row["labels"] or "")


def _places(rows: Sequence[Mapping[str, Any]], told: Collection[int]) -> list[tuple[int, str, str]]:
    """What items say, by number and column; without the text, which may be long, of some."""
    return [
        (row["id"], column, text)
        for row in rows
        for column, text in texts_of(row)
        if text and not (column == "text" and row["id"] in told)
    ]


def _marked(
    places: Sequence[tuple[int, str, str]], wanted: Wanted, columns: int
) -> dict[int, dict[str, str]]:
    """By item and column what says what was looked for, cut and marked; titles and labels whole."""
    if not places:
        return {}  # an index of nothing takes as long as one of a little
    texts = {n: text for n, (_, _, text) in enumerate(places)}
    found: dict[int, dict[str, str]] = {}
    with _index_of(texts) as index:
        for n, finds in _finds(index, texts, wanted).items():
            number, column, text = places[n]
            whole = column in ("title", "labels")
            found.setdefault(number, {})[column] = (
                with_marks(text, list(finds)) if whole else excerpt(text, finds, columns)
            )
    return found


def _index_of(texts: Mapping[int, str]) -> AbstractContextManager[Shown]:
    return shown({number: markable(text) for number, text in texts.items()})


def _finds(index: Shown, texts: Mapping[int, str], wanted: Wanted) -> Mapping[int, Finds]:
    """Where texts say what was looked for, and which word of the query each place stands for."""
    found: dict[int, dict[Span, str]] = {}
    for number, marked in index.marked(any_phrase(wanted.match)).items():
        text = texts[number]
        found[number] = {(a, b): text[a:b].casefold() for a, b in spans(text, marked)}
    words = parts(wanted.match)
    for word in words if len(words) > 1 else ():
        for number, marked in index.marked(any_phrase(word)).items():
            found[number] |= {
                place: word for place in spans(texts[number], marked) if place in found[number]
            }
    return found


def _hit(row: Mapping[str, Any], marked: Mapping[str, str], passages: Sequence[Passage]) -> Hit:
    kept = {name: row[name] for name in row if name not in _TEXTS}
    title = row["title"] or ""
    first = next((name for name in _TEXTS if name in marked), None)
    snippet = marked[first] if first and not passages else ""
    if first == "labels":
        snippet = next((line for line in snippet.splitlines() if ON in line), "")
    if "title" in marked and without_marks(snippet).startswith(title.rstrip("…")):
        snippet = ""  # the title is the beginning of the text, and says it there
    is_label = first == "labels" and bool(snippet)
    return Hit(kept, marked.get("title", title), snippet, tuple(passages), is_label)


def _passages(
    database: Database, numbers: Sequence[int], wanted: Wanted, columns: int
) -> dict[int, tuple[Passage, ...]]:
    """By item the segments that say the most of what was looked for, in their order."""
    segments = {one["id"]: one for n in numbers for one in _segments(database, n, wanted)}
    if not segments:
        return {}
    texts = {number: segment["text"] for number, segment in segments.items()}
    with _index_of(texts) as index:
        finds = _finds(index, texts, wanted)
        value = _value(index, wanted)
    of_item: dict[int, list[int]] = {}
    best = sorted(
        finds,
        key=lambda number: (
            value(number),
            -grade(texts[number], wanted.chinese),
            -len(set(finds[number].values())),
            -len(finds[number]),
            number,
        ),
    )
    for number in best:
        of_item.setdefault(segments[number]["item"], []).append(number)
    return {
        item: tuple(
            _passage(segments[number], finds[number], columns)
            for number in sorted(_different(some, finds)[:_MOST_PASSAGES])
        )
        for item, some in of_item.items()
    }


def _segments(database: Database, number: int, wanted: Wanted) -> list[dict[str, Any]]:
    """Segments of an item among which the best are: first what says all words, then any of them."""
    found: list[dict[str, Any]] = []
    for asked in dict.fromkeys([wanted.together, wanted.match, any_phrase(wanted.match)]):
        if asked and len(found) < _MOST_PASSAGES:
            found += search.segments(database, number, asked, _MOST_LOOKED_INTO)
    return found


def _value(index: Shown, wanted: Wanted) -> Callable[[int], int]:
    """How much a text says, the most first: the words together, all of them, some of them."""
    together, whole = index.saying(wanted.together), index.saying(wanted.match)
    return lambda number: 0 if number in together else 1 if number in whole else 2


def _different(best: Sequence[int], finds: Mapping[int, Finds]) -> list[int]:
    """The best first, then what says a word that was not said yet, then the others."""
    said: set[str] = set()
    first: list[int] = []
    for number in best:
        words = set(finds[number].values())
        if words - said:
            first.append(number)
            said |= words
    return [*first, *(number for number in best if number not in first)]


def _passage(segment: Mapping[str, Any], finds: Finds, columns: int) -> Passage:
    return Passage(
        **{name: segment[name] for name in ("n", "start_ms", "end_ms", "speaker", "language")},
        text=excerpt(segment["text"], finds, columns),
    )
