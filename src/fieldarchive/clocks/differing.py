"""Contradictions of clocks, put together by device, and what would settle them.

What GPS knows is proposed as lines of fieldarchive.toml. Where a folder and a clock differ nobody
but a person knows which is right; that is only listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fieldarchive.archive import Archive
from fieldarchive.catalogue import cameras, revisions
from fieldarchive.catalogue.names import key_of
from fieldarchive.clocks.met import items_of, met
from fieldarchive.describe import clock_words
from fieldarchive.describe.clocks import AGREED, tell
from fieldarchive.describe.proposing import Proposal, Sighting, propose
from fieldarchive.describe.reckoning import Clues
from fieldarchive.devices import Device
from fieldarchive.intake.making_items import clues_shown

_NEAR = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What many items of one device have in common: "1 h ahead of GPS". `items` are ids."""

    words: str
    code: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """A device, or a camera that is none yet, whose clock contradicts something.

    `device` is what it would be called if it is not known; None where its pictures do not tell
    what took them. `proposal` is empty where nothing but a person can decide.
    """

    whose: str
    device: Device | None
    is_known: bool
    contradictions: tuple[Contradiction, ...]
    proposal: Proposal


def differing(archive: Archive) -> list[Differing]:
    """All devices whose clocks contradict something, with what would settle it."""
    wanted = cameras.items_with_problems(archive.record, clock_words.CONTRADICTIONS)
    found: dict[tuple[str, str | None], dict[tuple[str, str], list[str]]] = {}
    for record, clues in _clues(archive, wanted):
        whose = (clues.whose, clues.serial if clues.device is None else None)
        for problem in tell(clues).problems:
            if problem.code not in clock_words.CONTRADICTIONS:
                continue
            words = (problem.group or problem.message).removeprefix(f"{clues.whose}: ")
            alike = found.setdefault(whose, {})
            alike.setdefault((words, problem.code), []).append(record)
    return [_differing(archive, *whose, alike) for whose, alike in sorted(found.items(), key=str)]


def _differing(
    archive: Archive, whose: str, serial: str | None, alike: dict[tuple[str, str], list[str]]
) -> Differing:
    contradictions = tuple(
        Contradiction(words, code, tuple(items)) for (words, code), items in alike.items()
    )
    device, is_known, records = _whose(archive, whose, serial)
    if device is None:
        return Differing(whose, None, False, contradictions, Proposal())
    sightings = list(_sightings(archive, records))
    zones = [city.zone for city in archive.configuration.cities]
    return Differing(whose, device, is_known, contradictions, propose(device, sightings, zones))


def _whose(
    archive: Archive, whose: str, serial: str | None
) -> tuple[Device | None, bool, list[str]]:
    """The device, whether it is in fieldarchive.toml, and all that it took."""
    known = next((d for d in archive.configuration.devices if d.slug == whose), None)
    if known is not None:
        return known, True, items_of(archive, known.slug)
    camera = next(
        (m for m in met(archive) if m.device is None and (m.camera, m.serial) == (whose, serial)),
        None,
    )
    if camera is None:
        return None, False, []
    slug = new_slug(archive, whose)
    records = cameras.items_of_camera(archive.record, camera.camera, camera.serial)
    return Device(slug, camera=camera.camera, serial=camera.serial), False, records


def new_slug(archive: Archive, camera: str) -> str:
    """A slug for a camera that no other device has: "sony-ilce-7"."""
    plain = unicodedata.normalize("NFKD", camera).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)) or "camera"
    taken = {device.slug for device in archive.configuration.devices}
    free = (f"{slug}-{n}" for n in range(2, len(taken) + 3))
    return slug if slug not in taken else next(one for one in free if one not in taken)


def _sightings(archive: Archive, records: list[str]) -> Iterator[Sighting]:
    """The pictures of which it is known when they were taken, and what their clock said then.

    An offset tells it as well as satellites do, unless these contradict it.
    """
    kinds = cameras.kinds_and_cities(archive.record, records)
    for record, clues in _clues(archive, records):
        at = _known_instant(clues)
        if clues.local is None or at is None or clues.is_reset:
            continue
        if abs(clues.local - at.replace(tzinfo=None)) < _NEAR:
            yield Sighting(clues.local, at, key_of(record, kinds[record][0]))


def _known_instant(clues: Clues) -> datetime | None:
    if clues.local is None or not clues.offset:  # no offset is how films write UTC
        return clues.gps
    wrote = (clues.local - clues.offset).replace(tzinfo=UTC)
    return wrote if clues.gps is None or abs(wrote - clues.gps) <= AGREED else None


def _clues(archive: Archive, records: list[str]) -> Iterator[tuple[str, Clues]]:
    shown = cameras.kinds_and_cities(archive.record, records)
    for head in revisions.standings(archive.record, records):
        clues = clues_shown(archive, head, shown[head.record][1])
        if clues is not None:
            yield head.record, clues
