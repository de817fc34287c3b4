"""`vocabularies/themes.csv`: what the study looks for, with labels in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.errors import ConfigurationError
from fieldarchive.vocabulary.words import alternatives, rows


@dataclass(frozen=True, slots=True)
class Theme:
    """A term. `broader` is the slug above it; `alternatives` name it in any language."""

    slug: str
    broader: str | None
    labels: Mapping[str, str]
    alternatives: tuple[str, ...]
    note: str | None

    def words(self) -> tuple[str, ...]:
        """Everything that names this theme, the slug first."""
        return (self.slug, *self.labels.values(), *self.alternatives)


def load_themes(path: Path) -> tuple[Theme, ...]:
    """The themes of a table; raises `ConfigurationError` for doubled slugs and lost parents."""
    themes: dict[str, Theme] = {}
    for row in rows(path, ("slug", "broader", *LABEL_LANGUAGES)):
        if not row["slug"]:
            continue
        if row["slug"] in themes:
            raise ConfigurationError(path, f'the theme "{row["slug"]}" stands there twice.')
        themes[row["slug"]] = _theme(row)
    for theme in themes.values():
        if theme.broader and theme.broader not in themes:
            raise ConfigurationError(
                path, f'"{theme.slug}" lies under "{theme.broader}", which is not in the table.'
            )
    return tuple(themes.values())


def _theme(row: Mapping[str, str]) -> Theme:
    others = [word for code in LABEL_LANGUAGES for word in alternatives(row.get(f"alt_{code}", ""))]
    return Theme(
        slug=row["slug"],
        broader=row["broader"] or None,
        labels={code: row[code] for code in LABEL_LANGUAGES if row[code]},
        alternatives=tuple(others),
        note=row.get("note") or None,
    )
