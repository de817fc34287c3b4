"""What would set a device right: its zones and its drift, from the satellite time of its pictures.

A satellite's position may be minutes old when a picture is taken, and is never from after it: of
all pictures the one whose clock is least ahead tells the drift.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldarchive.describe.clocks import AGREED
from fieldarchive.devices import Calibration, Device, ZoneSince
from fieldarchive.devices.zones import local_in

_ALIKE = timedelta(minutes=5)
_DAYS_APART = timedelta(days=2)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A picture that has both: what its clock said, and when that was by the satellites (UTC)."""

    said: datetime
    at: datetime
    photograph: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a device lacks: a first zone, later zones, pictures of a right clock."""

    zone: str | None = None
    zones: tuple[ZoneSince, ...] = ()
    calibrations: tuple[Calibration, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.zone or self.zones or self.calibrations)


def propose(device: Device, sightings: Sequence[Sighting], zones: Sequence[str]) -> Proposal:
    """What would make a device agree with the satellites; `zones` are those it may have kept."""
    ordered = sorted(sightings, key=lambda one: one.said)
    candidates = list(dict.fromkeys([*([device.zone] if device.zone else []), *zones]))
    first, later, right = None, list[ZoneSince](), device
    for place, one in enumerate(ordered):
        fits = [zone for zone in candidates if abs(_ahead(right, zone, one)) <= _ALIKE]
        if not fits or right.zone_at(one.said) in fits:
            continue
        if right.zone is None and not right.zones:
            first, right = fits[0], replace(right, zone=fits[0])
            continue
        since = _day_or_moment(one.said, ordered[place - 1].said if place else None)
        later.append(ZoneSince(since, fits[0]))
        kept = [known for known in right.zones if known.since != since]
        in_order = sorted([*kept, later[-1]], key=lambda zone: zone.since)
        right = replace(right, zones=tuple(in_order))
    return Proposal(first, tuple(later), _calibrations(right, ordered))


def with_proposal(device: Device, proposal: Proposal) -> Device:
    """The device as it would be."""
    since = {one.since: one for one in (*device.zones, *proposal.zones)}
    return replace(
        device,
        zone=proposal.zone or device.zone,
        zones=tuple(since[moment] for moment in sorted(since)),
        calibrations=(*device.calibrations, *proposal.calibrations),
    )


def _ahead(device: Device, zone: str, one: Sighting) -> timedelta:
    """How far a clock would be ahead, if it kept this zone, with the drift that is known of it."""
    return one.said - device.fast_by(one.said) - local_in(zone, one.at)


def _day_or_moment(said: datetime, before: datetime | None) -> datetime:
    """A change is told by its day, unless the zone before is told by a picture of that day too."""
    day = datetime(said.year, said.month, said.day)
    return said if before is not None and before >= day else day


def _calibrations(device: Device, ordered: Sequence[Sighting]) -> tuple[Calibration, ...]:
    """One picture that tells the drift; two where it is another one in the end."""
    known = [one for one in ordered if device.zone_at(one.said) is not None]
    if not known:
        return ()
    freshest = _freshest(device, known)
    if abs(_drift(device, freshest)) <= AGREED:
        return ()
    days = [one.said.date() for one in known]
    first, last = (
        _freshest(device, [one for one in known if one.said.date() == day])
        for day in (days[0], days[-1])
    )
    is_steady = abs(_drift(device, last) - _drift(device, first)) <= _MINUTE
    chosen = [freshest] if is_steady or last.said - first.said < _DAYS_APART else [first, last]
    return tuple(_calibration(device, one) for one in chosen)


def _freshest(device: Device, known: Sequence[Sighting]) -> Sighting:
    return min(known, key=lambda one: _drift(device, one))


def _drift(device: Device, one: Sighting) -> timedelta:
    return _ahead(device, device.zone_at(one.said) or "UTC", one)


def _calibration(device: Device, one: Sighting) -> Calibration:
    zone = device.zone_at(one.said) or "UTC"
    return Calibration(one.said, local_in(zone, one.at), zone, one.photograph)
