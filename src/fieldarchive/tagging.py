"""Tagging: themes put on items and taken off them, as edits by hand.

The list that an item has is written anew as a whole. A word in it that names no theme stays, so
that it goes on being a keyword until somebody adds the term.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from fieldarchive.archive import Archive
from fieldarchive.catalogue import items, revisions
from fieldarchive.groups import groups
from fieldarchive.history.claims import winner, words_of
from fieldarchive.history.deciding import Edit
from fieldarchive.model import Description

_AT_ONCE = 500


def tagged(
    archive: Archive, ids: Sequence[str], plus: Sequence[str], minus: Collection[str]
) -> Iterator[Edit]:
    """The edits that put the themes `plus` on items and take `minus` off, by slug.

    Items that have it so already are left out.
    """
    for group in groups(ids, _AT_ONCE):
        themes = items.themes_shown(archive.record, group)
        for one in revisions.standings(archive.record, group):
            before = themes.get(one.record, [])
            after = [*dict.fromkeys([*before, *plus])]
            after = [theme for theme in after if theme not in minus]
            if after != before:
                loose = _loose_words(archive, one.account.description)
                yield Edit(one.record, {"themes": [*after, *loose]})


def _loose_words(archive: Archive, description: Description) -> list[str]:
    claim = winner(description, "themes")
    words = words_of(claim) if claim else []
    return [word for word in words if archive.vocabulary.theme_of(word) is None]
