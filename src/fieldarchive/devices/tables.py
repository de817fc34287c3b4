"""`[[device]]` of fieldarchive.toml: rows that a schema has checked, made into devices.

What a schema cannot see is told here: a zone that is none, a moment that is none, a drift against
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from fieldarchive.devices import Calibration, Device, ZoneSince
from fieldarchive.devices.zones import is_of_our_time

Row = Mapping[str, Any]


def device_in(row: Row) -> Device:
    """The device of one table; raises `ValueError` with a sentence."""
    device = Device(
        slug=row["slug"],
        name=row.get("name"),
        camera=row.get("camera"),
        serial=row.get("serial"),
        zone=zone_named(row["zone"]) if "zone" in row else None,
        zones=tuple(sorted(map(_zone_since, row.get("zones", [])), key=lambda one: one.since)),
        calibrations=tuple(map(_calibration, row.get("calibration", []))),
    )
    for one in device.calibrations:
        if device.zone_at(one.said) is None:
            raise ValueError(
                f"it has a calibration of {one.said.date()} and no zone then. "
                'Add the zone that its clock was set to: zone = "Asia/Yakutsk".'
            )
    return device


def zone_named(name: str) -> str:
    """The name of a zone, if it is one; raises `ValueError` with a sentence."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        like = _zone_like(name)
        meant = f'Did you mean "{like}"?' if like else "Write its IANA name, such as Asia/Yakutsk."
        raise ValueError(f'"{name}" is no time zone. {meant}') from error
    return name


def _zone_like(name: str) -> str | None:
    """The zone of a city that was named alone, in small letters, or with a slip of the hand."""
    plain = name.strip().casefold().replace(" ", "_")
    zones = sorted(available_timezones())
    whole = (zone for zone in zones if plain in {zone.casefold(), zone.casefold().split("/")[-1]})
    slips = get_close_matches(name.strip(), zones, n=1, cutoff=0.85)
    return next(whole, next(iter(slips), None))


def _zone_since(row: Row) -> ZoneSince:
    return ZoneSince(_moment(row["since"]), zone_named(row["zone"]))


def _calibration(row: Row) -> Calibration:
    return Calibration(
        said=_moment(row["said"]),
        shows=_moment(row["shows"]),
        zone=zone_named(row["zone"]),
        photograph=row.get("photograph"),
        since=_moment(row["since"]) if "since" in row else None,
    )


def _moment(text: str) -> datetime:
    """A moment by some clock: a day, or a day and a time without an offset."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f'"{text}" is no moment. Write it like 2013-05-12T14:05.') from error
    if not is_of_our_time(moment):
        raise ValueError(f'"{text}" is no moment at which anything was recorded. Look at its year.')
    if moment.tzinfo is not None:
        raise ValueError(
            f'"{text}" has an offset. Write what the clock showed, and its zone by name beside it.'
        )
    return moment
