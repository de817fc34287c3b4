"""What a file says of itself: a transcript's segments, a picture's and a recording's facts.

Those are values that a reader fills from one original and that can be made again from it at any
time. Beside them stands where a position lies, which `vocabulary` finds out. What an item is, and
who claims what about it, is in `model`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a transcript. Times are milliseconds from the start; None where not given."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    language: str | None = None
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class ToldAbout:
    """A stretch of a recording or transcript in which a time is talked of.

    `words` are the whole entry, place and date, as written; the date is None where it was not
    understood. Milliseconds are None where the place is the number of a segment.
    """

    words: str
    start_ms: int | None = None
    end_ms: int | None = None
    about: str | None = None
    about_start: str | None = None
    about_end: str | None = None


@dataclass(frozen=True, slots=True)
class PhotographFacts:
    """What a picture file says of itself. None where it says nothing that can be believed.

    `width` and `height` are pixels seen upright; `orientation` is the EXIF number 1 to 8.
    `taken_local` is the camera's naive clock, "2010-09-04T11:37:03.25"; `taken_offset` "+09:00";
    `gps_at` the satellite's UTC, "2010-09-04T02:37:00Z". Degrees are WGS 84, south and west
    negative; distances are metres; `direction` is degrees from true or magnetic north.
    """

    width: int | None = None
    height: int | None = None
    orientation: int | None = None
    taken_local: str | None = None
    taken_offset: str | None = None
    gps_at: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    altitude_m: float | None = None
    direction: float | None = None
    camera: str | None = None
    camera_serial: str | None = None
    lens: str | None = None
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """What a recording says of itself. `width` and `height` are set for video alone."""

    duration_ms: int | None = None
    codec: str | None = None
    channels: int | None = None
    sample_rate: int | None = None
    width: int | None = None
    height: int | None = None
    recorded_at: str | None = None


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small JPEG, upright, without metadata; sizes in pixels."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int


# What GPS usually holds between houses, where neither the receiver nor a person says a radius.
USUAL_ACCURACY_M = 30.0


class Standing(StrEnum):
    """Where a point stands: in a city, on a border river, on a crossing, elsewhere, or unsure."""

    CITY = "city"
    RIVER = "river"
    CROSSING = "crossing"
    OUTSIDE = "outside"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a position lies, as far as its accuracy lets anybody say, and why.

    `city` and `place` are slugs, `country` an ISO 3166 code; `place` is a named place, or the
    river or crossing itself, which belong to no city. What cannot be decided has neither and
    names in `could_be` what the accuracy leaves open. `reason` is the end of a sentence.
    """

    standing: Standing
    reason: str
    city: str | None = None
    place: str | None = None
    country: str | None = None
    could_be: tuple[str, ...] = ()
    border_m: float | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """What the files of one item say together; facts by the SHA-256 of their original."""

    text: str | None = None
    segments: tuple[Segment, ...] = ()
    photographs: Mapping[str, PhotographFacts] = field(default_factory=dict)
    recordings: Mapping[str, RecordingFacts] = field(default_factory=dict)
    thumbnails: Mapping[str, Thumbnail] = field(default_factory=dict, repr=False)

    def duration_ms(self) -> int | None:
        """How long its recordings are together, in milliseconds."""
        lengths = [facts.duration_ms for facts in self.recordings.values() if facts.duration_ms]
        return sum(lengths) if lengths else None
