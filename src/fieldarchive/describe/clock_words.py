"""Where clocks differ, said as a sentence: what each says, what was taken, what to do.

A problem of a clock names its group, the words under which a report counts it with its like.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from fieldarchive.devices import Device
from fieldarchive.devices.zones import Spot, local_in, offset_at
from fieldarchive.model import Problem

CONTRADICTS_GPS = "clock-contradicts-gps"
CONTRADICTS_DEVICE = "clock-contradicts-device"
CONTRADICTS_POSITION = "clock-contradicts-position"
CONTRADICTS_FOLDER = "clock-contradicts-folder"
AMBIGUOUS = "clock-ambiguous"
LEFT_OUT = "clock-left-out"
GPS_ROLLOVER = "gps-rollover"
RESET = "reset-clock"
CONTRADICTIONS = (CONTRADICTS_GPS, CONTRADICTS_DEVICE, CONTRADICTS_POSITION, CONTRADICTS_FOLDER)


BY = {
    "gps": "by GPS",
    "offset": "by its clock, with the offset that it wrote",
    "device": "by the clock of its device",
    "place": "by its clock, taken to keep the time of the place",
    "said": "as somebody says",
}


def times(recorded_at: str, here: Spot | None, spots: Sequence[Spot]) -> str:
    """An instant as the clocks of each place showed it: "11:37 in Heihe; 12:37 in Harbin".

    `here` comes first. Of places that keep the same time the first is named; a day is named where
    it is another one than in the first place.
    """
    instant = datetime.fromisoformat(recorded_at)
    shown: dict[datetime, str] = {}
    for spot in (*([here] if here else []), *spots):
        shown.setdefault(local_in(spot.zone, instant), spot.label)
    if not shown:
        return f"{instant:%H:%M} UTC"
    first = next(iter(shown)).date()
    words = (
        f"{local:%H:%M} in {label}" + (f" on {local:%Y-%m-%d}" if local.date() != first else "")
        for local, label in shown.items()
    )
    return "; ".join(words)


def size(span: timedelta) -> str:
    """How long, without a sign: "2 m 40 s", "1 h", "2 days 1 h"; never "5 m", which are metres."""
    seconds = round(abs(span).total_seconds())
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3_600)
    minutes, seconds = divmod(seconds, 60)
    parts = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "m"), (seconds, "s")]
    said = [f"{count:,} {unit}" for count, unit in parts if count]
    if minutes and len(said) == 1:
        return f"{minutes} min"
    return " ".join(said[:3] if days < 30 else said[:1]) or "0 s"


def drift(fast: timedelta) -> str:
    """How fast or slow a clock is: "2 m 40 s fast"."""
    if abs(fast) < timedelta(seconds=1):
        return "right"
    return f"{size(fast)} {'fast' if fast > timedelta() else 'slow'}"


def offset_in_words(offset: timedelta) -> str:
    """An offset as it is written: "+09:00"."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def origin_of_clock(
    offset: timedelta | None, device: Device | None, fast: timedelta, place: str | None
) -> str:
    """Who tells the time at a place: "clock of camera-zarya, 2 m 40 s fast, at Heihe"."""
    words = [f"clock of {device.slug}" if device else "its clock"]
    if offset is not None:
        words[0] += f" with {offset_in_words(offset)}"
    if abs(fast) >= timedelta(seconds=1):
        words.append(drift(fast))
    if place is not None:
        words.append(f"at {place}")
    return ", ".join(words)


def differs_from_gps(
    whose: str,
    said: datetime,
    gps: datetime,
    place: str | None,
    ahead: timedelta,
    as_on: str | None,
) -> Problem:
    """A clock that says another time than the satellites."""
    at = f" in {place}" if place else ""
    way, of = ("ahead", "ahead of") if ahead > timedelta() else ("behind", "behind")
    form = "%H:%M" if said.date() == gps.date() else "%Y-%m-%d %H:%M"
    why = f", as on {as_on} time" if as_on else ""
    message = (
        f"The clock of {whose} says {said:{form}}, GPS {gps:{form}}{at}: {size(ahead)} {way}{why}. "
        "GPS time was taken. `fieldarchive device fix` sets the device right."
    )
    quarters = timedelta(minutes=15) * round(ahead / timedelta(minutes=15))
    is_exact = abs(ahead - quarters) <= timedelta(minutes=2)
    far = f"{'' if is_exact else 'about '}{size(quarters)}" if quarters else "some minutes"
    return Problem(CONTRADICTS_GPS, message, group=f"{whose}: {far} {of} GPS{why}")


def gps_rolled_over(whose: str, gps: datetime, right: datetime) -> Problem:
    """A receiver that counts its weeks anew."""
    return Problem(
        GPS_ROLLOVER,
        f"GPS says {gps:%Y-%m-%d}, 1024 weeks too early: the receiver of {whose} is older than its "
        f"count of weeks. {right:%Y-%m-%d} was taken, with the time that it tells.",
        group=f"{whose}: GPS dates 1024 weeks too early",
    )


def gps_left_out(whose: str, gps: datetime, said: str | None) -> Problem:
    """A satellite date that cannot be of the same moment as the date that a picture tells."""
    why = (
        f"but the date is {said}. GPS time was not taken: one of them is not of this picture."
        if said
        else "as a receiver does that knows no day. GPS time was not taken."
    )
    return Problem(
        CONTRADICTS_GPS,
        f"GPS says {gps:%Y-%m-%d %H:%M} UTC, {why} Say `date:` in a sidecar to decide.",
        group=f"{whose}: GPS time of another year, not taken",
    )


def was_reset(whose: str, said: datetime) -> Problem:
    """A clock that says what clocks say after their battery was out."""
    return Problem(
        RESET,
        f"The clock of {whose} says {said:%Y-%m-%d %H:%M}, as after its battery was out, so "
        "nobody knows when it was. Say `date:` in a sidecar, or calibrate the device by a "
        "picture of a clock, with the day.",
        group=f"{whose}: its clock was reset",
    )


def differs_from_device(whose: str, offset: timedelta, zone: str) -> Problem:
    """A clock that wrote another offset than its device's zone has."""
    wrote = offset_in_words(offset)
    return Problem(
        CONTRADICTS_DEVICE,
        f"The camera wrote {wrote}, but {whose} keeps {zone} by fieldarchive.toml. What the camera "
        f"wrote was taken. `fieldarchive device zone {whose} ZONE --since DAY` tells a change.",
        group=f"{whose}: wrote {wrote} while {zone} is noted for it",
    )


def differs_from_place(
    whose: str, offset: timedelta, place: str, local: datetime, as_on: str | None
) -> Problem:
    """A clock that kept the time of another place; nothing is lost by it."""
    wrote, why = offset_in_words(offset), f", as on {as_on} time" if as_on else ""
    return Problem(
        CONTRADICTS_POSITION,
        f"The clock of {whose} kept {wrote}{why}, which is not the time of {place}. It was "
        f"{local:%H:%M} there, and that was taken.",
        group=f"{whose}: kept {wrote}{why} in {place}",
    )


def differs_from_folder(whose: str, day: date, local: datetime) -> Problem:
    """A folder or file that is named after another day than its clock tells."""
    days = (local.date() - day).days
    way = "after" if days > 0 else "before"
    return Problem(
        CONTRADICTS_FOLDER,
        f"Its folder or name says {day}, its clock {local.date()}. The clock was taken. "
        "Say `date:` in a sidecar, or calibrate the device, if the name is right.",
        group=f"{whose}: {size(timedelta(days=days))} {way} the day in the name",
    )


def came_twice(local: datetime, zone: str, second: datetime) -> Problem:
    """An hour that came twice; the `second` instant was not taken."""
    other = f"{local:%Y-%m-%dT%H:%M}{offset_in_words(offset_at(zone, second))}"
    return Problem(
        AMBIGUOUS,
        f"Clocks in {zone} showed {local:%H:%M} twice on {local.date()}, when they were set back. "
        f"The first time was taken. If it was the second, say `date: {other}`.",
    )


def left_out(local: datetime, zone: str, taken: datetime) -> Problem:
    """An hour that no clock of a zone showed."""
    return Problem(
        LEFT_OUT,
        f"Clocks in {zone} never showed {local:%H:%M} on {local.date()}, when they were set "
        f"forward. This one was not, so {taken:%H:%M} was taken.",
    )
