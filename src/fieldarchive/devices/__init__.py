"""Cameras, telephones and recorders: the zone that a clock keeps, and how fast it is.

Both change with time, told by the device's own clock: somebody set it to another zone, or set it
right. What a device says becomes an instant in `describe.clocks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from fieldarchive.devices.zones import instant_if_not_set_forward, instants_of, local_in


@dataclass(frozen=True, slots=True)
class Calibration:
    """A photograph of a known clock: what the camera `said`, and what the clock `shows`.

    Both are local times; `zone` is the zone of the clock in the picture. `since` tells that the
    device was set anew then, by its own clock, so that nothing before tells about it.
    """

    said: datetime
    shows: datetime
    zone: str
    photograph: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ZoneSince:
    """The zone that a device's clock keeps from a moment of that clock on."""

    since: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Device:
    """A camera, a telephone or a recorder. `camera` is make and model as it writes them.

    `zone` holds until the first of `zones`, which are in the order of time.
    """

    slug: str
    name: str | None = None
    camera: str | None = None
    serial: str | None = None
    zone: str | None = None
    zones: tuple[ZoneSince, ...] = ()
    calibrations: tuple[Calibration, ...] = ()

    def zone_at(self, local: datetime) -> str | None:
        """The zone that its clock kept when it said this."""
        kept = [one.zone for one in self.zones if one.since <= local]
        return kept[-1] if kept else self.zone

    def fast_by(self, local: datetime) -> timedelta:
        """How far its clock was ahead of its zone when it said this; behind is negative.

        Between two calibrations it changes evenly; before the first and after the last it holds.
        """
        stretches = _stretches(self)
        if not stretches:
            return timedelta()
        begun = [stretch for begins, stretch in stretches if begins <= local]
        return _between(begun[-1] if begun else stretches[0][1], local)


def device_of(devices: Sequence[Device], camera: str | None, serial: str | None) -> Device | None:
    """The device that a picture is from: by its serial number, else by make and model.

    Of two cameras of one model a picture without a serial number tells neither.
    """
    if serial and (owned := [one for one in devices if one.serial == serial]):
        return owned[0]
    alike = [
        one
        for one in devices
        if camera
        and one.camera
        and one.camera.casefold() == camera.casefold()
        and not (serial and one.serial)
    ]
    return alike[0] if len(alike) == 1 else None


def device_named(devices: Sequence[Device], word: str) -> Device | None:
    """The device that a person means by its slug or name."""
    plain = word.strip().casefold()
    named = (one for one in devices if plain in {one.slug, (one.name or "").casefold()})
    return next(named, None) if plain else None


def drift_of(device: Device, calibration: Calibration) -> timedelta:
    """How far a device was ahead of its own zone when it took the picture of a clock."""
    zone = device.zone_at(calibration.said) or calibration.zone
    return calibration.said - local_in(zone, instant_shown(calibration.zone, calibration.shows))


def instant_shown(zone: str, shows: datetime) -> datetime:
    """When a public clock showed this; in an hour that comes twice, the first time."""
    found = instants_of(zone, shows)
    return found[0] if found else instant_if_not_set_forward(zone, shows)


_Stretch = list[tuple[datetime, timedelta]]


@lru_cache(maxsize=256)
def _stretches(device: Device) -> list[tuple[datetime, _Stretch]]:
    """What is known between two settings of a clock, and when each begins by that clock.

    A clock whose battery was out starts in a year long past. What was said before that is later
    by the clock, and begins half way between.
    """
    found: list[tuple[datetime | None, _Stretch]] = []
    for one in device.calibrations:
        if one.since is not None or not found:
            found.append((one.since, []))
        found[-1][1].append((one.said, drift_of(device, one)))
    begun: list[tuple[datetime, _Stretch]] = []
    for since, points in sorted(found, key=lambda stretch: min(stretch[1])):
        points.sort()
        last = begun[-1][1][-1][0] if begun else None
        half_way = last + (points[0][0] - last) / 2 if last else datetime.min
        begun.append((since or half_way, points))
    return begun


def _between(points: _Stretch, local: datetime) -> timedelta:
    if local <= points[0][0]:
        return points[0][1]
    for (before, fast), (after, faster) in pairwise(points):
        if local < after:
            return fast + (faster - fast) * ((local - before) / (after - before))
    return points[-1][1]
