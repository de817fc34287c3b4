"""What understanding a query has to be told, by whoever has an archive or a release of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from fieldarchive.describe.dates import Calendar
from fieldarchive.vocabulary import Vocabulary


class Meanings(Protocol):
    """The words of an archive and the names of its items, as far as the reader may know them."""

    @property
    def vocabulary(self) -> Vocabulary:
        """Themes, cities, places and people, by any of their names."""

    @property
    def date_order(self) -> str:
        """What 05/06/2013 means: dmy, mdy or ymd."""

    @property
    def calendar(self) -> Calendar:
        """What people count from, such as the opening of the bridge."""

    @property
    def listed(self) -> Mapping[str, str]:
        """By field a sentence that says where to look for what there is."""

    @property
    def unjudged(self) -> Mapping[str, str]:
        """Fields that cannot be judged here, with a sentence that says where they can."""

    def is_said(self, field: str, value: str) -> bool:
        """Whether any item has this very value in a field that takes any words."""

    def item_named(self, word: str) -> str:
        """The id of the item that a word such as n-7f3 names; raises `NoSuchItem`."""

    def name_of(self, item_id: str) -> str:
        """A short name of an item, to say which one was understood."""
