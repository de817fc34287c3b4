"""Whose pictures and recordings are whose: the devices of an archive, and the cameras it has met.

Nothing is written here. A description that names a device is believed before what a file says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldarchive.archive import Archive
from fieldarchive.catalogue import cameras, file_facts, revisions
from fieldarchive.catalogue.cameras import Seen
from fieldarchive.devices import Device, device_of
from fieldarchive.intake.timing import named_device


@dataclass(frozen=True, slots=True)
class Met:
    """A device with what it took, or a camera that is no device yet.

    `first` and `last` are by its own clock. `items` counts photographs and recordings.
    """

    device: Device | None
    camera: str | None
    serial: str | None
    items: int
    first: str | None
    last: str | None
    with_gps: int


def met(archive: Archive) -> list[Met]:
    """All devices, and the cameras that are none, those with the most pictures first."""
    devices = archive.configuration.devices
    by_slug: dict[str, list[Seen]] = {device.slug: [] for device in devices}
    unknown: list[Met] = []
    for one in cameras.seen(archive.record):
        device = device_of(devices, one.camera, one.serial)
        if device is not None:
            by_slug[device.slug].append(one)
        elif one.camera or one.serial:
            unknown.append(_met(None, one.camera, one.serial, [one]))
    named = _named(archive)
    for device in devices:
        by_slug[device.slug] += _seen_named(archive, device, named.get(device.slug, []))
    known = [_met(d, d.camera, d.serial, by_slug[d.slug]) for d in devices]
    return [*known, *sorted(unknown, key=lambda one: -one.items)]


def items_of(archive: Archive, slug: str) -> list[str]:
    """The items that were taken with a device, by id."""
    devices = archive.configuration.devices
    named = _named(archive)
    found = set(named.get(slug, []))
    for one in cameras.seen(archive.record):
        device = device_of(devices, one.camera, one.serial)
        if device is not None and device.slug == slug:
            found |= set(cameras.items_of_camera(archive.record, one.camera, one.serial))
    return sorted(found - {item for other in named if other != slug for item in named[other]})


def _named(archive: Archive) -> dict[str, list[str]]:
    """The items of which a description names the device, by its slug."""
    found: dict[str, list[str]] = {}
    wanted = cameras.items_naming_a_device(archive.record)
    for head in revisions.standings(archive.record, wanted):
        device = named_device(archive.configuration, head.account.description)
        if device is not None:
            found.setdefault(device.slug, []).append(head.record)
    return found


def _seen_named(archive: Archive, device: Device, items: Iterable[str]) -> Iterator[Seen]:
    """Recordings, and pictures that do not tell the device themselves."""
    devices = archive.configuration.devices
    for item in items:
        pictures = list(file_facts.photographs_of(archive.record, item).values())
        if any(device_of(devices, one.camera, one.camera_serial) == device for one in pictures):
            continue
        sounds = file_facts.recordings_of(archive.record, item).values()
        said = [*(one.taken_local for one in pictures), *(one.recorded_at for one in sounds)]
        moments = [moment for moment in said if moment]
        first, last = min(moments, default=None), max(moments, default=None)
        yield Seen(None, None, 1, first, last, sum(bool(one.gps_at) for one in pictures))


def _met(
    device: Device | None, camera: str | None, serial: str | None, seen: Iterable[Seen]
) -> Met:
    found = list(seen)
    return Met(
        device,
        camera,
        serial,
        sum(one.items for one in found),
        min((one.first for one in found if one.first), default=None),
        max((one.last for one in found if one.last), default=None),
        sum(one.with_gps for one in found),
    )
