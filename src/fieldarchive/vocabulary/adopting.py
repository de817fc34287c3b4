"""Somebody's vocabulary taken into the table of themes: what is new comes in, nothing here goes.

A term is one of ours when it has the same address, the same slug, or a label that names a theme.
What the two say differently stays as it is here, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.vocabulary.skos import ABOUT, OWN, RELATIVE, Concept
from fieldarchive.vocabulary.slugs import slug_from
from fieldarchive.vocabulary.tables import Table
from fieldarchive.vocabulary.theme_changes import row_of
from fieldarchive.vocabulary.themes import SLUG, Theme, above, theme_of
from fieldarchive.vocabulary.words import folded

_SEPARATOR = "|"


@dataclass(slots=True)
class Adopted:
    """What taking terms in did, or would do: themes that are new, themes that say more now.

    `remarks` are sentences about what stayed out; each names its theme.
    """

    table: Table
    new: list[Theme] = field(default_factory=list)
    changed: list[tuple[Theme, Theme]] = field(default_factory=list)
    same: int = 0
    remarks: list[str] = field(default_factory=list)


def adopt(table: Table, concepts: Sequence[Concept]) -> Adopted:
    """The table with the terms of a file taken in."""
    before = {row["slug"]: theme_of(row) for row in table.rows()}
    work = _Work(dict(before))
    slugs = work.slugs_of(concepts)
    for concept in concepts:
        work.take(concept, slugs[concept.uri])
    for concept in concepts:
        work.put_under(concept, slugs)
    adopted = Adopted(table, remarks=[*work.left_out, *work.remarks])
    for slug, theme in work.themes.items():
        if slug not in before:
            adopted.new.append(theme)
        elif theme != before[slug]:
            adopted.changed.append((before[slug], theme))
            adopted.table = adopted.table.changed(slug, row_of(theme))
        else:
            adopted.same += 1
    if adopted.new:
        adopted.table = adopted.table.plus(*map(row_of, adopted.new))
    return adopted


class _Work:
    """The themes while terms are taken in, and what every word names by now."""

    def __init__(self, themes: dict[str, Theme]) -> None:
        self.themes = themes
        self.remarks: list[str] = []
        self.left_out: dict[str, None] = {}
        self.named: dict[str, str] = {folded(slug): slug for slug in themes}
        self.by_address: dict[str, str] = {}
        for theme in themes.values():
            self._note(theme)
        self.here, self.named_here = frozenset(themes), dict(self.named)

    def slugs_of(self, concepts: Sequence[Concept]) -> dict[str, str]:
        """The theme that each term is, by address; those that are none of ours get a new one.

        Two terms of a file are one theme only where the theme has the addresses of both.
        """
        slugs = {c.uri: self.by_address[c.uri] for c in concepts if c.uri in self.by_address}
        for known in (self._by_slug, self._by_labels):
            claimed = set(slugs.values())
            left = [(known(one), one) for one in concepts if one.uri not in slugs]
            for (slug, _), one in sorted(left, key=lambda found: -found[0][1]):
                if slug is not None and slug not in claimed:
                    slugs[one.uri] = slug
                    claimed.add(slug)
        for one in concepts:
            if one.uri not in slugs:
                slugs[one.uri] = self._new(one)
        return slugs

    def _by_slug(self, concept: Concept) -> tuple[str | None, int]:
        if concept.is_ours and concept.notation:
            return self.named_here.get(folded(concept.notation)), 1
        return (concept.name if concept.name in self.here else None), 1

    def _by_labels(self, concept: Concept) -> tuple[str | None, int]:
        """The theme that the labels name, if it is one, and how many of them name it."""
        named = [self.named_here.get(folded(word)) for word in concept.labels.values()]
        found = {slug for slug in named if slug is not None}
        return (found.pop(), len(named) - named.count(None)) if len(found) == 1 else (None, 0)

    def _new(self, concept: Concept) -> str:
        slug = self._free(_wanted_slug(concept))
        self.themes[slug] = Theme(slug)
        self.named[folded(slug)] = slug
        for word in concept.labels.values():  # before any alternative of another term
            self.named.setdefault(folded(word), slug)
        return slug

    def take(self, concept: Concept, slug: str) -> None:
        """Let a theme say what a term says, as far as it says nothing else itself."""
        theme = self.themes[slug]
        labels = dict(theme.labels)
        others = {code: [*words] for code, words in theme.alternatives.items()}
        for code, word in self._words(concept, slug):
            if code not in LABEL_LANGUAGES:
                continue
            known = map(folded, (labels.get(code, ""), *others.get(code, ())))
            if code not in labels and concept.labels.get(code) == word:
                labels[code] = word
            elif folded(word) not in known:
                others.setdefault(code, []).append(word)
        once = [word for code, word in self._words(concept, slug) if code not in LABEL_LANGUAGES]
        if theme.note and concept.note and theme.note != concept.note:
            self.remarks.append(f'{slug}: its note stays; the file says "{concept.note[:60]}".')
        self.themes[slug] = replace(
            theme,
            labels=labels,
            alternatives={code: tuple(words) for code, words in others.items()},
            formerly=tuple(dict.fromkeys((*theme.formerly, *once))),
            note=theme.note or concept.note,
            match=tuple(dict.fromkeys((*theme.match, *_addresses(concept)))),
        )
        self._note(self.themes[slug])

    def put_under(self, concept: Concept, slugs: Mapping[str, str]) -> None:
        """Let a theme lie under the nearest of those that the file puts it under."""
        slug = slugs[concept.uri]
        theme = self.themes[slug]
        wanted = [slugs[uri] for uri in concept.broader if slugs.get(uri, slug) != slug]
        for broader in wanted:
            if theme.broader == broader:
                return
            if theme.broader is None and slug not in (broader, *above(broader, self.themes)):
                self.themes[slug] = replace(theme, broader=broader)
                if len(wanted) > 1:
                    self.remarks.append(
                        f"{slug}: lies under {broader}; the file has more above it."
                    )
                return
        if wanted:
            where = f"under {theme.broader}" if theme.broader else "at the top"
            self.remarks.append(f"{slug}: stays {where}; the file puts it under {wanted[0]}.")

    def _words(self, concept: Concept, slug: str) -> Iterable[tuple[str, str]]:
        """The words of a term by language, but those that name another theme."""
        said = [
            *concept.labels.items(),
            *((c, w) for c, ws in concept.alternatives.items() for w in ws),
        ]
        for code, word in [*said, *(("", word) for word in concept.others)]:
            owner = self.named.get(folded(word), slug)
            if owner == slug and folded(word) and _SEPARATOR not in word:
                yield code, word
            else:
                self.left_out[_left_out(slug, word, owner)] = None

    def _free(self, wanted: str) -> str:
        number, slug = 1, wanted
        while folded(slug) in self.named:
            number += 1
            slug = f"{wanted}-{number}"
        return slug

    def _note(self, theme: Theme) -> None:
        for word in theme.words():
            self.named.setdefault(folded(word), theme.slug)
        for address in theme.match:
            if not address.startswith(ABOUT):
                self.by_address.setdefault(address, theme.slug)


def _addresses(concept: Concept) -> Iterable[str]:
    is_foreign = not concept.uri.startswith((OWN, RELATIVE))
    own = [concept.uri] if is_foreign else []
    return (one for one in (*own, *concept.match) if _SEPARATOR not in one)


def _left_out(slug: str, word: str, owner: str) -> str:
    if owner == slug:
        return f'{slug}: "{word}" stays out; it cannot stand in a cell of words.'
    return f'{slug}: "{word}" stays out; it names {owner} already.'


def _wanted_slug(concept: Concept) -> str:
    """What it is called in the file where that reads like a word, else a slug of its label."""
    if concept.is_ours and concept.notation and SLUG.fullmatch(concept.notation):
        return concept.notation
    name = concept.name.casefold()
    if SLUG.fullmatch(name) and not re.search("[0-9]", name):
        return name
    words = [concept.labels[code] for code in LABEL_LANGUAGES if code in concept.labels]
    return slug_from(next(iter((*words, *concept.others)), concept.name))
