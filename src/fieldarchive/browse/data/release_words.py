"""The words of a release, as a query typed into a page may use them.

A reader of the pages asks as in the terminal, of what was published and of nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from fieldarchive.browse.data import queries
from fieldarchive.browse.data.release import Release
from fieldarchive.catalogue import wanted
from fieldarchive.catalogue.names import SHORTEST
from fieldarchive.catalogue.wanted import Condition, Side
from fieldarchive.describe.dates import Calendar
from fieldarchive.describe.dates.calendars import calendar_in
from fieldarchive.errors import NoSuchItem
from fieldarchive.vocabulary import Vocabulary


@dataclass(frozen=True)
class ReleaseWords:
    """What `understanding` needs to know, from a release and an open connection to it."""

    release: Release
    database: Database
    listed: ClassVar[Mapping[str, str]] = {
        "city": "The table of cities lists what there is.",
        "theme": "The table of themes lists what there is.",
        "person": "The table of people lists who is named here.",
    }
    unjudged: ClassVar[Mapping[str, str]] = {
        "problem": "Problems stay with the archive: `fieldarchive find problem:…` tells them.",
    }

    @property
    def vocabulary(self) -> Vocabulary:
        """As it was published."""
        return self.release.vocabulary

    @property
    def date_order(self) -> str:
        """As the archive reads dates."""
        return self.release.facts.get("date_order", "dmy")

    @property
    def calendar(self) -> Calendar:
        """Of the events and periods that the archive's people count from."""
        return calendar_in(self.release.facts.get("calendar"))

    def is_said(self, field: str, value: str) -> bool:
        """Asked of the published items alone."""
        return wanted.is_met(self.database, Condition(field, (value,)), Side.BROWSE)

    def item_named(self, word: str) -> str:
        """The only published item whose key begins so; raises `NoSuchItem`."""
        found = queries.keys_like(self.database, word.strip().lower())
        if len(found) != 1:
            raise NoSuchItem(word)
        return found[0][2:]

    def name_of(self, item_id: str) -> str:
        """The beginning of its key."""
        [key] = queries.keys_like(self.database, item_id)
        return key[: SHORTEST + 2]
