"""What Datasette is told about a release: titles, descriptions, facets, what is hidden.

All of it comes from `schemas/tables.json` and from what the release says of itself; the choice
of facets and of what to hide is made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldarchive.browse.data.release import Release
from fieldarchive.config import schema

FACETS = ("city", "kind", "themes", "year", "language", "place", "people", "decade", "access")
_ARRAYS = ("themes", "people")
PAGE_SIZE = 50
HIDDEN = (
    "items_spaced",
    "items_searchable",
    "items_fts",
    "items_words",
    "items_instances",
    "segments_spaced",
    "segments_searchable",
    "segments_fts",
    "segments_words",
    "segments_instances",
    "lexicon",
    "spellings",
    "neighbours",
    "facet_index",
    "release",
    "thumbnails",
)
_LABELS = {
    "items": "title",
    "cities": "en",
    "themes": "en",
    "places": "en",
    "periods": "en",
    "files": "name",
}


def described(release: Release) -> dict[str, Any]:
    """A release as Datasette's metadata of one database; a new dict each time, to be changed."""
    facts = release.facts
    said = {
        "title": release.name,
        "description": facts.get("archive_about"),
        "source": facts.get("source"),
        "source_url": facts.get("source_url"),
        "license": facts.get("licence"),
        "license_url": facts.get("licence_url"),
    }
    tables = {name: _table(name, table) for name, table in schema("tables.json")["tables"].items()}
    for name in HIDDEN:
        tables.setdefault(name, {})["hidden"] = True
    return {**{name: value for name, value in said.items() if value}, "tables": tables}


def _table(name: str, table: Mapping[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "title": table["title"],
        "description": table["description"],
        "columns": {column: _column(facts) for column, facts in table["columns"].items()},
        "size": PAGE_SIZE,
    }
    if name in _LABELS:
        described["label_column"] = _LABELS[name]
    if name == "items":
        described["facets"] = [{"array": f} if f in _ARRAYS else f for f in FACETS]
        described["sort_desc"] = "date_start"
    return described


def _column(facts: Mapping[str, Any]) -> str:
    unit = f" In {facts['unit']}." if "unit" in facts else ""
    return f"{facts['title']}: {facts['description']}{unit}"
