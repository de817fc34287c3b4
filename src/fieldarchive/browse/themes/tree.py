"""The tree of themes, and what of it fits a word that was typed.

A vocabulary that a person edits may run in a circle or name a broader theme that is not there:
no theme is lost by that, and none is walked twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fieldarchive.browse.data.release import Release, Term


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme and the branches below it; `is_found` where it was looked for."""

    term: Term
    below: Sequence[Branch]
    is_found: bool = False


def tree(release: Release) -> list[Branch]:
    """All themes, the topmost as the vocabulary has them."""
    children: dict[str | None, list[str]] = {}
    for term in release.themes.values():
        broader = term.broader if term.broader in release.themes else None
        children.setdefault(broader, []).append(term.slug)
    seen: set[str] = set()

    def grow(slug: str) -> Branch:
        seen.add(slug)
        below = [grow(one) for one in children.get(slug, ()) if one not in seen]
        return Branch(release.themes[slug], below)

    roots = [grow(slug) for slug in children.get(None, ())]
    return roots + [grow(slug) for slug in release.themes if slug not in seen]


def pruned(branches: Sequence[Branch], fits: Callable[[Term], bool]) -> list[Branch]:
    """The branches in which something fits: what fits with all below it, and the way to it."""
    found = []
    for branch in branches:
        is_found = fits(branch.term)
        below = pruned(branch.below, fits)
        if is_found:
            kept = below if below else branch.below
            found.append(Branch(branch.term, kept, is_found=True))
        elif below:
            found.append(Branch(branch.term, below))
    return found


def fitting(release: Release, typed: str) -> Callable[[Term], bool]:
    """Whether a theme is called something that has these letters, in any language."""
    sought = typed.casefold()
    names = {
        theme.slug: " \n".join(theme.words()).casefold() for theme in release.vocabulary.themes
    }
    return lambda term: sought in names.get(term.slug, term.slug)


def only(slug: str) -> Callable[[Term], bool]:
    """Whether a theme is that of a slug."""
    return lambda term: term.slug == slug


def walk(branches: Sequence[Branch]) -> Iterator[Branch]:
    """Every branch, each before those below it."""
    for branch in branches:
        yield branch
        yield from walk(branch.below)


def way_to(release: Release, slug: str) -> list[Term]:
    """The broader themes of a theme, the topmost first."""
    way: list[Term] = []
    seen = {slug}
    broader = release.theme(slug).broader
    while broader and broader in release.themes and broader not in seen:
        seen.add(broader)
        way.insert(0, release.themes[broader])
        broader = release.themes[broader].broader
    return way


def whole(children: Mapping[str, Collection[str]], slug: str) -> set[str]:
    """A theme and all below it, by their slugs."""
    found, waiting = set[str](), [slug]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(children.get(one, ()))
    return found


def children_of(release: Release) -> dict[str, list[str]]:
    """By its slug the themes right below a theme."""
    children: dict[str, list[str]] = {}
    for term in release.themes.values():
        if term.broader:
            children.setdefault(term.broader, []).append(term.slug)
    return children
