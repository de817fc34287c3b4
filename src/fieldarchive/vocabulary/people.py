"""`vocabularies/people.csv`: people by handle and pseudonym. Real names have no place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.vocabulary.words import rows


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part. `pseudonyms` are by language code."""

    handle: str
    role: str | None
    pseudonyms: Mapping[str, str]

    def pseudonym(self, language: str | None) -> str:
        """The name to use, in `language` where there is one, else in any, else the handle."""
        if language is not None and language in self.pseudonyms:
            return self.pseudonyms[language]
        return next(iter(self.pseudonyms.values()), self.handle)


def load_people(path: Path) -> tuple[Person, ...]:
    """The people of a table, in its order."""
    return tuple(
        Person(
            handle=row["handle"],
            role=row.get("role") or None,
            pseudonyms={code: row[code] for code in LABEL_LANGUAGES if row.get(code)},
        )
        for row in rows(path, ("handle",))
        if row["handle"]
    )
