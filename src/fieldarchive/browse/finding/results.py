"""What a search finds, as a page of it shows it: items best first, and counts to narrow it by.

The words were understood before; here a release is asked, in the thread that holds a connection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive import hits
from fieldarchive.browse.data import queries
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.page import dating
from fieldarchive.browse.tongue import _
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.hits import Counts, Hit
from fieldarchive.search.marks import without_marks

PAGE = 50  # items
_NAME = 24  # letters of a label that stands well among facts
WIDTH = 180  # columns of a text that is shown; a Chinese sign takes two


@dataclass(frozen=True, slots=True)
class Found:
    """How many items there are by city and decade, and a page of them; `first` is its number."""

    counts: Counts
    first: int
    hits: Sequence[Hit]
    looks: Mapping[int, queries.Row]

    @property
    def total(self) -> int:
        """How many items there are in all."""
        return self.counts.total

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // PAGE)

    def look(self, hit: Hit) -> queries.Row:
        """The thumbnail and the length of an item that is shown."""
        return self.looks[hit.row["id"]]


@dataclass(frozen=True, slots=True)
class Narrower:
    """A city or a decade among what was found; `condition` asks for it alone, where one can."""

    label: str
    items: int
    condition: str = ""
    bank: int | None = None


def found(database: Database, wanted: Wanted, page: int) -> Found:
    """A page of the items that are wanted, the best first; pages are counted from 1."""
    before = (page - 1) * PAGE
    counts = hits.count(database, wanted)
    numbers = hits.in_order(database, wanted, before + PAGE) if before < counts.total else []
    shown = hits.with_words(database, numbers[before:], wanted, WIDTH)
    return Found(counts, before + 1, shown, queries.looks(database, numbers[before:]))


def is_name(hit: Hit) -> bool:
    """Whether a hit says it by a label, such as a theme's, which stands well among its facts."""
    return hit.is_label and len(without_marks(hit.snippet)) <= _NAME


def cities(release: Release, counts: Counts) -> list[Narrower]:
    """What was found by city, the most first."""
    return [
        Narrower(city.label, items, f"city:{city.slug}", city.bank)
        if (city := release.city(slug))
        else Narrower(_("no city"), items, "city:none", 0)
        for slug, items in counts.by_city.most_common()
    ]


def decades(counts: Counts) -> list[Narrower]:
    """What was found by decade, in the order of time."""
    known = sorted(decade for decade in counts.by_decade if decade)
    told = [
        Narrower(dating.decade(decade), counts.by_decade[decade], _years(decade))
        for decade in known
    ]
    unknown = counts.by_decade[None]
    return [*told, Narrower(_("no decade"), unknown)] if unknown else told


def _years(decade: str) -> str:
    first = decade.removesuffix("s")
    return f"date:{first}..{int(first) + 9}" if first.isdecimal() else ""
