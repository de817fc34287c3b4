"""The places of one archive: what they are called, and where a point lies among them.

shapely is imported when the first point is asked for, because few commands need it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from fieldarchive.config import City
from fieldarchive.facts import Whereabouts
from fieldarchive.vocabulary.features import Place, load_places
from fieldarchive.vocabulary.ground import Ground
from fieldarchive.vocabulary.resembling import remembering
from fieldarchive.vocabulary.words import folded


@dataclass(frozen=True)
class Places:
    """The features of a places file. A word may name several: there is a market in every city.

    `given` are features that stand in no file, such as those of a release.
    """

    path: Path
    cities: tuple[City, ...] = ()
    given: tuple[Place, ...] | None = None

    @cached_property
    def all(self) -> tuple[Place, ...]:
        """The features in their order; raises `ConfigurationError`."""
        if self.given is not None:
            return self.given
        return load_places(self.path, {city.slug for city in self.cities})

    @cached_property
    def named(self) -> tuple[Place, ...]:
        """Those where an item can be, cities left out."""
        return tuple(place for place in self.all if place.is_named_place)

    @property
    def neither(self) -> tuple[str, ...]:
        """The slugs of those on no bank: a river, a bridge. What lies there lacks no city."""
        return tuple(place.slug for place in self.named if place.city is None)

    def by_slug(self, slug: str) -> Place | None:
        """The named place with a slug."""
        return self._by_slug.get(slug)

    def named_by(self, word: str) -> list[Place]:
        """The places that a word names, in any language; the slug names one alone."""
        place = self.by_slug(folded(word))
        return [place] if place else self._by_word.get(folded(word), [])

    def like(self, word: str) -> list[str]:
        """Names of places that look like `word`, the nearest first."""
        return self._like(word)

    def where(self, latitude: float, longitude: float, accuracy_m: float) -> Whereabouts:
        """Where a point in WGS 84 degrees lies, as far as its accuracy lets anybody say."""
        return self._answer(latitude, longitude, accuracy_m)

    def nearest(self, latitude: float, longitude: float) -> tuple[Place, float] | None:
        """The named place nearest to a point, and how many metres off it is."""
        return self._ground.nearest_place(latitude, longitude)

    @cached_property
    def _like(self) -> Callable[[str], list[str]]:
        return remembering({w: p.slug for p in self.named for w in (*p.words()[1:], p.slug)})

    @cached_property
    def _answer(self) -> Callable[[float, float, float], Whereabouts]:
        # Each item asks twice: what its position tells, and whether that fits what is said.
        return lru_cache(maxsize=64)(self._ground.where)

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self.path, self.all, self.cities)

    @cached_property
    def _by_slug(self) -> dict[str, Place]:
        return {place.slug: place for place in self.named}

    @cached_property
    def _by_word(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self.named:
            for word in dict.fromkeys(map(folded, place.words())):
                found.setdefault(word, []).append(place)
        return found
