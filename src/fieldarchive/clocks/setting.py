"""Setting a device right: a line in fieldarchive.toml, and what it makes of what the device took.

A change is foreseen before it is written. No original is read for it, and `undo` gives back the
file as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from fieldarchive.archive import Archive
from fieldarchive.catalogue import revisions
from fieldarchive.catalogue.edits import Edit
from fieldarchive.clocks.met import items_of
from fieldarchive.config import CONFIGURATION
from fieldarchive.describe import clock_words
from fieldarchive.describe.proposing import Proposal
from fieldarchive.devices import Calibration, ZoneSince
from fieldarchive.devices.lines import (
    with_calibration,
    with_device,
    with_fields,
    with_zone_since,
)
from fieldarchive.groups import groups
from fieldarchive.intake.rereading import described_again
from fieldarchive.model import Item
from fieldarchive.rewording import reword, with_words, words_in

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Setting:
    """fieldarchive.toml with other lines about devices, which are not written yet."""

    before: bytes
    after: bytes

    def plus_device(self, slug: str, said: Mapping[str, str | None]) -> Setting:
        """With one device more."""
        return Setting(self.before, with_device(self.after, {"slug": slug, **said}))

    def plus_fields(self, slug: str, said: Mapping[str, str | None]) -> Setting:
        """With something else said of a device."""
        return Setting(self.before, with_fields(self.after, slug, said))

    def plus_zone(self, slug: str, one: ZoneSince) -> Setting:
        """With the zone that a device keeps since some moment."""
        return Setting(self.before, with_zone_since(self.after, slug, one))

    def plus_calibration(self, slug: str, one: Calibration) -> Setting:
        """With one picture of a clock more."""
        return Setting(self.before, with_calibration(self.after, slug, one))

    def plus(self, slug: str, proposal: Proposal) -> Setting:
        """With all that is proposed for a device."""
        setting = self.plus_fields(slug, {"zone": proposal.zone})
        for zone in proposal.zones:
            setting = setting.plus_zone(slug, zone)
        for one in proposal.calibrations:
            setting = setting.plus_calibration(slug, one)
        return setting


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that gets another time by a change, as it was and as it will be."""

    record: str
    before: Item
    after: Item


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a setting would do to the items of some devices.

    `differing` counts those in which clocks contradict each other, before and after.
    """

    items: int
    moved: tuple[Moved, ...]
    differing: tuple[int, int]


def setting(archive: Archive) -> Setting:
    """The configuration as it is."""
    content = words_in(archive, CONFIGURATION) or b""
    return Setting(content, content)


def foresee(
    archive: Archive, wanted: Setting, slugs: Iterable[str], progress: Callable[[int], None]
) -> Foreseen:
    """What would become of the items of these devices; raises `ConfigurationError`.

    `progress` is told of every item.
    """
    after = with_words(archive, CONFIGURATION, wanted.after)
    records = {
        record for slug in slugs for one in (archive, after) for record in items_of(one, slug)
    }
    moved: list[Moved] = []
    differing = [0, 0]
    for was, now in _both(archive, after, sorted(records)):
        before, then = was[1], now[1]
        if (before.date, before.recorded_at) != (then.date, then.recorded_at):
            moved.append(Moved(was[0], before, then))
        differing[0] += was[2]
        differing[1] += now[2]
        progress(1)
    moved.sort(key=lambda one: (one.before.date or "", one.before.title))
    return Foreseen(len(records), tuple(moved), (differing[0], differing[1]))


def write(archive: Archive, wanted: Setting, command: str, summary: str) -> int:
    """Write a setting as an operation, and describe again what it changes; gives its number."""
    edit = Edit(CONFIGURATION, wanted.before, wanted.after)
    return reword(archive, edit, command, summary).number


_Told = tuple[str, Item, bool]


def _both(archive: Archive, after: Archive, records: list[str]) -> Iterator[tuple[_Told, _Told]]:
    for group in groups(records, _AT_ONCE):
        for head in revisions.standings(archive.record, group):
            was, now = described_again(archive, head), described_again(after, head)
            differ = [
                any(problem.code in clock_words.CONTRADICTIONS for problem in one.problems)
                for one in (was, now)
            ]
            yield (head.record, was.item, differ[0]), (head.record, now.item, differ[1])
