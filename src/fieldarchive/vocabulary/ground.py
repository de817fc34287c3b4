"""Where a point lies, as far as its accuracy lets anybody say.

A city has a boundary, not a radius: on a border river the nearest centre is wrong for one point in
five. A river belongs to neither bank. Where the circle of a position's accuracy reaches into
another city, the river or across the border, the answer is `unsure`, with what it could be.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fieldarchive.config import City
from fieldarchive.errors import ConfigurationError
from fieldarchive.facts import Standing, Whereabouts
from fieldarchive.vocabulary import reasons
from fieldarchive.vocabulary.drawing import Drawn, drawn
from fieldarchive.vocabulary.features import BORDER, CITY, RIVER, Place
from fieldarchive.vocabulary.globe import enlarged, spot
from fieldarchive.vocabulary.looking import Look

OUTSIDE = "outside"
_FAR_M = 100_000


class Ground:
    """What is drawn of the `cities` and beside them, made ready once for many points."""

    def __init__(self, path: Path, places: Sequence[Place], cities: Sequence[City]) -> None:
        rivers = {p.slug: f"the river {p.label}" for p in places if p.type == RIVER}
        self._labels = {**rivers, **{city.slug: city.label for city in cities}}
        self._countries = {city.slug: city.country for city in cities}
        self._all = drawn(path, places)
        centres = {city.slug: city.centre for city in cities if city.centre}
        for one in self._all:
            if centre := centres.get(one.place.city or ""):
                _refuse_far(path, one, *centre)
        self._cities = [one for one in self._all if one.place.type == CITY]
        self._borders = [one for one in self._all if one.place.type == BORDER]

    def where(self, latitude: float, longitude: float, accuracy_m: float) -> Whereabouts:
        """The answer for a position in WGS 84 degrees that holds within `accuracy_m`."""
        look = self._look(latitude, longitude, accuracy_m)
        if look.innermost is not None and look.innermost.place.city is None:
            return _on_crossing(look, look.innermost)
        could_be = _could_be(look)
        if len(could_be) > 1:
            return self._unsure(look, could_be)
        if rivers := look.here(RIVER):
            return _on_river(look, rivers[0])
        if city := next(iter(look.here(CITY)), look.innermost):
            return self._in_city(look, city)
        return self._outside(look)

    def nearest_place(self, latitude: float, longitude: float) -> tuple[Place, float] | None:
        """The named place that is nearest, and how many metres off it is; rivers do not count."""
        look = self._look(latitude, longitude, 0)
        named = [one for one in self._all if one.place.is_spot]
        found = min(named, key=look.distance, default=None)
        return None if found is None else (found.place, look.distance(found))

    def _look(self, latitude: float, longitude: float, accuracy_m: float) -> Look:
        from shapely import Point

        (x, y), factor = spot(longitude, latitude), enlarged(latitude)
        point, reach = Point(x, y), accuracy_m * factor
        near = {
            one: distance
            for one in self._all
            if _may_reach(one, x, y, reach) and (distance := one.shape.distance(point)) <= reach
        }
        return Look(point, accuracy_m, factor, near, self._cities, self._borders)

    def _unsure(self, look: Look, could_be: Sequence[str]) -> Whereabouts:
        names = [self._labels.get(word) or _land(word) for word in could_be]
        reason = reasons.unsure(look.accuracy, names)
        return Whereabouts(
            Standing.UNSURE, reason, could_be=tuple(could_be), border_m=look.border_m
        )

    def _in_city(self, look: Look, city: Drawn) -> Whereabouts:
        """In a city by its boundary, or by a place of it that is drawn where no boundary is."""
        slug, inner = city.place.city or "", look.innermost
        return Whereabouts(
            Standing.CITY,
            reasons.city(look.depth(city), city.place, look.border_m),
            city=slug,
            place=inner.place.slug if inner is not None and inner.place.city == slug else None,
            country=self._countries[slug],
            border_m=look.border_m,
        )

    def _outside(self, look: Look) -> Whereabouts:
        nearest = look.nearest_city
        reason = reasons.outside(
            None if nearest is None else self._labels[nearest.place.slug],
            0 if nearest is None else look.distance(nearest),
            look.border_m,
        )
        return Whereabouts(Standing.OUTSIDE, reason, country=look.country, border_m=look.border_m)


def _refuse_far(path: Path, one: Drawn, latitude: float, longitude: float) -> None:
    """Numbers that were exchanged, or a sign that was forgotten: it lies by no means in its city.

    East and west of the 180th meridian are ends of the picture, so its centre is tried there too.
    """
    from shapely import Point

    turns = [Point(spot(longitude + turn, latitude)) for turn in (-360, 0, 360)]
    away = min(one.shape.distance(point) for point in turns) / enlarged(latitude)
    if away > _FAR_M:
        raise ConfigurationError(
            path,
            f'"{one.place.slug}" is drawn more than 100 km from the centre of {one.place.city} in '
            "fieldarchive.toml. GeoJSON writes the longitude first, `centre` the latitude.",
        )


def _may_reach(one: Drawn, x: float, y: float, reach: float) -> bool:
    """Whether the box around a shape is so near; asked first, because it is quick."""
    west, south, east, north = one.bounds
    return west - reach <= x <= east + reach and south - reach <= y <= north + reach


def _could_be(look: Look) -> list[str]:
    """All that the circle leaves open: slugs of cities and rivers, countries for the open land."""
    touched = look.within_reach(CITY, RIVER)
    found = [one.place.slug for one in touched]
    across = [look.opposite or OUTSIDE] if look.crosses_border else []
    if look.is_in_the_open:
        named = look.innermost and look.innermost.place.city
        found = [named or look.country or OUTSIDE, *found]
    elif look.here(RIVER) and look.depth(touched[0]) < look.accuracy:
        found += [country or OUTSIDE for country in look.countries_beside(touched)]
    if len(touched) < 2 and not look.within_reach(RIVER):  # else they are what is over there
        found += across
    return list(dict.fromkeys(found))


def _on_crossing(look: Look, crossing: Drawn) -> Whereabouts:
    reason = reasons.crossing(look.border_m)
    slug = crossing.place.slug
    return Whereabouts(Standing.CROSSING, reason, place=slug, border_m=look.border_m)


def _on_river(look: Look, river: Drawn) -> Whereabouts:
    reason = reasons.river(look.depth(river), look.border_m)
    return Whereabouts(Standing.RIVER, reason, place=river.place.slug, border_m=look.border_m)


def _land(word: str) -> str:
    """The land beside cities and rivers, by its country."""
    return "land outside every city" if word == OUTSIDE else f"land of {word}"
