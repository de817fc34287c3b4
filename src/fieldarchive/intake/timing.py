"""When an item was recorded: its clocks asked, and their word put beside what people say.

What the clocks tell is a claim as strong as what is embedded in the file, and stands before it.
It is never written into history: a device that is calibrated tomorrow reaches all that it took.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from fieldarchive.config import Configuration
from fieldarchive.describe.clocks import Telling, tell
from fieldarchive.describe.reckoning import Clock, Clues
from fieldarchive.devices import Device, device_named, device_of
from fieldarchive.devices.zones import Spot, instants_of, is_of_our_time
from fieldarchive.facts import Derived, PhotographFacts, RecordingFacts
from fieldarchive.model import (
    Authority,
    Claim,
    Description,
    FileEntry,
    Item,
    Problem,
)
from fieldarchive.readers.moments import Moment

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?")
_TOLD_BY_FILES = {Authority.EMBEDDED, Authority.PATH, Authority.INFERENCE}
_OFFSET = re.compile(r"(.*T.*?)(Z|[+-]\d\d:\d\d)?")


def tell_time(
    configuration: Configuration,
    description: Description,
    files: Sequence[FileEntry],
    derived: Derived,
    city: str | None,
) -> Telling:
    """What the clocks of an item tell; nothing where none of its files has one."""
    clues = clues_of(configuration, description, files, derived, city)
    return tell(clues) if clues else Telling()


def clues_of(
    configuration: Configuration,
    description: Description,
    files: Sequence[FileEntry],
    derived: Derived,
    city: str | None,
) -> Clues | None:
    """What is known of the moment at which an item was recorded; None without a clock."""
    facts = _facts_with_a_clock(files, derived)
    written, offset, gps_at = _said_by(facts)
    local, gps = _moment(written), _moment(gps_at)
    if local is None and gps is None:
        return None
    is_photograph, named_day = isinstance(facts, PhotographFacts), _day_named(description)
    return Clues(
        local=local,
        offset=_offset_of(offset),
        gps=gps,
        device=named_device(configuration, description) or _device_of(configuration, facts),
        camera=facts.camera if isinstance(facts, PhotographFacts) else None,
        serial=facts.camera_serial if isinstance(facts, PhotographFacts) else None,
        place=spot_of(configuration, city),
        others=spots(configuration),
        written=_day_written(description) if is_photograph and local is None else None,
        named_day=named_day,
        is_reset=written is not None and _is_reset(written, files, named_day),
    )


def claim_of(told: Telling) -> Claim | None:
    """The date that the clocks tell, where that is more than what was written."""
    if told.local is None or told.origin is None:
        return None
    return Claim("date", _iso(told.local), Authority.EMBEDDED, told.origin)


def with_time(
    configuration: Configuration, description: Description, item: Item, told: Telling
) -> tuple[Item, tuple[Problem, ...]]:
    """The item with its instant and which clock tells it, and where clocks differ.

    The instant is never another moment than the date of the item. Who says a date decided between
    the clocks, so they are not told any more.
    """
    if told.instant is not None and _holds(item, told):
        return replace(item, recorded_at=_utc(told.instant), clock=told.clock), told.problems
    local = _said_by_a_person(description, item)
    if local and (said := _instant_said(local, spot_of(configuration, item.city))):
        return replace(item, recorded_at=_utc(said), clock=Clock.SAID), ()
    return item, told.problems if _is_told(item, told) else ()


def named_device(configuration: Configuration, description: Description) -> Device | None:
    """The device that a description names."""
    word = description.value("device")
    return device_named(configuration.devices, str(word)) if word else None


def device_problems(configuration: Configuration, description: Description) -> tuple[Problem, ...]:
    """A device that a description names and that nobody has noted."""
    word = str(description.value("device") or "").strip()
    if not word or device_named(configuration.devices, word):
        return ()
    known = ", ".join(device.slug for device in configuration.devices) or "none yet"
    return (
        Problem(
            "unknown-device",
            f'device "{word}" is not in fieldarchive.toml ({known}), so its clock is not known. '
            "Correct the word, or add it: fieldarchive device add SLUG --zone ZONE.",
        ),
    )


def spot_of(configuration: Configuration, city: str | None) -> Spot | None:
    """A city as clocks know it."""
    return next((s for c, s in _by_city(configuration) if c == city), None)


def spots(configuration: Configuration) -> tuple[Spot, ...]:
    """All cities as clocks know them."""
    return tuple(spot for _, spot in _by_city(configuration))


def _by_city(configuration: Configuration) -> list[tuple[str, Spot]]:
    return [(c.slug, Spot(c.labels.get("en", c.slug), c.zone)) for c in configuration.cities]


def _facts_with_a_clock(
    files: Sequence[FileEntry], derived: Derived
) -> PhotographFacts | RecordingFacts | None:
    """What the first picture with a clock says, else the first recording."""
    pictures = [derived.photographs[f.sha256] for f in files if f.sha256 in derived.photographs]
    sounds = [derived.recordings[f.sha256] for f in files if f.sha256 in derived.recordings]
    facts: list[PhotographFacts | RecordingFacts] = [*pictures, *sounds]
    return next((one for one in facts if any(_said_by(one))), None)


def _said_by(
    facts: PhotographFacts | RecordingFacts | None,
) -> tuple[str | None, str | None, str | None]:
    """Local time, offset and satellite time; a recording writes the first two as one."""
    if facts is None:
        return None, None, None
    if isinstance(facts, PhotographFacts):
        return facts.taken_local, facts.taken_offset, facts.gps_at
    match = _OFFSET.fullmatch(facts.recorded_at or "")
    return (match[1], match[2], None) if match else (None, None, None)


def _moment(written: str | None) -> datetime | None:
    """A moment that a clock can have told; the year 1 stays what was written, and no more."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(written or "")
        return moment if is_of_our_time(moment) else None
    return None


def _device_of(
    configuration: Configuration, facts: PhotographFacts | RecordingFacts | None
) -> Device | None:
    if not isinstance(facts, PhotographFacts):
        return None
    return device_of(configuration.devices, facts.camera, facts.camera_serial)


def _is_reset(written: str, files: Sequence[FileEntry], named_day: date | None) -> bool:
    """Whether a clock begins to count there, and no folder says that this was the day.

    The name of a file says nothing more: telephones write there what their clock says.
    """
    if not Moment(written).is_reset_clock or named_day is None:
        return Moment(written).is_reset_clock
    figures = re.sub(r"\D", "", files[0].name.rpartition("/")[2])
    is_by_folder = f"{named_day:%Y%m%d}" not in figures
    return not (is_by_folder and written.startswith(named_day.isoformat()))


def _offset_of(written: str | None) -> timedelta | None:
    """The offset that a clock wrote; one that is none, such as +99:99, says nothing."""
    with suppress(ValueError):
        return datetime.fromisoformat(f"2000-01-01T00:00:00{written or ''}").utcoffset()
    return None


def _day_written(description: Description) -> str | None:
    """The date that a file tells without a time, as an ISO date or a part of one."""
    embedded = (c for c in description.ranked("date") if c.authority is Authority.EMBEDDED)
    return next((str(claim.value) for claim in embedded), None)


def _day_named(description: Description) -> date | None:
    """The day that a `_folder.yaml` says, or the name of a file or folder."""
    for claim in description.ranked("date"):
        if claim.authority in {Authority.FOLDER, Authority.PATH}:
            with suppress(ValueError):
                return date.fromisoformat(str(claim.value))
    return None


def _said_by_a_person(description: Description, item: Item) -> datetime | None:
    """The date of an item, where it is a time that somebody wrote down."""
    if item.date is None or not _MOMENT.fullmatch(item.date):
        return None
    claims = (c for c in description.ranked("date") if str(c.value).strip() == item.date_words)
    claim = next(claims, None)
    is_said = claim is not None and claim.authority not in _TOLD_BY_FILES
    return _moment(item.date) if is_said else None


def _instant_said(local: datetime, place: Spot | None) -> datetime | None:
    """When it was by the offset that was said with it, else by the clocks at its place."""
    if local.tzinfo is not None:
        return local.astimezone(UTC)
    return next(iter(instants_of(place.zone, local)), None) if place else None


def _holds(item: Item, told: Telling) -> bool:
    """Whether the date of the item is the moment that the clocks tell, or a time around it."""
    if item.date is None or _is_told(item, told):
        return True
    if "T" in item.date:
        return False
    day = (told.local or told.instant or datetime.now(UTC)).date().isoformat()
    return (item.date_start or day) <= day <= (item.date_end or day)


def _is_told(item: Item, told: Telling) -> bool:
    """Whether the date is what the clocks tell; one that is not believed may have an offset."""
    date = item.date or ""
    return told.local is not None and _iso(told.local) == (date if told.instant else date[:19])


def _utc(instant: datetime) -> str:
    return f"{_iso(instant.replace(tzinfo=None))}Z"


def _iso(local: datetime) -> str:
    return local.replace(microsecond=0).isoformat()
