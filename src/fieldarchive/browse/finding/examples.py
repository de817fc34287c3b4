"""Examples of what can be typed into the search box: words of a release that find something."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from fieldarchive.browse.data.queries import opened
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.finding.searching import asked
from fieldarchive.browse.tongue import LANGUAGES, _
from fieldarchive.catalogue import search

Example = tuple[str, str]


def examples(
    release: Release, possible: Iterable[Example], connection: sqlite3.Connection
) -> list[Example]:
    """Those of the examples that find something here."""
    database = opened(connection)
    return [
        (typed, meaning)
        for typed, meaning in possible
        if search.finds_any(database, asked(release, typed, connection)[0])
    ]


def offered(release: Release) -> list[Example]:
    """What may be typed, and what it asks for, in the language of the page."""
    return list(_possible(release))


def _possible(release: Release) -> Iterator[Example]:
    themes = sorted(release.themes.values(), key=lambda theme: -theme.items)
    theme = next((one for one in themes if len(one.labels) == len(LANGUAGES)), None)
    cities = sorted(release.cities.values(), key=lambda city: -city.items)
    if theme is not None:
        yield (
            theme.label,
            _("a word, in every form, script and spelling, and as the theme it names"),
        )
        for code, label in theme.others:
            yield (
                label,
                _("the same, asked in another language: %(language)s", language=LANGUAGES[code]),
            )
        yield f"={theme.label}", _("this very form and nothing else")
        yield f"theme:{theme.slug}", _("what has a theme, or a narrower one")
        if cities:
            yield f"city:{cities[0].slug} {theme.label}", _("a word in one of the cities")
    yield "kind:interview has:transcript", _("interviews that were transcribed")
    yield "date:1960..1999", _("what may have been recorded in these years")
    yield "about:196X", _("where the sixties are talked about")
    yield "kind:photograph city:none", _("photographs that belong to no city")
