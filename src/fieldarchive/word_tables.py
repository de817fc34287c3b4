"""The words of an archive as rows of a browse database, under the names of `schemas/tables.json`.

Themes, cities, places, periods and people; how many items name each is counted where they go.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fieldarchive.archive import Archive
from fieldarchive.catalogue.published import Row
from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.search.spelling_keys import key_of

_NAMING = {"themes": "theme", "cities": "city", "places": "place", "people": "person"}
_BEFORE_A_LABEL = r"[^\S\n]*(?:[\[(]?\d[\d:.,]*[\])]?[^\S\n]*)?"  # "[00:12:31] Lena: …"


def tables(archive: Archive) -> dict[str, list[Row]]:
    """The rows of each table, by its name; people are left out."""
    return {
        "themes": _themes(archive),
        "cities": _cities(archive),
        "places": _places(archive),
        "periods": _periods(archive),
        "outlines": _outlines(archive),
    }


def people(archive: Archive) -> list[Row]:
    """A row for each person of the vocabulary; whom a release may name is decided by its items."""
    return [
        {
            "handle": person.handle,
            "role": person.role,
            **_labels(person.pseudonyms),
            "languages": json.dumps(person.languages),
            "birth_decade": person.birth_decade,
            "items": 0,
        }
        for person in archive.vocabulary.people
    ]


def spellings(tables: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """A row for each name of themes, cities, places and people, from rows of their tables.

    Number 0 is the slug or handle, the next are labels by language, the rest alternatives.
    """
    for table, kind in _NAMING.items():
        for row in tables.get(table, ()):
            slug = row["handle" if table == "people" else "slug"]
            labels = [row[code] for code in LABEL_LANGUAGES]
            names = [slug, *labels, *json.loads(row.get("alternatives", "[]"))]
            for n, name in enumerate(names):
                if name:
                    key = key_of(name)
                    yield {"kind": kind, "slug": slug, "n": n, "spelling": name, "key": key}


def named_segments(
    archive: Archive, segments: Sequence[Row], present: Sequence[str], language: str | None
) -> list[dict[str, Any]]:
    """Segments with the handle and the pseudonym of whom their labels name.

    `present` are the handles of the item's people. A label that names nobody stays as it is.
    """
    words = archive.vocabulary
    handles = {
        label: words.speaker_of(label, present)
        for label in {segment["speaker"] for segment in segments}
        if label
    }
    named = []
    for segment in segments:
        label = segment["speaker"]
        handle = handles.get(label)
        speaker = words.pseudonym(handle, language) if handle else label
        named.append({**segment, "speaker": speaker, "handle": handle})
    return named


def named_text(text: str, segments: Sequence[Row], named: Sequence[Row]) -> str:
    """A transcript in which the pseudonym stands for each label that opens a line.

    `segments` are as they were read, `named` the same from `named_segments`.
    """
    pairs = zip(segments, named, strict=True)
    names = {old["speaker"]: new["speaker"] for old, new in pairs if new["handle"]}
    if not names:
        return text
    labels = "|".join(re.escape(label) for label in sorted(names, key=len, reverse=True))
    opening = re.compile(rf"^({_BEFORE_A_LABEL})({labels})(?=\s*[:：])", re.MULTILINE)
    return opening.sub(lambda found: found[1] + names[found[2]], text)


def _themes(archive: Archive) -> list[Row]:
    return [
        {
            "slug": theme.slug,
            "broader": theme.broader,
            **_labels(theme.labels),
            "alternatives": _others(theme.words(), theme.slug, theme.labels),
            "note": theme.note,
            "match": " ".join(theme.match) or None,
            "items": 0,
        }
        for theme in archive.vocabulary.themes
    ]


def _cities(archive: Archive) -> list[Row]:
    return [
        {
            "slug": city.slug,
            **_labels(city.labels),
            "alternatives": _others(city.alternatives, city.slug, city.labels),
            "country": city.country,
            "zone": city.zone,
            "latitude": city.centre[0] if city.centre else None,
            "longitude": city.centre[1] if city.centre else None,
            "items": 0,
        }
        for city in archive.configuration.cities
    ]


def _places(archive: Archive) -> list[Row]:
    return [
        {
            "slug": place.slug,
            "type": place.type,
            "city": place.city,
            **_labels(place.labels),
            "alternatives": _others(place.alternatives, place.slug, place.labels),
            "items": 0,
        }
        for place in archive.vocabulary.places.named
    ]


def _outlines(archive: Archive) -> list[Row]:
    """What is drawn on a map; a city without a boundary is a point."""
    drawn = [place for place in archive.vocabulary.places.all if place.shape is not None]
    rows: list[Row] = [
        {
            "slug": place.slug,
            "type": place.type,
            "city": place.city,
            **_labels(place.labels),
            "width_m": place.width_m,
            "geometry": json.dumps(place.shape),
        }
        for place in drawn
    ]
    known = {place.slug for place in drawn}
    for city in archive.configuration.cities:
        if city.centre and city.slug not in known:
            point = {"type": "Point", "coordinates": [city.centre[1], city.centre[0]]}
            of_city = {"slug": city.slug, "type": "city", "city": city.slug, **_labels(city.labels)}
            rows.append({**of_city, "width_m": None, "geometry": json.dumps(point)})
    return rows


def _periods(archive: Archive) -> list[Row]:
    return [
        {
            "slug": span.slug,
            "date_start": span.start,
            "date_end": span.end,
            **_labels(span.labels),
            "note": span.note,
        }
        for span in (*archive.configuration.periods, *archive.configuration.events)
    ]


def _labels(labels: Mapping[str, str]) -> dict[str, str | None]:
    return {code: labels.get(code) for code in LABEL_LANGUAGES}


def _others(words: Iterable[str], slug: str, labels: Mapping[str, str]) -> str:
    """The words for something that are neither its slug nor one of its labels."""
    known = {slug, *labels.values()}
    others = [word for word in dict.fromkeys(words) if word not in known]
    return json.dumps(others, ensure_ascii=False)
