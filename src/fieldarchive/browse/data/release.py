"""Which of the attached databases are ours, and the words that their pages need.

A release is read again when its file changes, and its connections are let go when the file was
replaced: a withdrawn item must not live on in a connection to the file that was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from fieldarchive.browse.data import queries
from fieldarchive.browse.data.vocabulary import labels, vocabulary_of
from fieldarchive.browse.tongue import spoken
from fieldarchive.browse.versions import Datasette, attached, reconnect
from fieldarchive.catalogue import published
from fieldarchive.catalogue.database import open_to_read
from fieldarchive.describe import clock_words
from fieldarchive.devices.zones import Spot
from fieldarchive.errors import NotServable
from fieldarchive.vocabulary import Vocabulary

_BANKS = 6
_TABLES = {
    "themes": queries.THEMES,
    "cities": queries.CITIES,
    "places": queries.PLACES,
    "people": queries.PEOPLE,
    "saved_searches": queries.SEARCHES,
}
# Paths of databases that were a release once; their doors stay guarded.
_seen: set[str] = set()
_inodes: dict[str, tuple[int, int]] = {}


@dataclass(frozen=True, slots=True)
class Term:
    """A theme, city or place: its labels in the languages it has, and how many items name it."""

    slug: str
    labels: Mapping[str, str]
    items: int
    broader: str | None = None
    bank: int = 0
    zone: str | None = None

    @property
    def label(self) -> str:
        """The label in the language of the page, or else the first there is; else the slug."""
        return self.labels.get(self.language, self.slug)

    @property
    def language(self) -> str:
        """The language of `label`; empty where it has none."""
        return spoken() if spoken() in self.labels else next(iter(self.labels), "")

    @property
    def others(self) -> list[tuple[str, str]]:
        """The labels in the other languages, with the codes of those."""
        return [(code, label) for code, label in self.labels.items() if code != self.language]


@dataclass(frozen=True, slots=True)
class Release:
    """What a browse database says of itself. Themes, cities, places are by slug, in their order.

    `searches` are the saved ones: the name and the query of each.
    """

    path: Path
    facts: Mapping[str, str]
    themes: Mapping[str, Term]
    cities: Mapping[str, Term]
    places: Mapping[str, Term]
    vocabulary: Vocabulary
    searches: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """What the archive is called."""
        return self.facts.get("archive_name", "Field archive")

    def city(self, slug: str | None) -> Term | None:
        """The city of an item, also when the vocabulary does not know it."""
        return None if not slug else self.cities.get(slug) or Term(slug, {}, 0)

    def place(self, words: str | None) -> Term | None:
        """The place of an item; words that name no place of the vocabulary are its label."""
        return None if not words else self.places.get(words) or Term(words, {}, 0)

    def times(self, item: Mapping[str, Any]) -> str | None:
        """What clocks in the cities showed when an item was recorded; None where nobody knows."""
        if not item["recorded_at"]:
            return None
        spots = {c.slug: Spot(c.label, c.zone) for c in self.cities.values() if c.zone}
        here = spots.get(item["city"] or "")
        return clock_words.times(item["recorded_at"], here, list(spots.values()))

    def theme(self, slug: str) -> Term:
        """A theme by its slug, also when the vocabulary does not know it."""
        return self.themes.get(slug) or Term(slug, {}, 0)


def release_of(datasette: Datasette, database: str | None) -> Release | None:
    """The release in an attached database, or None when that is no browse database."""
    held = datasette.databases.get(database) if database else None
    found = None if held is None or held.path is None else _release(str(held.path))
    if found is not None:
        _seen.add(str(found.path))
    return found


def is_gone(datasette: Datasette) -> bool:
    """Whether a release that was served is no longer where it was: then nothing is answered."""
    paths = [str(held.path) for held in datasette.databases.values() if held.path is not None]
    return any(path in _seen and _release(path) is None for path in paths)


def releases(datasette: Datasette) -> Iterator[tuple[str, Release]]:
    """Every release that is attached, with the name of its database."""
    for name in attached(datasette):
        if (found := release_of(datasette, name)) is not None:
            yield name, found


def only_releases(datasette: Datasette) -> bool:
    """Whether nothing but browse databases is attached, and at least one is."""
    names = attached(datasette)
    return bool(names) and all(release_of(datasette, name) for name in names)


def follow(datasette: Datasette) -> None:
    """Let go of connections to a release whose file was replaced since the last request."""
    for name, found in releases(datasette):
        status = os.stat(found.path)
        now = (status.st_dev, status.st_ino)
        if _inodes.setdefault(str(found.path), now) != now:
            _inodes[str(found.path)] = now
            reconnect(datasette.databases[name])


def _release(path: str) -> Release | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return _read(path, (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns))


@lru_cache(maxsize=32)
def _read(path: str, stamp: tuple[int, ...]) -> Release | None:
    """Read a release; `stamp` is what makes it be read again when its file changes."""
    try:
        database = open_to_read(Path(path))
    except NotServable:
        return None
    try:
        facts = published.release(database)
        tables = _tables(database)
    finally:
        database.close()
    return Release(
        Path(path),
        facts,
        themes=_by_slug(_term(row) for row in tables["themes"]),
        cities=_by_slug(_term(row, n % _BANKS + 1) for n, row in enumerate(tables["cities"])),
        places=_by_slug(_term(row) for row in tables["places"]),
        vocabulary=vocabulary_of(Path(path), tables, facts.get("words", "")),
        searches=tuple((row["name"], row["query"]) for row in tables["saved_searches"]),
    )


def _tables(database: Database) -> dict[str, list[dict[str, Any]]]:
    """The rows of the tables that pages need at all times; an older release has fewer."""
    present = {name for (name,) in database.conn.execute(queries.TABLES)}
    return {
        name: [dict(row) for row in database.conn.execute(sql)] if name in present else []
        for name, sql in _TABLES.items()
    }


def _term(row: Mapping[str, Any], bank: int = 0) -> Term:
    return Term(
        slug=row["slug"],
        labels=labels(row),
        items=row["items"] or 0,
        broader=row.get("broader"),
        bank=bank,
        zone=row.get("zone"),
    )


def _by_slug(terms: Iterable[Term]) -> dict[str, Term]:
    return {term.slug: term for term in terms}
