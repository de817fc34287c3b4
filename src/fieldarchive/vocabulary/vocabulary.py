"""All vocabularies of one archive together: one place to ask what a word means."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fieldarchive.config import CONFIGURATION, City, Configuration
from fieldarchive.naming import naming
from fieldarchive.vocabulary.people import Person, load_people
from fieldarchive.vocabulary.places import Places
from fieldarchive.vocabulary.themes import Theme, load_themes
from fieldarchive.vocabulary.words import folded, suggestions

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
        """Labels of themes that look like `word`, the nearest first."""
        return suggestions(word, self._theme_words)

    def narrower(self, slug: str) -> list[str]:
        """A theme and all that lie under it, it first; a circle of themes ends."""
        found = [slug]
        for one in found:  # which grows meanwhile
            found += [t.slug for t in self.themes if t.broader == one and t.slug not in found]
        return found

    def city_of(self, word: str) -> str | None:
        """The slug of the city that a word names."""
        return self._city_words.get(folded(word))

    def cities_like(self, word: str) -> list[str]:
        """Names of cities that look like `word`, the nearest first."""
        return suggestions(word, self._city_words)

    def city_at(self, latitude: float, longitude: float) -> str | None:
        """The slug of the city whose boundary holds a point in WGS 84 degrees."""
        return self.places.city_at(latitude, longitude)

    def handle_of(self, word: str) -> str | None:
        """The handle that a handle or pseudonym names."""
        return self._person_words.get(folded(word))

    def pseudonym(self, handle: str, language: str | None) -> str:
        """How to call somebody, in `language` where there is a pseudonym for it."""
        person = self._people_by_handle.get(handle)
        return person.pseudonym(language) if person else handle

    def labels(self, themes: Iterable[str], city: str | None) -> list[str]:
        """Every word in every language that names these themes or this city, for the index."""
        words = [w for slug in themes if (t := self._themes_by_slug.get(slug)) for w in t.words()]
        place = next((c for c in self.cities if c.slug == city), None)
        if place is not None:
            words += [place.slug, *place.labels.values(), *place.alternatives]
        return list(dict.fromkeys(words))

    @cached_property
    def _themes_by_slug(self) -> dict[str, Theme]:
        return {theme.slug: theme for theme in self.themes}

    @cached_property
    def _people_by_handle(self) -> dict[str, Person]:
        return {person.handle: person for person in self.people}

    @cached_property
    def _theme_words(self) -> dict[str, str]:
        return _by_word([(theme.slug, theme.words()) for theme in self.themes])

    @cached_property
    def _city_words(self) -> dict[str, str]:
        return _by_word(
            [(c.slug, (c.slug, *c.labels.values(), *c.alternatives)) for c in self.cities]
        )

    @cached_property
    def _person_words(self) -> dict[str, str]:
        return _by_word([(p.handle, (p.handle, *p.pseudonyms.values())) for p in self.people])


def load(root: Path, configuration: Configuration) -> Vocabulary:
    """The vocabularies of the archive at `root`; raises `ConfigurationError`."""
    folder = root / FOLDER
    return Vocabulary(
        themes=load_themes(folder / "themes.csv"),
        people=load_people(folder / "people.csv"),
        cities=configuration.cities,
        places=Places(folder / "places.geojson"),
        digest=_digest([root / CONFIGURATION, *(folder / name for name in _FILES)]),
    )


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
        with naming(path):
            content = path.read_bytes() if path.is_file() else b""
        hasher.update(len(content).to_bytes(8, "big") + content)
    return hasher.hexdigest()
