"""The words of a release as the vocabulary that a query is understood by.

People are there by handle and pseudonym, and only those whom the release names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fieldarchive.config import LABEL_LANGUAGES, City
from fieldarchive.vocabulary import Person, Theme, Vocabulary
from fieldarchive.vocabulary.features import Place
from fieldarchive.vocabulary.places import Places

Row = Mapping[str, Any]


def vocabulary_of(path: Path, tables: Mapping[str, Sequence[Row]], digest: str) -> Vocabulary:
    """The vocabulary in the rows of the tables themes, cities, places and people.

    An older release has labels alone.
    """
    cities = tuple(_city(row) for row in tables["cities"])
    places = tuple(_place(row) for row in tables["places"])
    return Vocabulary(
        themes=tuple(_theme(row) for row in tables["themes"]),
        people=tuple(Person(row["handle"], pseudonyms=labels(row)) for row in tables["people"]),
        cities=cities,
        places=Places(path, cities, places),
        digest=digest,
    )


def labels(row: Row) -> dict[str, str]:
    """The labels of a row by language, those that it has."""
    return {code: row[code] for code in LABEL_LANGUAGES if row.get(code)}


def _theme(row: Row) -> Theme:
    others = _alternatives(row)  # of which the release does not say the language
    return Theme(row["slug"], row["broader"], labels(row), formerly=others)


def _city(row: Row) -> City:
    return City(row["slug"], row["zone"] or "", labels(row), alternatives=_alternatives(row))


def _place(row: Row) -> Place:
    others = _alternatives(row)
    return Place(row["slug"], row["type"] or "", row["city"], labels(row), others, shape=None)


def _alternatives(row: Row) -> tuple[str, ...]:
    return tuple(json.loads(row.get("alternatives") or "[]"))
