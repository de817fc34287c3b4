"""A picture of a clock that was right: what the camera said beside it, and how far it was off.

Nothing is written here. A camera of which no zone is known is taken to keep the one of the cities
that leaves the smallest drift.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from fieldarchive.archive import Archive
from fieldarchive.catalogue import cameras, file_facts, items, revisions
from fieldarchive.catalogue.names import find_id, key_of
from fieldarchive.describe.clocks import QUARTER
from fieldarchive.devices import (
    Calibration,
    Device,
    device_of,
    drift_of,
    instant_shown,
)
from fieldarchive.devices.tables import zone_named
from fieldarchive.devices.zones import local_in
from fieldarchive.errors import CannotCalibrate, NoSuchItem, Unreadable
from fieldarchive.facts import PhotographFacts
from fieldarchive.intake.timing import named_device
from fieldarchive.intake.workers import Workers
from fieldarchive.model import Hints
from fieldarchive.readers.formats import format_of
from fieldarchive.readers.moments import Moment

_SHOWN = re.compile(
    r"(?:(\d{4}-\d\d-\d\d)[T ]+)?(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s+(\S.*))?", re.ASCII
)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph of a clock: `said` is what the camera's clock said when it was taken.

    `name` is how fieldarchive.toml names it; `city` the city where it was taken, if known, and
    `device` the one that took it, if that is noted.
    """

    name: str
    said: datetime
    camera: str | None
    serial: str | None
    device: Device | None = None
    city: str | None = None

    @property
    def is_reset(self) -> bool:
        """Whether the camera's clock had just been reset, so that its day says nothing."""
        return Moment(self.said.isoformat()).is_reset_clock


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person read off a clock in a picture, the day if it was said, and its zone."""

    at: time
    day: str | None
    zone: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What a picture of a clock tells: the zone that its device keeps, and its drift there."""

    calibration: Calibration
    zone: str
    fast: timedelta
    is_new_zone: bool


def picture_of(archive: Archive, typed: str) -> Picture:
    """The photograph that a person names: a file, an item by its id, or a file of an item.

    Raises `CannotCalibrate`, or `NoSuchItem`.
    """
    path = Path(typed)
    if path.is_file():
        return _picture_in_file(archive, path)
    found = cameras.photographs_named(archive.record, typed)
    if len(found) > 1:
        raise CannotCalibrate(f"{len(found)} photographs are called {typed}. Name one by its id.")
    if found:
        return _picture_of_item(archive, found[0], typed)
    if "." in typed or "/" in typed:
        raise CannotCalibrate(
            f"There is no file {typed} here, and no photograph of the archive is called so. "
            "Give its path, or take it in first: fieldarchive ingest FOLDER."
        )
    return _picture_of_item(archive, find_id(archive.record, typed), typed)


def shown_in(archive: Archive, words: str, city: str | None) -> Shown:
    """What a clock shows, as it is typed: "14:05 heihe-station", "2013-05-12 14:05:30 heihe".

    Without a place it is a clock of `city`. Raises `CannotCalibrate`.
    """
    match = _SHOWN.fullmatch(words.strip())
    if match is None:
        raise CannotCalibrate(
            f'--shows "{words}" was not understood. Write the time and whose clock it is: '
            '"14:05 heihe", "14:05:30 Asia/Shanghai", or with the day "2013-05-12 14:05 heihe".'
        )
    day, hour, minute, second, whose = match.groups()
    try:
        at = time(int(hour), int(minute), int(second or 0))
        datetime.fromisoformat(day or "2000-01-01")
    except ValueError as error:
        raise CannotCalibrate(f'--shows "{words}": no clock shows that.') from error
    return Shown(at, day, _zone_of(archive, whose, city))


def measure(
    archive: Archive, picture: Picture, device: Device | None, shown: Shown, since: datetime | None
) -> Measured:
    """How far a camera was off; raises `CannotCalibrate` when its day says nothing."""
    if picture.is_reset and shown.day is None:
        raise CannotCalibrate(
            f"The camera said {picture.said:%Y-%m-%d}, as after its battery was out, so the day "
            f'is not known. Say it: --shows "2013-05-12 {shown.at:%H:%M} …".'
        )
    zone = device.zone_at(picture.said) if device else None
    zones = [zone] if zone else [city.zone for city in archive.configuration.cities]
    candidates = [
        (abs(drift_of(Device("", zone=one), calibration)), one, calibration)
        for one in zones
        for calibration in [_calibration(picture, one, shown, since)]
    ]
    if not candidates:
        raise CannotCalibrate("No zone is known for it. Say it first: device zone SLUG ZONE.")
    _, best, calibration = min(candidates, key=lambda found: found[0])
    fast = drift_of(Device("", zone=best), calibration)
    return Measured(calibration, best, fast, is_new_zone=zone is None)


def fitting_zone(archive: Archive, measured: Measured) -> str | None:
    """A zone of the cities that explains most of a large drift; None for a small one."""
    if abs(measured.fast) <= 2 * QUARTER:
        return None
    zones = [city.zone for city in archive.configuration.cities]
    fits = (z for z in zones if abs(drift_of(Device("", zone=z), measured.calibration)) <= QUARTER)
    return next(fits, None)


def shown_there(measured: Measured) -> datetime:
    """What a clock that is right showed in the zone of the device."""
    one = measured.calibration
    return local_in(measured.zone, instant_shown(one.zone, one.shows))


def _calibration(picture: Picture, zone: str, shown: Shown, since: datetime | None) -> Calibration:
    """With the day that was said, else that which is nearest to what the camera said."""
    if shown.day is not None:
        shows = datetime.combine(datetime.fromisoformat(shown.day), shown.at)
        return Calibration(picture.said, shows, shown.zone, picture.name, since)
    near = local_in(shown.zone, instant_shown(zone, picture.said))
    days = (near - _DAY, near, near + _DAY)
    moments = (datetime.combine(day.date(), shown.at) for day in days)
    shows = min(moments, key=lambda moment: abs(moment - near))
    return Calibration(picture.said, shows, shown.zone, picture.name, since)


def _zone_of(archive: Archive, whose: str | None, city: str | None) -> str:
    slug = _city_of(archive, whose) if whose else city
    found = next((c.zone for c in archive.configuration.cities if c.slug == slug), None)
    if found is not None:
        return found
    if not whose:
        raise CannotCalibrate(
            "Say whose clock it is, because the picture does not tell its city: "
            '--shows "14:05 heihe".'
        )
    if "/" in whose or whose == "UTC":
        try:
            return zone_named(whose)
        except ValueError as error:
            raise CannotCalibrate(f"--shows: {error}") from error
    like = archive.vocabulary.cities_like(whose) or archive.vocabulary.places_like(whose)
    meant = f' Did you mean "{like[0]}"?' if like else ""
    raise CannotCalibrate(
        f'--shows: "{whose}" is no city, no place in one and no time zone.{meant} '
        "Write the city whose time the clock keeps, or a zone such as Asia/Shanghai."
    )


def _city_of(archive: Archive, whose: str) -> str | None:
    """The city of a word, of a place in it, or of the first part of a name: "heihe-station"."""
    words = archive.vocabulary
    places = [city for place in words.places_of(whose) if (city := words.city_of_place(place))]
    if found := words.city_of(whose) or next(iter(places), None):
        return found
    parts = re.split(r"[\s_-]+", whose)
    beginnings = (whose[: whose.rfind(part)].rstrip(" _-") for part in reversed(parts[1:]))
    return next((city for one in beginnings if (city := words.city_of(one))), None)


def _picture_of_item(archive: Archive, record: str, typed: str) -> Picture:
    shown = cameras.kinds_and_cities(archive.record, [record])
    if record not in shown:
        raise NoSuchItem(typed, [])
    kind, city = shown[record]
    for facts in file_facts.photographs_of(archive.record, record).values():
        if facts.taken_local:
            description = revisions.standing(archive.record, record).account.description
            named = named_device(archive.configuration, description)
            return _picture(archive, key_of(record, kind), facts, named, city)
    raise CannotCalibrate(f"{typed} is no photograph that tells a time of its camera.")


def _picture_in_file(archive: Archive, path: Path) -> Picture:
    """A file on the disk; if the archive holds it, the item that it is."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if owners := items.owners(archive.record, digest):
        return _picture_of_item(archive, owners[0], str(path))
    try:
        with Workers(1) as workers:
            reading = workers.begin(path, format_of(path), Hints(thumbnail=False))()
    except Unreadable as error:
        raise CannotCalibrate(f"{path}: {error.reason}") from error
    if reading.photograph is None or reading.photograph.taken_local is None:
        raise CannotCalibrate(f"{path} is no photograph that tells a time of its camera.")
    return _picture(archive, path.name, reading.photograph)


def _picture(
    archive: Archive,
    name: str,
    facts: PhotographFacts,
    named: Device | None = None,
    city: str | None = None,
) -> Picture:
    said = datetime.fromisoformat(facts.taken_local or "").replace(microsecond=0)
    devices = archive.configuration.devices
    took = named or device_of(devices, facts.camera, facts.camera_serial)
    return Picture(name, said, facts.camera, facts.camera_serial, took, city)
