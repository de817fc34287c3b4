"""What a clock alone tells: what it said, less its drift, in the zone that it keeps.

That a better clock is there, or another place, is for `clocks` to weigh.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from fieldarchive.devices import Device
from fieldarchive.devices.zones import Spot, instant_if_not_set_forward, instants_of, offset_at


class Clock(StrEnum):
    """Which clock tells when an item was recorded, the most to be believed first.

    `place`: nobody knows the zone of the clock; it was taken to keep the time of its place.
    """

    GPS = "gps"
    OFFSET = "offset"
    DEVICE = "device"
    PLACE = "place"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of one moment.

    `local` is what the clock said, `offset` what it wrote beside it, `gps` what the satellites
    told (UTC). `others` are the places that its clock may have been set to. `written` is a date
    without a time that the file tells instead; `named_day` the day in the name of its folder.
    `is_reset` tells that a clock says this after its battery was out.
    """

    local: datetime | None = None
    offset: timedelta | None = None
    gps: datetime | None = None
    device: Device | None = None
    camera: str | None = None
    serial: str | None = None
    place: Spot | None = None
    others: tuple[Spot, ...] = ()
    written: str | None = None
    named_day: date | None = None
    is_reset: bool = False

    @property
    def whose(self) -> str:
        """What the device is called."""
        return self.device.slug if self.device else self.camera or "an unknown device"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What the clock alone tells: the time with its drift taken off, and when that can have been.

    Two instants for an hour that came twice; `is_left_out` where no clock of the zone showed it.
    """

    corrected: datetime
    fast: timedelta
    instants: tuple[datetime, ...] = ()
    clock: Clock | None = None
    zone: str | None = None
    is_left_out: bool = False


def reckon(clues: Clues) -> Reckoned | None:
    """What the clock of `clues` tells; None where it says nothing."""
    if clues.local is None:
        return None
    fast = _fast(clues, clues.local)
    corrected = clues.local - fast
    if clues.is_reset and not fast:
        return Reckoned(corrected, fast)
    if clues.offset is not None:
        instant = (corrected - clues.offset).replace(tzinfo=UTC)
        return Reckoned(corrected, fast, (instant,), Clock.OFFSET)
    zone, clock = clues.device.zone_at(clues.local) if clues.device else None, Clock.DEVICE
    if zone is None and clues.place is not None:
        zone, clock = clues.place.zone, Clock.PLACE
    if zone is None:
        return Reckoned(corrected, fast)
    instants = instants_of(zone, corrected)
    left_out = () if instants else (instant_if_not_set_forward(zone, corrected),)
    return Reckoned(corrected, fast, instants or left_out, clock, zone, bool(left_out))


def _fast(clues: Clues, local: datetime) -> timedelta:
    """How far the clock is ahead of the zone that it keeps.

    It was measured against the zone that is noted. A clock that wrote another offset may have kept
    that already when it was measured: of both drifts the smaller one is its own.
    """
    fast = clues.device.fast_by(local) if clues.device else timedelta()
    zone = clues.device.zone_at(local) if clues.device else None
    if not fast or not clues.offset or zone is None:
        return fast
    noted = offset_at(zone, (local - fast - clues.offset).replace(tzinfo=UTC))
    return min(fast, fast - (clues.offset - noted), key=abs)
