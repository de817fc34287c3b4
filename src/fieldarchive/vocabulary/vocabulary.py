"""All vocabularies of one archive together: one place to ask what a word means."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fieldarchive.config import CONFIGURATION, City, Configuration
from fieldarchive.facts import Whereabouts
from fieldarchive.naming import naming
from fieldarchive.vocabulary.people import Person, parse_people, people_of
from fieldarchive.vocabulary.places import Places
from fieldarchive.vocabulary.resembling import remembering
from fieldarchive.vocabulary.themes import Theme, parse_themes, themes_of
from fieldarchive.vocabulary.words import folded

FOLDER = "vocabularies"
_FILES = ("themes.csv", "people.csv", "places.geojson")


@dataclass(frozen=True)
class Vocabulary:
    """What words mean here. Every look-up takes a word as somebody wrote it, in any language.

    `digest` changes when any of the tables or the configuration does.
    """

    themes: tuple[Theme, ...]
    people: tuple[Person, ...]
    cities: tuple[City, ...]
    places: Places
    digest: str

    def theme_of(self, word: str) -> str | None:
        """The slug of the theme that a word names; "senses/smell" is asked by its last part."""
        found = self._theme_words.get(folded(word))
        if found is None and "/" in word:
            found = self._theme_words.get(folded(word.rsplit("/", 1)[1]))
        return found

    def themes_like(self, word: str) -> list[str]:
        """A label of each theme that looks like `word`, as it is written, the nearest first."""
        return self._themes_like(word)

    def narrower(self, slug: str) -> list[str]:
        """A theme and all that lie under it, it first; a circle of themes ends."""
        found = [slug]
        for one in found:  # which grows meanwhile
            found += [t.slug for t in self.themes if t.broader == one and t.slug not in found]
        return found

    def city_of(self, word: str) -> str | None:
        """The slug of the city that a word names; None where it names none, or several."""
        named = self.cities_of(word)
        return named[0] if len(named) == 1 else None

    def cities_of(self, word: str) -> list[str]:
        """The slugs of all cities that a word names: two towns may share a name, but no slug."""
        if folded(word) in self._cities_by_slug:
            return [folded(word)]
        return self._city_words.get(folded(word), [])

    def cities_like(self, word: str) -> list[str]:
        """A name of each city that looks like `word`, the nearest first."""
        return self._cities_like(word)

    def country_of(self, city: str) -> str | None:
        """The country of a city by its slug, ISO 3166."""
        found = self._cities_by_slug.get(city)
        return found.country if found else None

    @property
    def knows_places(self) -> bool:
        """Whether there are any named places."""
        return bool(self.places.named)

    def places_of(self, word: str) -> list[str]:
        """The slugs of all places that a word names: there is a market in every city."""
        return [place.slug for place in self.places.named_by(word)]

    def places_like(self, word: str) -> list[str]:
        """A name of each place that looks like `word`, the nearest first."""
        return self.places.like(word)

    def city_of_place(self, place: str) -> str | None:
        """The slug of the city that a place lies in; None for a river or a crossing."""
        found = self.places.by_slug(place)
        return found.city if found else None

    def where(self, latitude: float, longitude: float, accuracy_m: float) -> Whereabouts:
        """Where a point in WGS 84 degrees lies, as far as its accuracy lets anybody say."""
        return self.places.where(latitude, longitude, accuracy_m)

    def handle_of(self, word: str) -> str | None:
        """The handle that a handle or pseudonym names."""
        return self._person_words.get(folded(word))

    def people_like(self, word: str) -> list[str]:
        """A handle or pseudonym of each person that looks like `word`, the nearest first."""
        return self._people_like(word)

    def speaker_of(self, label: str, present: Collection[str]) -> str | None:
        """The handle of whom a transcript calls by a label; `present` are handles of its item.

        Where several people are called so, it is the one of them who is present, if it is one.
        """
        called = self._speakers.get(folded(label), [])
        among = [handle for handle in called if handle in present]
        found = among or called
        return found[0] if len(found) == 1 else None

    def pseudonym(self, handle: str, language: str | None) -> str:
        """How to call somebody, in `language` where there is a pseudonym for it."""
        person = self._people_by_handle.get(handle)
        return person.pseudonym(language) if person else handle

    def labels(self, themes: Iterable[str], city: str | None, place: str | None) -> list[str]:
        """Every word in every language that names these themes, city and place, for the index.

        A place that is not known is the words that somebody wrote.
        """
        words = [w for slug in themes if (t := self._themes_by_slug.get(slug)) for w in t.words()]
        if (town := self._cities_by_slug.get(city or "")) is not None:
            words += [town.slug, *town.labels.values(), *town.alternatives]
        if place is not None:
            known = self.places.by_slug(place)
            words += known.words() if known else (place,)
        return list(dict.fromkeys(words))

    def all_words(self) -> list[str]:
        """Every word that names a theme, a city or a place, in any language."""
        words = [word for theme in self.themes for word in theme.words()]
        words += [word for place in self.places.named for word in place.words()]
        return words + [
            word
            for city in self.cities
            for word in (city.slug, *city.labels.values(), *city.alternatives)
        ]

    @cached_property
    def _themes_by_slug(self) -> dict[str, Theme]:
        return {theme.slug: theme for theme in self.themes}

    @cached_property
    def _themes_like(self) -> Callable[[str], list[str]]:
        return remembering({word: one.slug for one in self.themes for word in one.words()})

    @cached_property
    def _cities_like(self) -> Callable[[str], list[str]]:
        names = {n: c.slug for c in self.cities for n in (c.slug, *c.labels.values())}
        return remembering(names)

    @cached_property
    def _people_like(self) -> Callable[[str], list[str]]:
        names = {n: p.handle for p in self.people for n in (p.handle, *p.pseudonyms.values())}
        return remembering(names)

    @cached_property
    def _speakers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for person in self.people:
            for label in dict.fromkeys(map(folded, person.labels())):
                found.setdefault(label, []).append(person.handle)
        return found

    @cached_property
    def _people_by_handle(self) -> dict[str, Person]:
        return {person.handle: person for person in self.people}

    @cached_property
    def _theme_words(self) -> dict[str, str]:
        return _by_word([(theme.slug, theme.words()) for theme in self.themes])

    @cached_property
    def _cities_by_slug(self) -> dict[str, City]:
        return {city.slug: city for city in self.cities}

    @cached_property
    def _city_words(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for city in self.cities:
            for word in dict.fromkeys(map(folded, (*city.labels.values(), *city.alternatives))):
                found.setdefault(word, []).append(city.slug)
        return found

    @cached_property
    def _person_words(self) -> dict[str, str]:
        return _by_word([(p.handle, (p.handle, *p.pseudonyms.values())) for p in self.people])


def load(root: Path, configuration: Configuration) -> Vocabulary:
    """The vocabularies of the archive at `root`; raises `ConfigurationError`."""
    folder = root / FOLDER
    return Vocabulary(
        themes=_themes(folder / "themes.csv"),
        people=_people(folder / "people.csv"),
        cities=configuration.cities,
        places=Places(folder / "places.geojson", configuration.cities),
        digest=_digest([root / CONFIGURATION, *(folder / name for name in _FILES)]),
    )


def _themes(path: Path) -> tuple[Theme, ...]:
    return themes_of(path, parse_themes(path, _content(path))) if path.is_file() else ()


def _people(path: Path) -> tuple[Person, ...]:
    return people_of(path, parse_people(path, _content(path))) if path.is_file() else ()


def _by_word(entries: Sequence[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Word to slug. Of two terms that share a word the first keeps it; slugs always win."""
    table = {folded(slug): slug for slug, _ in entries}
    for slug, words in entries:
        for word in words:
            table.setdefault(folded(word), slug)
    return table


def _digest(paths: Iterable[Path]) -> str:
    hasher = hashlib.sha256()
    for path in paths:
        content = _content(path)
        hasher.update(len(content).to_bytes(8, "big") + content)
    return hasher.hexdigest()


def _content(path: Path) -> bytes:
    """The bytes of a file, none where there is no file."""
    with naming(path):
        return path.read_bytes() if path.is_file() else b""
