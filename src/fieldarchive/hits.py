"""Hits: what a query finds in one browse database, in order, and where each of them says it.

The terminal and the pages both ask here, so that they show the same items in the same order. It
reads the database that it is given and nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from fieldarchive import word_forms
from fieldarchive.catalogue import search
from fieldarchive.catalogue.marking import Shown, shown
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.groups import groups
from fieldarchive.search.boundaries import SUREST, grade, words_asked
from fieldarchive.search.excerpts import excerpt, without_title
from fieldarchive.search.marks import Span, markable, spans, with_marks
from fieldarchive.search.phrases import any_phrase, as_phrase
from fieldarchive.search.spacing import unspaced

_MOST_GRADED = 1000  # items that are read to tell a Chinese word from a part of another
_READ_AT_ONCE = 50
_MOST_LOOKED_INTO = 200  # segments of one item among which the best are chosen
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
    which the best are in `passages`, says all there is to show.
    """

    row: Mapping[str, Any]
    title: str
    snippet: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items are found in all, by city and by decade; None is where nobody knows."""

    by_city: Counter[str | None]
    by_decade: Counter[str | None]

    @property
    def total(self) -> int:
        """How many items are found in all."""
        return self.by_city.total()

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.by_city + other.by_city, self.by_decade + other.by_decade)


def asked(database: Database, query: Wanted, names: Database | None = None) -> Wanted:
    """A query in the words of this database: what is looked for, and what ranks before the rest.

    The names that stand for each other are its own, or those of the database `names`.
    """
    phrase = word_forms.in_words_of(database, Wanted(words=as_phrase(query.words)), names)
    together = phrase.as_typed or phrase.match
    known = word_forms.in_words_of(database, query, names)
    return replace(known, together=together, chinese=words_asked(query.words))


def count(database: Database, wanted: Wanted) -> Counts:
    """How many items there are that `wanted`, as `asked` gave it, means."""
    return counted(search.counts(database, wanted))


def counted(rows: Iterable[tuple[str | None, str | None, int]]) -> Counts:
    """Counts from rows of a city, a decade, and how many items."""
    by_city, by_decade = Counter[str | None](), Counter[str | None]()
    for city, decade, number in rows:
        by_city[city] += number
        by_decade[decade] += number
    return Counts(by_city, by_decade)


def find(database: Database, wanted: Wanted, limit: int, columns: int) -> list[Hit]:
    """The first hits of `wanted`, as `asked` gave it: the best first, without words the newest.

    Their texts are cut to some `columns`, of which a Chinese sign takes two.
    """
    return with_words(database, in_order(database, wanted, limit), wanted, columns)


def in_order(database: Database, wanted: Wanted, limit: int) -> list[int]:
    """The numbers of the first items of `wanted` in the order in which they are shown.

    Where a Chinese word of one character is asked for, the best thousand stand by how surely the
    words are words there; longer ones hardly ever are not.
    """
    if not any(len(word) == 1 for word in wanted.chinese):
        return search.best_first(database, wanted, limit)
    best = search.best_first(database, wanted, max(limit, _MOST_GRADED))
    graded = _graded(database, best[:_MOST_GRADED], wanted.chinese, limit)
    return [*graded, *best[_MOST_GRADED:]][:limit]


def _graded(
    database: Database, numbers: Sequence[int], words: Sequence[str], enough: int
) -> list[int]:
    """Items by their grades, equals as they stand here; none is read after `enough` surest ones."""
    by_grade: dict[int, list[int]] = defaultdict(list)
    for some in groups(numbers, _READ_AT_ONCE):
        for row in search.rows(database, some):
            said = "\n".join(text for _, text in _texts(row))
            by_grade[grade(said, words)].append(row["id"])
        if len(by_grade[SUREST * len(words)]) >= enough:
            break
    return [number for _, some in sorted(by_grade.items(), reverse=True) for number in some]


def with_words(
    database: Database, numbers: Sequence[int], wanted: Wanted, columns: int
) -> list[Hit]:
    """Items of this database, by their numbers, with what they say of what was looked for."""
    rows = search.rows(database, numbers)
    phrases = any_phrase(wanted.match)
    if not phrases:
        return [_hit(row, {}, ()) for row in rows]
    passages = {
        row["id"]: _passages(database, row["id"], wanted, columns)
        for row in rows
        if row["segments"]
    }
    told = {number for number, found in passages.items() if found}
    marked = _marked(rows, phrases, told, columns)
    return [_hit(row, marked[row["id"]], passages.get(row["id"], ())) for row in rows]


def _marked(
    rows: Sequence[Mapping[str, Any]], phrases: str, told: set[int], columns: int
) -> dict[int, dict[str, str]]:
    """By item and column what says what was looked for, cut and marked; titles and labels whole.

    The text of an item whose segments are `told` is their text, and left out.
    """
    places = [
        (row["id"], column, text)
        for row in rows
        for column, text in _texts(row)
        if not (column == "text" and row["id"] in told)
    ]
    found: dict[int, dict[str, str]] = {row["id"]: {} for row in rows}
    with shown({n: markable(text) for n, (_, _, text) in enumerate(places)}) as index:
        for n, marked in index.marked(phrases).items():
            number, column, text = places[n]
            where = spans(text, marked)
            whole = column in ("title", "labels")
            found[number][column] = (
                with_marks(text, where) if whole else excerpt(text, where, columns)
            )
    return found


def _texts(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What an item says, by column, as a person wrote it; its text does not repeat the title."""
    title = row["title"] or ""
    yield "title", title
    yield "text", without_title(row["text"] or "", title)
    yield "description", row["description"] or ""
    yield "labels", unspaced(row["labels"] or "")


def _hit(row: Mapping[str, Any], marked: Mapping[str, str], passages: Sequence[Passage]) -> Hit:
    kept = {name: row[name] for name in row if name not in ("text", "description", "labels")}
    first = next((name for name in _TEXTS if name in marked), None)
    snippet = marked[first] if first and not passages else ""
    if first == "labels":
        snippet = next((line for line in snippet.splitlines() if "\x02" in line), "")
    return Hit(kept, marked.get("title", row["title"] or ""), snippet, tuple(passages))


def _passages(database: Database, number: int, wanted: Wanted, columns: int) -> tuple[Passage, ...]:
    """The segments of an item that say the most of what was looked for, in their order."""
    phrases = any_phrase(wanted.match)
    found = search.segments(database, number, phrases, _MOST_LOOKED_INTO)
    by_number = {segment["id"]: segment for segment in found}
    with shown({number: markable(one["text"]) for number, one in by_number.items()}) as index:
        marked = index.marked(phrases)
        value = _value(index, wanted)
        where = {number: spans(by_number[number]["text"], text) for number, text in marked.items()}
    best = sorted(
        where,
        key=lambda number: (
            value(number),
            -grade(by_number[number]["text"], wanted.chinese),
            -len(where[number]),
            number,
        ),
    )
    return tuple(
        _passage(by_number[number], where[number], columns)
        for number in sorted(best[:_MOST_PASSAGES])
    )


def _value(index: Shown, wanted: Wanted) -> Callable[[int], int]:
    """How much a text says, the most first: the words together, all of them, some of them."""
    together, whole = index.saying(wanted.together), index.saying(wanted.match)
    return lambda number: 0 if number in together else 1 if number in whole else 2


def _passage(segment: Mapping[str, Any], where: Sequence[Span], columns: int) -> Passage:
    return Passage(
        **{name: segment[name] for name in ("n", "start_ms", "end_ms", "speaker", "language")},
        text=excerpt(segment["text"], where, columns),
    )
