"""Fixing: what an item lacks or contradicts, one item at a time, with the answers that are likely.

Cases are found by the problems that describing told, and by what is missing. An answer is an edit
by hand like any other; asking for it is left to the terminal.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fieldarchive.archive import Archive
from fieldarchive.catalogue import items, revisions, wanted
from fieldarchive.catalogue.current import Current, read
from fieldarchive.catalogue.wanted import Condition, Wanted
from fieldarchive.history.claims import winner, words_of
from fieldarchive.model import JSON
from fieldarchive.vocabulary.suggesting import themes_in

_MOST = 7  # answers with a figure for a key, and room for one more
_UNSURE_M = 30.0  # as for a position that tells no accuracy


class What(StrEnum):
    """What can be fixed one at a time."""

    PLACE = "place"
    DATE = "date"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Choice:
    """A likely answer in words, and what it says of the item by field."""

    words: str
    values: Mapping[str, JSON]


@dataclass(frozen=True, slots=True)
class Case:
    """An item with what is wrong, a sentence each, and the answers that are likely.

    `field` is what a typed answer says anew.
    """

    item: Current
    field: str
    told: tuple[str, ...]
    choices: tuple[Choice, ...]


_CODES = {
    What.PLACE: (
        "place-unsure", "unknown-place", "ambiguous-place", "unknown-city", "ambiguous-city",
        "place-contradicts-city", "city-contradicts-position",
    ),
    What.DATE: ("unread-date",),
    What.THEME: ("unknown-theme",),
}  # fmt: skip
_MISSING = {
    What.PLACE: (Condition("has", ("place", "city"), negated=True),),
    What.DATE: (Condition("has", ("date",), negated=True),),
    What.THEME: (Condition("has", ("theme",), negated=True),),
}


def to_fix(archive: Archive, what: What) -> list[str]:
    """The ids of the items that have such a problem, or lack it; those with a problem first."""
    problem = Condition("problem", _CODES[what])
    told = wanted.ids(archive.record, Wanted((problem,)))
    missing = wanted.ids(archive.record, Wanted(_MISSING[what]))
    return list(dict.fromkeys([*told, *missing]))


def case(archive: Archive, what: What, record: str) -> Case | None:
    """One item to fix; None when it is gone meanwhile."""
    for item in read(archive.record, [record]):
        told = tuple(
            problem["message"]
            for problem in items.parts_of(archive.record, "problems", record)
            if problem["code"] in _CODES[what]
        )
        choices = list(_CHOICES[what](archive, item))[:_MOST]
        field = _field(what, item)
        return Case(item, field, told or (f"It has no {what}.",), tuple(choices))
    return None


def _field(what: What, item: Current) -> str:
    """The field that is in question: of two times it may be the one that is talked of."""
    if what is What.THEME:
        return "themes"
    is_dated = item.item["date"] is not None
    unread_about = item.item["about"] is None and item.item["about_words"]
    return "about" if what is What.DATE and is_dated and unread_about else what.value


def _places(archive: Archive, item: Current) -> Iterator[Choice]:
    words, row = archive.vocabulary, item.item
    slugs: list[str] = []
    if row["latitude"] is not None:
        point = row["latitude"], row["longitude"]
        slugs += words.where(*point, row["accuracy_m"] or _UNSURE_M).could_be
        nearest = words.places.nearest(*point)
        slugs += [nearest[0].slug] if nearest else []
    if row["place"]:
        slugs += words.places_of(row["place"])
        likes = [s for like in words.places_like(row["place"]) for s in words.places_of(like)]
        slugs += sorted(likes, key=lambda slug: words.city_of_place(slug) != row["city"])
    crossings = [place.slug for place in words.places.named if place.city is None]
    for slug in dict.fromkeys([*slugs, *(city.slug for city in words.cities), *crossings]):
        yield _place(archive, slug, row["place"])


def _place(archive: Archive, slug: str, said: str | None) -> Choice:
    """A place with its city, or a city without the place said that lies elsewhere."""
    place = archive.vocabulary.places.by_slug(slug)
    if place is not None:
        return Choice(place.label, {"place": slug, "city": place.city or ""})
    city = next(city for city in archive.configuration.cities if city.slug == slug)
    before = archive.vocabulary.places.by_slug(said) if said else None
    elsewhere = {"place": ""} if before is not None and before.city != slug else {}
    return Choice(next(iter(city.labels.values()), slug), {"city": slug, **elsewhere})


def _dates(archive: Archive, item: Current) -> Iterator[Choice]:
    """The days of what lies in the same folder, the commonest first; none for what is told of."""
    if _field(What.DATE, item) != "date":
        return
    folders = {posixpath.dirname(file["name"]) for file in item.files}
    days: Counter[str] = Counter()
    for folder in folders:
        days.update(items.days_in_folder(archive.record, folder))
    for day, count in days.most_common(3):
        yield Choice(f"{day} (as {count} beside it)", {"date": day})


def _themes(archive: Archive, item: Current) -> Iterator[Choice]:
    """For each word that names no theme those it looks like; then those that the text speaks of."""
    vocabulary, record = archive.vocabulary, item.item["id"]
    standing = revisions.standing(archive.record, record)
    claim = winner(standing.account.description, "themes")
    said = words_of(claim) if claim else []
    for word in said:
        if vocabulary.theme_of(word) is None:
            for like in vocabulary.themes_like(word):
                slug = vocabulary.theme_of(like) or like
                now = dict.fromkeys(slug if one == word else one for one in said)
                yield Choice(f"{word} → {slug}", {"themes": [*now]})
    text = "\n".join(filter(None, (item.item["title"], item.item["description"], item.text)))
    for one in themes_in(text, vocabulary.themes, item.themes):
        yield Choice(f"+{one.theme} ({one.quote})", {"themes": [*item.themes, one.theme]})


_CHOICES: Mapping[What, Callable[[Archive, Current], Iterator[Choice]]] = {
    What.PLACE: _places,
    What.DATE: _dates,
    What.THEME: _themes,
}
