"""Hits: what a query finds in one browse database, in order; `asking` reads it, `telling` says why.

The terminal and the pages both ask here, so that they show the same items in the same order. It
reads the database that it is given and nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive.catalogue import search
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.groups import groups
from fieldarchive.hits.asking import asked
from fieldarchive.hits.telling import Hit, Passage, texts_of, with_words
from fieldarchive.search.boundaries import SUREST, grade

__all__ = [
    "Counts",
    "Hit",
    "Passage",
    "asked",
    "count",
    "counted",
    "find",
    "in_order",
    "with_words",
]

_MOST_GRADED = 1000  # items that are read to tell a Chinese word from a part of another
_READ_AT_ONCE = 50


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
            said = "\n".join(text for _, text in texts_of(row))
            by_grade[grade(said, words)].append(row["id"])
        if len(by_grade[SUREST * len(words)]) >= enough:
            break
    return [number for _, some in sorted(by_grade.items(), reverse=True) for number in some]
