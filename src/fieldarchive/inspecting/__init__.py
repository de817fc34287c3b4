"""Inspecting: everything that is wrong or missing in the descriptions of an archive, by code.

Each family of checks has its own module, with its codes and what they mean. Nothing is written
here but by `mending`, which puts right what has one right spelling.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fieldarchive.archive import Archive
from fieldarchive.inspecting import of_descriptions, of_items, of_vocabularies, of_words
from fieldarchive.inspecting.findings import Check, Finding

_FAMILIES = (of_descriptions, of_items, of_words, of_vocabularies)
CHECKS = {check.code: check for family in _FAMILIES for check in family.CHECKS}


def explained(code: str) -> Check:
    """What a code means, also one that a reader told."""
    return CHECKS.get(code) or of_descriptions.of_reading(code)


def inspect(archive: Archive, only: Collection[str] = ()) -> list[Finding]:
    """All findings, those of one code together, in the order of the codes; `only` some codes."""
    found = [one for one in _all(archive, only) if not only or one.code in only]
    places = {code: place for place, code in enumerate(CHECKS)}
    return sorted(found, key=lambda one: (places.get(one.code, len(places)), one.code))


def _all(archive: Archive, only: Collection[str]) -> Iterator[Finding]:
    """What the families find; one that has none of the codes is not asked, to save its time."""
    strange = set(only) - CHECKS.keys()
    for family in _FAMILIES:
        has_some = not {check.code for check in family.CHECKS}.isdisjoint(only)
        if not only or has_some or (strange and family is of_descriptions):
            yield from family.findings(archive)
