"""Examples of what can be typed into the search box: words of a release that find something."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from fieldarchive.browse.data.release import Release
from fieldarchive.browse.finding.searching import asked, opened
from fieldarchive.catalogue import search

Example = tuple[str, str]

_IN_LANGUAGES = {"en": "English", "ru": "Russian", "zh": "Chinese"}


def examples(release: Release, connection: sqlite3.Connection) -> list[Example]:
    """What may be typed, and what it asks for; each of them finds something here."""
    database = opened(connection)
    return [
        (typed, meaning)
        for typed, meaning in _possible(release)
        if search.finds_any(database, asked(release, typed, connection)[0])
    ]


def _possible(release: Release) -> Iterator[Example]:
    themes = sorted(release.themes.values(), key=lambda theme: -theme.items)
    theme = next((one for one in themes if len(one.labels) == len(_IN_LANGUAGES)), None)
    cities = sorted(release.cities.values(), key=lambda city: -city.items)
    if theme is not None:
        yield theme.label, "a word, in every form, script and spelling, and as the theme it names"
        for code, label in theme.others:
            yield label, f"the same, asked in {_IN_LANGUAGES[code]}"
        yield f"={theme.label}", "this very form and nothing else"
        yield f"theme:{theme.slug}", "what has a theme, or a narrower one"
        if cities:
            yield f"city:{cities[0].slug} {theme.label}", "a word in one of the cities"
    yield "kind:interview has:transcript", "interviews that were transcribed"
    yield "date:1960..1999", "what may have been recorded in these years"
    yield "about:196X", "where the sixties are talked about"
    yield "kind:photograph city:none", "photographs that belong to no city"
