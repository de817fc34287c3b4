"""How pictures are laid out on a page: below headings of time, or facing each other.

A heading is a day and its place, a month or a year: the finest that does not cut the page into
headings without pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from fieldarchive.browse.data.release import Release
from fieldarchive.browse.gallery.queries import Row
from fieldarchive.browse.page import wording
from fieldarchive.browse.tongue import _

_DAY, _MONTH, _YEAR = 10, 7, 4  # letters of an ISO date
_ENOUGH = 4  # pictures that a heading should have, on an average
_NARROWEST, _WIDEST = 5, 25  # tenths of width to height; a panorama is cut to fit


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures below one heading; `place` is the slug or the words of where a day was spent."""

    heading: str
    place: str | None
    pictures: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Facing:
    """The pictures of one stretch of time on both sides."""

    heading: str
    left: Sequence[Row]
    right: Sequence[Row]


def shape(picture: Row) -> int:
    """Width to height of a picture in tenths, from 5 to 25; the stylesheet has a class of each."""
    if not picture["width"] or not picture["height"]:
        return 13
    tenths = round(10 * int(picture["width"]) / int(picture["height"]))
    return max(_NARROWEST, min(_WIDEST, tenths))


def in_time(pictures: Sequence[Row], release: Release) -> list[Group]:
    """Pictures in their order, below headings of time."""
    length = _finest(pictures)

    def key(picture: Row) -> tuple[str, str | None]:
        place = picture["place"] or picture["city"] if length == _DAY else None
        return _stretch(picture, length), place

    return [
        Group(said, _place(release, place), list(group))
        for (said, place), group in groupby(pictures, key=key)
    ]


def facing(pictures: Iterable[Row], left: str, right: str) -> list[Facing]:
    """Pictures of two cities in their order, month by month or year by year."""
    found = list(pictures)
    length = min(_finest(found), _MONTH)
    return [
        Facing(
            said,
            [one for one in group if one["city"] == left],
            [one for one in group if one["city"] == right],
        )
        for said, group in ((s, list(g)) for s, g in groupby(found, lambda p: _stretch(p, length)))
    ]


def _finest(pictures: Sequence[Row]) -> int:
    for length in (_DAY, _MONTH):
        headings = sum(1 for _one in groupby(pictures, key=lambda p: _stretch(p, length)))
        if headings * _ENOUGH <= len(pictures):
            return length
    return _YEAR


def _stretch(picture: Row, length: int) -> str:
    """The day, month or year of a picture in words; what is less exact as exactly as it is."""
    start, end = picture["date_start"] or "", picture["date_end"] or ""
    for letters in (_DAY, _MONTH, _YEAR):
        if letters <= length and start and start[:letters] == end[:letters]:
            return wording.date(start[:letters]) or start
    return wording.date(picture["date"]) or _("Without a date")


def _place(release: Release, words: str | None) -> str | None:
    found = release.places.get(words or "") or release.city(words)
    return found.label if found else None
