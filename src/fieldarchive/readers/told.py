"""What a picture tells of itself, and who wins when its parts disagree.

A picture can carry EXIF (written by the camera), IPTC and XMP (written by people and programs
later). For date and place the camera is believed first; for words, the newest standard: XMP,
IPTC, EXIF. Every other answer stays as a weaker claim. Reading the parts is left to `exif`,
`iptc` and `xmp_claims`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from fieldarchive.facts import PhotographFacts
from fieldarchive.model import Authority, Claim, Problem
from fieldarchive.readers.moments import Moment

# When it was taken, then when it was scanned or saved: a scan of 2015 may show 1969.
_DATES_BY_STRENGTH = (
    "EXIF DateTimeOriginal",
    "XMP exif:DateTimeOriginal",
    "XMP photoshop:DateCreated",
    "XMP Iptc4xmpCore:DateCreated",
    "IPTC DateCreated",
    "EXIF DateTimeDigitized",
    "XMP exif:DateTimeDigitized",
    "XMP xmp:CreateDate",
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date that one tag gives; `moment` is None where it is impossible, `written` its words."""

    origin: str
    written: str
    moment: Moment | None


@dataclass(frozen=True, slots=True)
class Position:
    """A place that one part gives: WGS 84 degrees, metres, degrees from north, UTC."""

    origin: str
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    altitude_m: float | None = None
    direction: float | None = None
    gps_at: str | None = None

    @property
    def is_null_island(self) -> bool:
        """Whether this is 0° 0°, what a receiver says before it knows where it is."""
        return self.latitude == 0 == self.longitude


@dataclass(frozen=True, slots=True)
class Told:
    """What one part of the metadata says: words, dates, places and technical facts."""

    claims: tuple[Claim, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    position: Position | None = None
    facts: PhotographFacts = field(default_factory=PhotographFacts)
    problems: tuple[Problem, ...] = ()


def join(exif: Told, xmp: Told, iptc: Told, authority: Authority = Authority.EMBEDDED) -> Told:
    """One answer from three, the winner of each field first; see `facts` for the technical side."""
    stamps = _by_strength((*exif.stamps, *xmp.stamps, *iptc.stamps))
    positions = [told.position for told in (exif, xmp, iptc) if told.position]
    claims = (
        *_date_claims(stamps, authority),
        *(claim for told in (xmp, iptc, exif) for claim in told.claims),
        *_place_claims(positions, authority),
    )
    facts = _first_facts(exif.facts, xmp.facts)
    return Told(
        claims=_without_repeats(claims),
        facts=_with_place(_with_date(facts, stamps), positions),
        problems=(
            *exif.problems,
            *xmp.problems,
            *iptc.problems,
            *_date_problems(stamps),
            *_place_problems(positions),
        ),
    )


def _by_strength(stamps: Iterable[Stamp]) -> list[Stamp]:
    return sorted(stamps, key=lambda stamp: _DATES_BY_STRENGTH.index(stamp.origin))


def _date_claims(stamps: Iterable[Stamp], authority: Authority) -> list[Claim]:
    return [
        Claim("date", str(stamp.moment), authority, stamp.origin)
        for stamp in stamps
        if stamp.moment
    ]


def _with_date(facts: PhotographFacts, stamps: Iterable[Stamp]) -> PhotographFacts:
    best = next((stamp.moment for stamp in stamps if stamp.moment), None)
    if best is None or not best.has_time:
        return facts
    return replace(facts, taken_local=best.local, taken_offset=best.offset)


def _date_problems(stamps: Sequence[Stamp]) -> list[Problem]:
    impossible = next(iter(stamps), None)
    if impossible is None or impossible.moment is not None:
        return []
    return [
        Problem(
            "impossible-date",
            f'{impossible.origin} says "{impossible.written}", which is no date. '
            "Give the date in a sidecar if you know it.",
        )
    ]


def _place_claims(positions: Iterable[Position], authority: Authority) -> list[Claim]:
    claims = []
    for n, place in enumerate(place for place in positions if _is_known(place)):
        claims += [
            Claim("latitude", place.latitude, authority, f"{place.origin} GPSLatitude"),
            Claim("longitude", place.longitude, authority, f"{place.origin} GPSLongitude"),
        ]
        # the error of one receiver says nothing about the place that another part gives
        if n == 0 and place.accuracy_m is not None:
            origin = f"{place.origin} GPSHPositioningError"
            claims.append(Claim("accuracy_m", place.accuracy_m, authority, origin))
    return claims


def _with_place(facts: PhotographFacts, positions: Sequence[Position]) -> PhotographFacts:
    """The facts with the first place that is known; a receiver without one is not believed."""
    believed = [place for place in positions if not place.is_null_island]
    known = next((place for place in believed if _is_known(place)), None)
    return replace(
        facts,
        latitude=known.latitude if known else None,
        longitude=known.longitude if known else None,
        accuracy_m=known.accuracy_m if known else None,
        altitude_m=_first(place.altitude_m for place in believed),
        direction=_first(place.direction for place in believed),
        gps_at=next((place.gps_at for place in believed if place.gps_at), None),
    )


def _place_problems(positions: Sequence[Position]) -> list[Problem]:
    if not any(place.is_null_island for place in positions):
        return []
    return [
        Problem(
            "null-island",
            "Its GPS position is 0° 0°, which receivers write before they know where they are; it "
            "was left out. Give latitude and longitude in a sidecar if you know them.",
        )
    ]


def _is_known(place: Position) -> bool:
    return place.latitude is not None and not place.is_null_island


def _first(numbers: Iterable[float | None]) -> float | None:
    return next((number for number in numbers if number is not None), None)


def _first_facts(exif: PhotographFacts, xmp: PhotographFacts) -> PhotographFacts:
    """The camera's own word for technical facts; stars are given later, by a person, in XMP."""
    return replace(
        exif,
        orientation=exif.orientation or xmp.orientation,
        camera=exif.camera or xmp.camera,
        camera_serial=exif.camera_serial or xmp.camera_serial,
        lens=exif.lens or xmp.lens,
        rating=exif.rating if xmp.rating is None else xmp.rating,
    )


def _without_repeats(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each value of a field once, by the strongest who says it."""
    first: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        first.setdefault((claim.field, repr(claim.value)), claim)
    return tuple(first.values())
