"""The names a person may give to a field of a description, in three languages.

The names stand in `schemas/`: of a description in the sidecar's schema, of columns in the items
table's. Here they are only looked up; what the values must be is checked elsewhere.
"""

from __future__ import annotations

import difflib
from functools import cache, lru_cache

from fieldarchive.config import schema

# Note-taking programs write these; they are no columns of a table of items.
_NOTE_PROGRAMS = {
    "summary": "description",
    "abstract": "description",
    "created": "date",
    "category": "keywords",
    "categories": "keywords",
    "by": "creator",
}


def field_of(header: str) -> str | None:
    """The field that a column's header names ("Дата", "LOCATION"), or None.

    Besides the fields of a description these are `file`, `id` and `text`. Case, spaces around,
    and the choice of space, hyphen or underscore make no difference.
    """
    return _columns().get(_plain(header))


@lru_cache(maxsize=1024)  # ten thousand notes use the same dozen names
def description_field_of(name: str) -> str | None:
    """The field of a description that a name in front matter or a sidecar means, or None."""
    plain = _plain(name)
    field = _columns().get(plain) or _NOTE_PROGRAMS.get(plain)
    return field if field in _description_fields() else None


@lru_cache(maxsize=1024)
def nearest_field(name: str) -> str | None:
    """The field that a mistyped name is close to ("acess": access), or None."""
    names = {**_columns(), **_NOTE_PROGRAMS}
    close = difflib.get_close_matches(_plain(name), list(names), n=1, cutoff=0.75)
    field = names[close[0]] if close else None
    return field if field in _description_fields() else None


@cache
def _description_fields() -> frozenset[str]:
    """The fields of a description: the properties of the sidecar's schema."""
    return frozenset(schema("sidecar.schema.json")["properties"])


@cache
def list_fields() -> frozenset[str]:
    """The fields of a description that hold several values."""
    properties = schema("sidecar.schema.json")["properties"]
    return frozenset(
        name for name, rule in properties.items() if rule.get("$ref") == "#/$defs/list"
    )


@cache
def _columns() -> dict[str, str]:
    described = schema("sidecar.schema.json")["properties"].items()
    names = {_plain(name): field for field, rule in described for name in (field, rule["title"])}
    for field, rule in schema("items-table.schema.json")["properties"].items():
        titles = [rule["title"]] if "title" in rule else []
        names |= {_plain(name): field for name in (field, *titles, *rule.get("x-headers", []))}
    return names


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
