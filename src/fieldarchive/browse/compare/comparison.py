"""One comparison put together: the subject as a set, two sides, and all that is told of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldarchive.browse.compare import facing, lacking, queries, sides
from fieldarchive.browse.compare.asking import REST, Asking
from fieldarchive.browse.compare.lacking import Difference, Lack
from fieldarchive.browse.compare.sides import Row, Side, Sides
from fieldarchive.browse.data import queries as asked_of
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.facets import BitMap, FacetIndex
from fieldarchive.browse.finding.searching import Asked, asked
from fieldarchive.browse.page.wording import KINDS
from fieldarchive.browse.themes.quotations import Quotation
from fieldarchive.browse.themes.tree import children_of, whole
from fieldarchive.search.query import parse

SENSES = "senses"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared, counted. `told` is how words were understood; none for a theme."""

    sides: Sides
    themes: frozenset[str]  # of the subject, with the narrower ones
    told: Asked | None
    months: Sequence[Row]
    seasons: Sequence[Row]
    years: Sequence[Row]
    kinds: Sequence[Row]
    languages: Sequence[Row]
    senses: Sequence[Row]
    undated: tuple[int, int]
    lacks: tuple[Lack, Lack]
    differences: Sequence[Difference]
    photographs: Sequence[facing.Pair]
    words: tuple[Sequence[Quotation], Sequence[Quotation]]
    weighed: bool  # whether field days are known

    @property
    def total(self) -> int:
        """How many items of the subject there are on both sides."""
        return sum(len(side.found) for side in self.sides)

    @property
    def is_few(self) -> bool:
        """Whether a side has so few that a rate says little."""
        return min(len(side.found) for side in self.sides) < sides.FEW

    @property
    def times(self) -> tuple[int, float] | None:
        """Which side has more a field day, 0 or 1, and how many times; None where none can say."""
        left, right = (side.rate for side in self.sides)
        if not left or not right:
            return None
        return (0, left / right) if left >= right else (1, right / left)


def comparison(
    release: Release, index: FacetIndex, asking: Asking, connection: sqlite3.Connection
) -> Comparison:
    """The whole of it, in the thread that holds a connection to the release."""
    themes = _themes(release, asking.theme)
    subject, told = _subject(release, index, asking, themes, connection)
    left, right = _side(index, asking, subject, connection)
    both = left, right
    per_day = asking.per_day
    pictures = index.items("kind", "photograph")
    quoted = _words(release, asking, told)
    languages = sorted(index.values("language"), key=str)
    return Comparison(
        both,
        themes,
        told,
        months=sides.by_month(index, both, per_day=per_day),
        seasons=sides.by_season(index, both, per_day=per_day),
        years=sides.by_year(index, both, per_day=per_day),
        kinds=sides.by_value(index, both, "kind", KINDS, per_day=per_day),
        languages=sides.by_value(index, both, "language", languages, per_day=per_day),
        senses=sides.by_sets(both, _senses(release, index), per_day=per_day),
        undated=(sides.undated(index, left), sides.undated(index, right)),
        lacks=(
            lacking.lacks(index, left, right, themes),
            lacking.lacks(index, right, left, themes),
        ),
        differences=lacking.differences(index, both, themes),
        photographs=facing.photographs(connection, both, pictures),
        words=(
            facing.words_of(connection, left, pictures, quoted),
            facing.words_of(connection, right, pictures, quoted),
        ),
        weighed=bool(left.days or right.days),
    )


def _themes(release: Release, theme: str) -> frozenset[str]:
    return frozenset(whole(children_of(release), theme)) if theme else frozenset()


def _subject(
    release: Release,
    index: FacetIndex,
    asking: Asking,
    themes: frozenset[str],
    connection: sqlite3.Connection,
) -> tuple[BitMap, Asked | None]:
    if asking.typed:
        wanted, told = asked(release, asking.typed, connection)
        return BitMap(asked_of.numbers_wanted(connection, wanted)), told
    if themes:
        return BitMap.union(BitMap(), *(index.items("themes", slug) for slug in themes)), None
    return index.every, None


def _side(
    index: FacetIndex, asking: Asking, subject: BitMap, connection: sqlite3.Connection
) -> Sides:
    found = []
    for slug in (asking.left, asking.right):
        is_rest = slug == REST
        city = asking.left if is_rest else slug
        here = index.items("city", city)
        here = index.every - here if is_rest else here
        days = queries.field_days(connection, city, but=is_rest) or {}
        found.append(Side(slug, here, here & subject, days))
    return found[0], found[1]


def _senses(release: Release, index: FacetIndex) -> Mapping[str, BitMap]:
    """By its slug each sense of the vocabulary with what is narrower: the themes below `senses`."""
    children = children_of(release)
    return {
        slug: BitMap.union(BitMap(), *(index.items("themes", one) for one in whole(children, slug)))
        for slug in children.get(SENSES, ())
    }


def _words(release: Release, asking: Asking, told: Asked | None) -> list[str]:
    """The words by which sentences are chosen: those typed, or the labels of the theme."""
    if told is not None:
        return [term.as_typed for term in parse([asking.typed]) if not term.field]
    return [
        word
        for theme in release.vocabulary.themes
        if theme.slug == asking.theme
        for word in theme.words()[1:]
    ]
