"""The places of an archive by name: all of them as a table, or what one word names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldarchive.archive import Archive
from fieldarchive.catalogue.items import count_by
from fieldarchive.cli.words import plural, remark, safe, say, say_json, table
from fieldarchive.config import LABEL_LANGUAGES, City
from fieldarchive.vocabulary.features import Place


def say_list(archive: Archive, *, as_json: bool) -> None:
    """All places with their names and numbers of items; and words that name none of them."""
    items = count_by(archive.record, "place")
    places = archive.vocabulary.places.named
    if as_json:
        say_json([_as_json(place, items) for place in places])
        return
    for city in [None, *archive.configuration.cities]:
        slug = city.slug if city else None
        rows = [
            (p.slug, names_of(p.labels, p.slug), items.get(p.slug, 0))
            for p in places
            if p.city == slug
        ]
        if rows:
            table([city.slug if city else "in no city", "", "items"], rows)
            say()
    if not places:
        remark("No places yet. Draw or name them in vocabularies/places.geojson.")
    known = {place.slug for place in places}
    if others := [word for word in items if word is not None and word not in known]:
        shown = ", ".join(f"{safe(word)} ({items[word]:,})" for word in others[:5])
        more = f" and {len(others) - 5:,} more" if len(others) > 5 else ""
        remark(f"Not in vocabularies/places.geojson, kept as words: {shown}{more}.")


def names_of(labels: Mapping[str, str], otherwise: str) -> str:
    """What something is called in each language; its slug where nobody said."""
    return " · ".join(labels.values()) or otherwise


def say_named(archive: Archive, word: str, *, as_json: bool) -> bool:
    """What a word names, city or places; False where it names nothing."""
    words = archive.vocabulary
    cities = [city for city in words.cities if city.slug in words.cities_of(word)]
    places = words.places.named_by(word)
    by_place, by_city = (count_by(archive.record, column) for column in ("place", "city"))
    if as_json and (cities or places):
        say_json(
            [_city_as_json(city, by_city) for city in cities]
            + [_as_json(place, by_place) for place in places]
        )
        return True
    for city in cities:
        _say_city(city, by_city.get(city.slug, 0))
    for place in places:
        _say_place(place, by_place.get(place.slug, 0))
    return bool(cities or places)


def _say_city(city: City, items: int) -> None:
    say(safe(names_of(city.labels, city.slug)))
    say(f"  city     {city.slug}{f', {city.country}' if city.country else ''}, {city.zone}")
    _say_rest(city.alternatives, "city", city.slug, items)


def _say_place(place: Place, items: int) -> None:
    say(safe(names_of(place.labels, place.slug)))
    lies = f"in {place.city}" if place.city else "in no city: it belongs to neither bank"
    say(f"  place    {place.slug}, {safe(place.type)} {lies}")
    if place.shape is None:
        say("  drawn    nowhere: it is known by name, and no position leads to it")
    _say_rest(place.alternatives, "place", place.slug, items)


def _say_rest(alternatives: tuple[str, ...], field: str, slug: str, items: int) -> None:
    if alternatives:
        say(f"  also     {safe(', '.join(alternatives))}")
    how = f"   `fieldarchive find {field}:{slug}`" if items else ""
    say(f"  items    {plural(items, 'item') if items else 'none'}{how}")


def _as_json(place: Place, items: Mapping[str | None, int]) -> dict[str, Any]:
    return {
        "slug": place.slug,
        "type": place.type,
        "city": place.city,
        **{code: place.labels.get(code) for code in LABEL_LANGUAGES},
        "alternatives": list(place.alternatives),
        "items": items.get(place.slug, 0),
    }


def _city_as_json(city: City, items: Mapping[str | None, int]) -> dict[str, Any]:
    return {
        "slug": city.slug,
        "type": "city",
        "city": city.slug,
        **{code: city.labels.get(code) for code in LABEL_LANGUAGES},
        "alternatives": list(city.alternatives),
        "items": items.get(city.slug, 0),
    }
