"""Zones by name: between an instant and what clocks in a zone showed at it.

An hour comes twice when clocks are set back, and one is left out when they are set forward:
Asia/Yakutsk did so twice a year from 1981 to 2010, Asia/Shanghai from 1986 to 1991. A local time is
a naive `datetime` here, an instant one in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as clocks know it: what it is called, and the zone that it keeps."""

    label: str
    zone: str


def is_of_our_time(moment: datetime) -> bool:
    """Whether something can have been recorded then. Further away a day more may be no date."""
    return 1826 <= moment.year <= 2200  # the first photograph; and the last


def local_in(zone: str, instant: datetime) -> datetime:
    """What clocks in a zone showed at an instant."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def instants_of(zone: str, local: datetime) -> tuple[datetime, ...]:
    """When clocks in a zone showed this: once, twice (the earlier first), or never."""
    both = [_instant(zone, local, fold) for fold in (0, 1)]
    return tuple(dict.fromkeys(one for one in both if local_in(zone, one) == local))


def instant_if_not_set_forward(zone: str, local: datetime) -> datetime:
    """When a clock showed an hour that was left out: it was not set forward on that day."""
    return _instant(zone, local, fold=0)


def offset_at(zone: str, instant: datetime) -> timedelta:
    """How far clocks in a zone were ahead of UTC."""
    return local_in(zone, instant) - instant.astimezone(UTC).replace(tzinfo=None)


def _instant(zone: str, local: datetime, fold: int) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)
