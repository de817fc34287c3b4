"""`vocabularies/places.geojson`: what has a boundary or a name on the ground, as it was drawn.

Features of type `city` are the boundaries of the cities of fieldarchive.toml; a `river` belongs to
no bank; a `border` is a line with a country on either side. Every other feature is a named place,
`in` one city, or in none where it is a crossing. Where a point lies is asked of `ground`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.errors import ConfigurationError
from fieldarchive.naming import naming

CITY, RIVER, BORDER = "city", "river", "border"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """A feature. `city` is what it lies in: for a boundary the city itself, for a crossing None.

    `shape` is a GeoJSON geometry, None for what has a name alone. `radius_m` goes with a point,
    `width_m` with a line; `accuracy_m` tells how well a boundary is known. `left` and `right` are
    the countries beside a border, seen along the order of its points.
    """

    slug: str
    type: str
    city: str | None
    labels: Mapping[str, str]
    alternatives: tuple[str, ...]
    shape: Mapping[str, Any] | None
    radius_m: float | None = None
    width_m: float | None = None
    accuracy_m: float | None = None
    left: str | None = None
    right: str | None = None

    @property
    def label(self) -> str:
        """What it is called in English, else in the first language it has a name in."""
        return next(iter(self.labels.values()), self.slug)

    @property
    def is_named_place(self) -> bool:
        """Whether an item can be said to be there; cities have a field of their own."""
        return self.type not in (CITY, BORDER)

    @property
    def is_spot(self) -> bool:
        """Whether it is a named place that one stands in or beside: not a whole river."""
        return self.is_named_place and self.type != RIVER

    def words(self) -> tuple[str, ...]:
        """Everything that names it, the slug first."""
        return (self.slug, *self.labels.values(), *self.alternatives)


def load_places(path: Path, cities: Collection[str]) -> tuple[Place, ...]:
    """The features of a places file, none when there is no file; raises `ConfigurationError`.

    `cities` are the slugs that a feature may lie in.
    """
    found: dict[str, Place] = {}
    for number, feature in enumerate(_features(path), start=1):
        place = _Feature(path, number, feature).place(cities)
        if place.slug in found:
            raise ConfigurationError(path, f'the slug "{place.slug}" stands there twice.')
        found[place.slug] = place
    return tuple(found.values())


def _features(path: Path) -> list[Any]:
    if not path.is_file():
        return []
    try:
        with naming(path):
            collection = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(path, f"is not readable as GeoJSON: {error}.") from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise ConfigurationError(path, "is no GeoJSON FeatureCollection: it has no features.")
    return features


class _Feature:
    """One feature while it is read, able to say which one it is when something is wrong."""

    def __init__(self, path: Path, number: int, feature: object) -> None:
        self.path, self.name = path, f"feature {number}"
        parts = feature if isinstance(feature, dict) else {}
        self.shape: Any = parts.get("geometry")
        said = parts.get("properties")
        if not isinstance(said, dict):
            raise self.wrong("has no properties; write at least its slug and its type")
        self.said: dict[str, Any] = said

    def place(self, cities: Collection[str]) -> Place:
        slug = self.text("slug")
        if not slug or not _SLUG.fullmatch(slug):
            raise self.wrong('has no slug: a short name for ever, such as "old-market"')
        self.name = f'"{slug}"'
        kind = self.text("type")
        if not kind:
            raise self.wrong("has no type: city, river, border, or what kind of place it is")
        kind = kind.casefold() if kind.casefold() in (CITY, RIVER, BORDER) else kind
        if self.shape is not None and not isinstance(self.shape, dict):
            raise self.wrong("has a geometry that is none")
        return Place(
            slug=slug,
            type=kind,
            city=self.city(slug, kind, cities),
            labels={code: text for code in LABEL_LANGUAGES if (text := self.text(code))},
            alternatives=tuple(self.alternatives()),
            shape=self.shape,
            radius_m=self.metres("radius_m"),
            width_m=self.metres("width_m"),
            accuracy_m=self.metres("accuracy_m"),
            left=self.text("left"),
            right=self.text("right"),
        )

    def city(self, slug: str, kind: str, cities: Collection[str]) -> str | None:
        named = slug if kind == CITY else self.text("in")
        if named is None or named in cities:
            return named
        how = "is a city there" if kind == CITY else f'lies in "{named}" there'
        raise self.wrong(f"{how}, and fieldarchive.toml has no city with that slug")

    def text(self, name: str) -> str | None:
        value = self.said.get(name)
        if value is not None and not isinstance(value, str):
            raise self.wrong(f'has a "{name}" that is no text')
        return value.strip() or None if value else None

    def alternatives(self) -> Iterator[str]:
        words = self.said.get("alt", [])
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise self.wrong('has an "alt" that is no list of names: ["the market", "рынок"]')
        yield from (word.strip() for word in words if word.strip())

    def metres(self, name: str) -> float | None:
        value = self.said.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e7:
            raise self.wrong(f'has a "{name}" that is no number of metres')
        return float(value)

    def wrong(self, what: str) -> ConfigurationError:
        return ConfigurationError(self.path, f"{self.name} {what}.")
