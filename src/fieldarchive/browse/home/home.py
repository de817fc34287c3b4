"""The first page: two banks and the river between them, what is new, and the themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fieldarchive.browse.data import queries
from fieldarchive.browse.data.release import Release, Term
from fieldarchive.browse.versions import Datasette, attached

KINDS = ("interview", "photograph", "note")
LATEST = 12


@dataclass(frozen=True, slots=True)
class Bank:
    """One city and how many items of each kind come from it; `term` None is nowhere known."""

    term: Term | None
    counts: Mapping[str, int]

    @property
    def items(self) -> int:
        """All its items."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Broader:
    """A theme without a broader one, and those below it that items name."""

    term: Term
    narrower: Sequence[Term]


async def home(datasette: Datasette, name: str, release: Release) -> dict[str, Any]:
    """What the first page shows."""
    database = datasette.databases[name]
    counted = await queries.counts(database)
    banks = [Bank(term, _of_city(counted, slug)) for slug, term in release.cities.items()]
    elsewhere = Bank(None, _of_nowhere(counted, release))
    return {
        "banks": banks,
        "river": elsewhere,
        "total": elsewhere.items + sum(bank.items for bank in banks),
        "latest": await queries.latest(database, LATEST),
        "themes": list(_themes(release)),
        "others": [other for other in attached(datasette) if other != name],
    }


def _of_city(counted: Sequence[queries.Row], slug: str) -> Counter[str]:
    return Counter({row["kind"]: row["items"] for row in counted if row["city"] == slug})


def _of_nowhere(counted: Sequence[queries.Row], release: Release) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in counted:
        if row["city"] not in release.cities:
            found[row["kind"]] += row["items"]
    return found


def _themes(release: Release) -> list[Broader]:
    """The themes that items name, each below the topmost theme that it belongs to."""
    below: dict[str, list[Term]] = {}
    for term in release.themes.values():
        top = _top(term, release)
        group = below.setdefault(top.slug, [])
        if term.items and term is not top:
            group.append(term)
    groups = [
        Broader(release.theme(slug), sorted(terms, key=lambda t: (-t.items, t.label)))
        for slug, terms in below.items()
    ]
    return [group for group in groups if group.term.items or group.narrower]


def _top(term: Term, release: Release) -> Term:
    """The theme at the top; a vocabulary that a person edits may run in a circle."""
    seen = {term.slug}
    while term.broader and term.broader not in seen and term.broader in release.themes:
        seen.add(term.broader)
        term = release.themes[term.broader]
    return term
