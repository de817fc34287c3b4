"""Themes: how often they are named, and their table changed as an operation that can be undone.

A change is planned first, and the plan tells what it would write; `write` does it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.archive import Archive, who_and_where
from fieldarchive.catalogue import counts, revisions
from fieldarchive.catalogue.edits import Edit
from fieldarchive.history.claims import winner, words_of
from fieldarchive.naming import naming
from fieldarchive.rewording import THEMES, Reworded, reword, with_words, words_in
from fieldarchive.storage.guarding import open_to_read
from fieldarchive.vocabulary import Theme, skos, theme_changes
from fieldarchive.vocabulary.adopting import Adopted, adopt
from fieldarchive.vocabulary.skos_writing import written
from fieldarchive.vocabulary.tables import Table, new
from fieldarchive.vocabulary.theme_changes import Said
from fieldarchive.vocabulary.themes import ALL_COLUMNS, parse_themes
from fieldarchive.vocabulary.words import folded

_NAMED = 5
UNKNOWN = "unknown-theme"  # the code of the problem that describing tells


@dataclass(frozen=True, slots=True)
class Counted:
    """A theme and the ids of the items that name it; `below` adds those of narrower themes.

    Both are by city, None where an item has none. `depth` is 0 at the top of the hierarchy.
    """

    theme: Theme
    depth: int
    items: Mapping[str | None, Collection[str]]
    below: Mapping[str | None, Collection[str]]

    @property
    def own(self) -> int:
        """How many items name the theme itself."""
        return sum(map(len, self.items.values()))

    @property
    def total(self) -> int:
        """How many items name it or one that lies under it, each counted once."""
        return sum(map(len, self.below.values()))


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of the table that was not written yet; `slug` is the theme that it is about."""

    edit: Edit
    slug: str
    summary: str

    @property
    def is_empty(self) -> bool:
        """Whether all is so already."""
        return self.edit.before == self.edit.after


def counted(archive: Archive) -> list[Counted]:
    """Every theme with its items, each below the one that it lies under, else in table order."""
    named: dict[str, dict[str | None, set[str]]] = {}
    for slug, city, item in counts.items_by_theme(archive.record):
        named.setdefault(slug, {}).setdefault(city, set()).add(item)
    found: list[Counted] = []
    for theme, depth in _in_order(archive.vocabulary.themes):
        below: dict[str | None, set[str]] = {}
        for slug in archive.vocabulary.narrower(theme.slug):
            for city, items in named.get(slug, {}).items():
                below.setdefault(city, set()).update(items)
        found.append(Counted(theme, depth, named.get(theme.slug, {}), below))
    return found


def plan_to_add(archive: Archive, word: str, said: Said) -> Plan:
    """One more theme, or a proposed one settled; raises `CannotReword`."""
    before, table = _table(archive)
    after, slug = theme_changes.add(table, word, said)
    return Plan(Edit(THEMES, before, after.content()), slug, f"theme {slug} added")


def plan_to_rename(archive: Archive, slug: str, new: str | None, labels: Mapping[str, str]) -> Plan:
    """A theme with another slug or other labels; raises `CannotReword`."""
    before, table = _table(archive)
    after = theme_changes.rename(table, slug, new, labels)
    called = [f"theme {slug} is called {new} now"] if new and new != slug else []
    called += [f'{code} of theme {new or slug} is "{label}" now' for code, label in labels.items()]
    return Plan(Edit(THEMES, before, after.content()), new or slug, "; ".join(called))


def plan_to_merge(archive: Archive, slug: str, into: str) -> Plan:
    """Two themes made one; raises `CannotReword`."""
    before, table = _table(archive)
    after = theme_changes.merge(table, slug, into)
    return Plan(Edit(THEMES, before, after.content()), into, f"theme {slug} joined {into}")


def unknown(archive: Archive, among: Collection[str] | None = None) -> dict[str, int]:
    """Words that items say as themes and that name none, with how many items say each.

    `among` are the ids of the items that are asked, None for all.
    """
    asked = counts.having_problem(archive.record, UNKNOWN)
    items = [item for item in asked if among is None or item in among]
    found: dict[str, int] = {}
    for standing in revisions.standings(archive.record, items):
        said = winner(standing.account.description, "themes")
        for word in dict.fromkeys(words_of(said)) if said else ():
            if archive.vocabulary.theme_of(word) is None:
                found[word] = found.get(word, 0) + 1
    return {word: found[word] for word in sorted(found, key=_alike_together)}


def plan_to_propose(archive: Archive, words: Collection[str]) -> Plan:
    """Words as themes that somebody settles later; those that name one already are passed over."""
    before, table = _table(archive)
    after, slugs = theme_changes.propose(table, words, who_and_where()[0])
    content = after.content() if slugs else before
    return Plan(Edit(THEMES, before, content), slugs[0] if slugs else "", _proposed(slugs))


def plan_to_adopt(archive: Archive, path: Path, form: str) -> tuple[Plan, Adopted]:
    """The themes of a SKOS file taken in; `form` is one of `skos.FORMATS`.

    Raises `CannotReword` for what is no such file, and `OSError`.
    """
    with os.fdopen(open_to_read(path.resolve()), "rb") as file, naming(path):
        content = file.read(skos.LARGEST + 1)
    before, table = _table(archive)
    adopted = adopt(table, skos.concepts_in(content, form))
    summary = f"{len(adopted.new):,} themes new, {len(adopted.changed):,} changed by an import"
    after = adopted.table.content() if adopted.new or adopted.changed else before
    return Plan(Edit(THEMES, before, after), "", summary), adopted


def as_skos(archive: Archive, base: str | None, form: str) -> bytes:
    """All themes as SKOS; `base` is the beginning of their addresses."""
    beginning = base or f"{skos.OWN}{archive.id}:"
    return written(archive.vocabulary.themes, beginning, archive.configuration.name, form)


def write(archive: Archive, plan: Plan) -> Reworded:
    """Do what was planned; raises `ChangedMeanwhile` where somebody edited the table since."""
    return reword(archive, plan.edit, "theme", plan.summary)


def foreseen(archive: Archive, plan: Plan) -> Theme:
    """The theme as it would be."""
    words = with_words(archive, THEMES, plan.edit.after).vocabulary
    return next(theme for theme in words.themes if theme.slug == plan.slug)


def _alike_together(word: str) -> tuple[str, str]:
    """Spellings of one word side by side, the one in small letters first."""
    return folded(word), word.swapcase()


def _table(archive: Archive) -> tuple[bytes | None, Table]:
    content = words_in(archive, THEMES)
    path = archive.folders.root / THEMES
    return content, new(ALL_COLUMNS) if content is None else parse_themes(path, content)


def _proposed(slugs: list[str]) -> str:
    """A line for the log."""
    more = f" and {len(slugs) - _NAMED:,} more" if len(slugs) > _NAMED else ""
    return f"theme{'s' if len(slugs) > 1 else ''} {', '.join(slugs[:_NAMED])}{more} proposed"


def _in_order(themes: Collection[Theme]) -> Iterator[tuple[Theme, int]]:
    """Every theme after the one that it lies under, with how deep it lies."""
    below: dict[str | None, list[Theme]] = {}
    for theme in themes:
        below.setdefault(theme.broader, []).append(theme)
    waiting = [(theme, 0) for theme in reversed(below.get(None, []))]
    while waiting:
        theme, depth = waiting.pop()
        yield theme, depth
        waiting += [(one, depth + 1) for one in reversed(below.get(theme.slug, []))]
