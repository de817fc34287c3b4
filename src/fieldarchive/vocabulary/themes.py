"""`vocabularies/themes.csv`: what the study looks for, with labels in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.errors import ConfigurationError
from fieldarchive.vocabulary.tables import Table, parse
from fieldarchive.vocabulary.words import alternatives, folded

COLUMNS = ("slug", "broader", *LABEL_LANGUAGES)
ALL_COLUMNS = (
    *COLUMNS, *(f"alt_{code}" for code in LABEL_LANGUAGES), "note", "match", "formerly",
)  # fmt: skip
SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Theme:
    """A term. `broader` is the slug above it; `alternatives` name it, by language code.

    `formerly` are slugs that it had, or that joined it, and words of no known language. `match`
    are addresses of the same term in other vocabularies.
    """

    slug: str
    broader: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    formerly: tuple[str, ...] = ()
    note: str | None = None
    match: tuple[str, ...] = ()

    @property
    def is_proposed(self) -> bool:
        """Whether an ingest made it of a word that was not known, and nobody settled it yet."""
        return (self.note or "").casefold().startswith(PROPOSED)

    def words(self) -> tuple[str, ...]:
        """Everything that names this theme, the slug first."""
        others = (word for code in LABEL_LANGUAGES for word in self.alternatives.get(code, ()))
        return (self.slug, *self.labels.values(), *others, *self.formerly)

    def label(self, language: str | None = None) -> str:
        """What to call it, in `language` where there is a label, else in any, else the slug."""
        if language is not None and language in self.labels:
            return self.labels[language]
        return next(iter(self.labels.values()), self.slug)


def parse_themes(path: Path, content: bytes) -> Table:
    """The table of themes in a file's bytes; raises `ConfigurationError`."""
    return parse(path, content, COLUMNS)


def themes_of(path: Path, table: Table) -> tuple[Theme, ...]:
    """The themes of a table; raises `ConfigurationError` for doubled slugs and lost parents."""
    themes: dict[str, Theme] = {}
    for row in table.rows():
        if row["slug"] in themes:
            raise ConfigurationError(path, f'the theme "{row["slug"]}" stands there twice.')
        themes[row["slug"]] = theme_of(row)
    for theme in themes.values():
        if theme.broader and theme.broader not in themes:
            raise ConfigurationError(
                path, f'"{theme.slug}" lies under "{theme.broader}", which is not in the table.'
            )
    _refuse_circles(path, themes)
    return tuple(themes.values())


def theme_of(row: Mapping[str, str]) -> Theme:
    """The theme in one row of the table."""
    others = {code: alternatives(row.get(f"alt_{code}", "")) for code in LABEL_LANGUAGES}
    return Theme(
        slug=row["slug"],
        broader=row["broader"] or None,
        labels={code: row[code] for code in LABEL_LANGUAGES if row[code]},
        alternatives={code: words for code, words in others.items() if words},
        formerly=alternatives(row.get("formerly", "")),
        note=row.get("note") or None,
        match=tuple(row.get("match", "").replace("|", " ").split()),
    )


def above(slug: str, themes: Mapping[str, Theme]) -> Iterator[str]:
    """The slugs above a theme, the nearest first; in a circle the theme itself comes last."""
    seen: set[str] = set()
    broader = themes[slug].broader
    while broader and broader not in seen:
        yield broader
        seen.add(broader)
        broader = themes[broader].broader


def doubled_words(themes: tuple[Theme, ...]) -> Iterator[tuple[str, str, str]]:
    """Words that name two themes: the word, the theme that has it, and the one that does not."""
    owners = {folded(theme.slug): theme.slug for theme in themes}
    for theme in themes:
        for word in theme.words():
            owner = owners.setdefault(folded(word), theme.slug)
            if owner != theme.slug:
                yield word, owner, theme.slug


def _refuse_circles(path: Path, themes: Mapping[str, Theme]) -> None:
    for slug in themes:
        line = list(above(slug, themes))
        if slug in line:
            circle = " under ".join(f'"{one}"' for one in (slug, *line[: line.index(slug) + 1]))
            raise ConfigurationError(path, f"the themes lie in a circle: {circle}.")
