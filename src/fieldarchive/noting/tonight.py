"""What a note that is written now says of itself: the hour where it is written, and where that is.

The moment is that of this machine's clock, told in the zone of the city. City, place and people
are those of the last note, where that was written within a day: a person sees them before
saving, or is told. Nothing here is guessed from the machine's own zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from fieldarchive.archive import Archive
from fieldarchive.catalogue import current, names, operations
from fieldarchive.config import City
from fieldarchive.history.claims import PEOPLE
from fieldarchive.model import Kind
from fieldarchive.noting import COMMAND

_LONG_AGO = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LastNote:
    """The note that was written before this one: its name, its age, and what it says."""

    name: str
    age: timedelta
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tonight:
    """The fields of a new note. `inherited` are those that come from the last note.

    `moment` is aware, in the zone of the note's city; without a city, in that of this machine.
    """

    moment: datetime
    city: City | None
    fields: Mapping[str, str]
    inherited: frozenset[str]
    last: LastNote | None


def this_instant() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def tonight(archive: Archive, said: Mapping[str, str], inheriting: tuple[str, ...]) -> Tonight:
    """The fields of a note that is begun now; `said` holds over everything.

    Of the last note `inheriting` are taken over, in their order, until `said` differs: a place
    is not taken over into another city, and people not to another place.
    """
    instant = this_instant()
    last = _last_note(archive, instant)
    inherited = _inherited(last, said, inheriting) if last else {}
    fields = {**inherited, **said}
    cities = archive.configuration.cities
    city = next((one for one in cities if one.slug == fields.get("city")), None)
    moment = instant.astimezone(ZoneInfo(city.zone) if city else None)
    fields.setdefault("date", f"{moment:%Y-%m-%d %H:%M}")
    return Tonight(moment, city, fields, frozenset(inherited), last)


def elsewhere(archive: Archive, one: Tonight) -> list[tuple[City, str]]:
    """What clocks show in the other cities, where it is another hour than here; "07:40"."""
    found: dict[str, City] = {}
    for city in archive.configuration.cities:
        local = f"{one.moment.astimezone(ZoneInfo(city.zone)):%H:%M}"
        if local != f"{one.moment:%H:%M}":
            found.setdefault(local, city)
    return [(city, local) for local, city in found.items()]


def _inherited(
    last: LastNote, said: Mapping[str, str], inheriting: tuple[str, ...]
) -> dict[str, str]:
    taken = {}
    for name in inheriting:
        if name in said and said[name] != last.fields.get(name):
            break
        if name not in said and name in last.fields:
            taken[name] = last.fields[name]
    return taken


def _last_note(archive: Archive, instant: datetime) -> LastNote | None:
    since = instant - _LONG_AGO
    found = operations.last_written(archive.record, COMMAND, f"{since:%Y-%m-%dT%H:%M:%SZ}")
    if found is None:
        return None
    item_id, written_at = found
    [one] = current.read(archive.record, [item_id])
    fields = {name: one.item[name] for name in ("city", "place") if one.item[name]}
    for name, role in PEOPLE.items():
        if handles := [person["handle"] for person in one.people if person["role"] == role]:
            fields[name] = ", ".join(handles)
    age = instant - datetime.fromisoformat(written_at)
    return LastNote(names.short_id(archive.record, item_id, Kind(one.item["kind"])), age, fields)
