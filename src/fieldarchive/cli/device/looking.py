"""Devices looked at: those of fieldarchive.toml, and the cameras that are none of them yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from fieldarchive.cli import opening
from fieldarchive.cli.words import plural, remark, say, say_json, table
from fieldarchive.clocks.met import Met, met
from fieldarchive.describe.clock_words import drift
from fieldarchive.devices import Device, drift_of

_COLUMNS = ["device", "items", "from", "to", "zone", "drift"]


@click.command("list", short_help="List devices, zones and drifts.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_command(as_json: bool) -> None:
    """List devices with their zone and drift, and the cameras that nobody has noted.

    Days are by the device's own clock.

    Example: fieldarchive device list
    """
    with opening.archive(for_writing=False) as archive:
        found = met(archive)
    if as_json:
        say_json([_as_json(one) for one in found])
        return
    if not found:
        say("No device yet, and no photograph that names its camera.")
        say("  next     fieldarchive device add SLUG --zone ZONE")
        return
    table(_COLUMNS, [_row(one) for one in found])
    _say_next(found)


def _row(one: Met) -> Sequence[object]:
    days = ((one.first or "")[:10], (one.last or "")[:10])
    if one.device is None:
        camera = " ".join(filter(None, (one.camera, one.serial)))
        return (camera, one.items, *days, "no device yet", "")
    return (one.device.slug, one.items, *days, _zone(one.device), _drift(one.device))


def _zone(device: Device) -> str:
    later = [f"{one.zone} since {one.since:%Y-%m-%d}" for one in device.zones]
    return ", ".join([*([device.zone] if device.zone else []), *later]) or "not known"


def _drift(device: Device) -> str:
    """The last that was measured, and how often it was."""
    if not device.calibrations:
        return ""
    last = max(device.calibrations, key=lambda one: one.said)
    times = len(device.calibrations)
    return drift(drift_of(device, last)) + (f" ({times} measured)" if times > 1 else "")


def _say_next(found: Sequence[Met]) -> None:
    unknown = [one for one in found if one.device is None]
    if unknown:
        photographs = plural(sum(one.items for one in unknown), "photograph")
        remark(f"{photographs} of cameras that are no device: nobody knows their zone.")
        remark("  next     fieldarchive device add SLUG --like PHOTO --zone ZONE")


def _as_json(one: Met) -> dict[str, object]:
    device = one.device
    return {
        "device": device.slug if device else None,
        "name": device.name if device else None,
        "camera": one.camera,
        "serial": one.serial,
        "items": one.items,
        "first": one.first,
        "last": one.last,
        "with_gps": one.with_gps,
        "zone": device.zone if device else None,
        "zones": [{"since": _iso(z.since), "zone": z.zone} for z in device.zones] if device else [],
        "calibrations": [
            {
                "photograph": c.photograph,
                "said": _iso(c.said),
                "shows": _iso(c.shows),
                "zone": c.zone,
                "since": c.since and _iso(c.since),
                "drift_s": drift_of(device, c).total_seconds(),
            }
            for c in device.calibrations
        ]
        if device
        else [],
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat()
