"""The words of an archive, as a query typed by whoever has it may use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fieldarchive.archive import Archive
from fieldarchive.catalogue import names, wanted
from fieldarchive.catalogue.wanted import Condition, Side
from fieldarchive.describe.dates import Calendar
from fieldarchive.describe.dates.calendars import calendar_of
from fieldarchive.vocabulary import Vocabulary


@dataclass(frozen=True)
class ArchiveWords:
    """What `understanding` needs to know, from an archive and its record."""

    archive: Archive
    listed: ClassVar[Mapping[str, str]] = {
        "city": "`fieldarchive status` tells which cities there are.",
        "theme": "`fieldarchive theme list` lists what there is.",
        "person": "`fieldarchive person list` lists who there is.",
    }
    unjudged: ClassVar[Mapping[str, str]] = {}

    @property
    def vocabulary(self) -> Vocabulary:
        """The archive's own."""
        return self.archive.vocabulary

    @property
    def date_order(self) -> str:
        """As the configuration says."""
        return self.archive.configuration.date_order

    @property
    def calendar(self) -> Calendar:
        """Of the events and periods of the configuration."""
        return calendar_of(self.archive.configuration)

    def is_said(self, field: str, value: str) -> bool:
        """Asked of all items, closed ones included."""
        return wanted.is_met(self.archive.record, Condition(field, (value,)), Side.RECORD)

    def item_named(self, word: str) -> str:
        """Items set aside are found as well; raises `NoSuchItem`, or `WasErased`."""
        return names.find_id(self.archive.record, word)

    def name_of(self, item_id: str) -> str:
        """The shortest name that means this item alone."""
        return names.name_of(self.archive.record, item_id)
