"""Where a photograph was taken: GPS tags of EXIF, and the same in XMP.

EXIF writes degrees, minutes and seconds as fractions with N, S, E or W beside; XMP writes
"50,17.0457N". A fraction over zero, a missing letter or a latitude of 300 make no place. Zero
degrees on both axes are kept here and judged in `told`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from fieldarchive.readers.ifd import Directory
from fieldarchive.readers.moments import read_moment
from fieldarchive.readers.told import Position

_LAT_REF, _LAT, _LON_REF, _LON, _ALT_REF, _ALT, _TIME = range(1, 8)
_DIRECTION, _DATE, _ERROR = 17, 29, 31
_XMP_DEGREES = re.compile(r"(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?([NSEW])")


def exif_position(gps: Directory) -> Position | None:
    """The place in a GPS directory, or None where it says nothing."""
    place = Position(
        "EXIF",
        *_pair(_exif_degrees(gps, _LAT, _LAT_REF), _exif_degrees(gps, _LON, _LON_REF)),
        accuracy_m=_positive(_exif_number(gps, _ERROR)),
        altitude_m=_signed(_exif_number(gps, _ALT), _exif_number(gps, _ALT_REF) == 1),
        direction=_bearing(_exif_number(gps, _DIRECTION)),
        gps_at=_exif_instant(gps),
    )
    return place if place != Position("EXIF") else None


def xmp_position(properties: Mapping[str, tuple[str, ...]]) -> Position | None:
    """The place in XMP's exif: properties, or None where they say nothing."""

    def first(name: str) -> str:
        return properties.get(f"exif:{name}", ("",))[0]

    latitude, longitude = _xmp_degrees(first("GPSLatitude")), _xmp_degrees(first("GPSLongitude"))
    place = Position(
        "XMP",
        *_pair(latitude, longitude),
        accuracy_m=_positive(fraction(first("GPSHPositioningError"))),
        altitude_m=_signed(fraction(first("GPSAltitude")), first("GPSAltitudeRef") == "1"),
        direction=_bearing(fraction(first("GPSImgDirection"))),
        gps_at=_xmp_instant(first("GPSTimeStamp")),
    )
    return place if place != Position("XMP") else None


def fraction(text: str) -> float | None:
    """A number as XMP writes it, "466/10" or "46.6"; None for anything else."""
    top, _, bottom = text.strip().partition("/")
    try:
        number = float(top) / float(bottom or 1)
    except (ValueError, ZeroDivisionError):
        return None
    return number if math.isfinite(number) else None


def _pair(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """Both or neither, and only on this planet; 7 digits are a centimetre."""
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None, None
    return round(latitude, 7), round(longitude, 7)


def _exif_number(gps: Directory, tag: int) -> float | None:
    return gps[tag].number() if tag in gps else None


def _exif_degrees(gps: Directory, tag: int, ref_tag: int) -> float | None:
    if tag not in gps or ref_tag not in gps:
        return None
    parts = gps[tag].numbers()[:3]
    letter = gps[ref_tag].raw.strip(b" \0")[:1].upper()
    if not parts or letter not in (b"N", b"S", b"E", b"W"):
        return None
    if not math.isfinite(parts[0]):
        return None
    # receivers that give decimal minutes leave the seconds as 0/0
    return _degrees([part if math.isfinite(part) else 0.0 for part in parts], letter in b"SW")


def _xmp_degrees(text: str) -> float | None:
    match = _XMP_DEGREES.fullmatch(text.strip())
    if not match:
        return None
    return _degrees([float(part) for part in match.groups()[:3] if part], match[4] in "SW")


def _degrees(parts: list[float], is_negative: bool) -> float:
    size = sum(part / sixty for part, sixty in zip(parts, (1, 60, 3600), strict=False))
    return -size if is_negative and size else size


def _signed(number: float | None, is_below: bool) -> float | None:
    if number is None:
        return None
    return round(-abs(number) if is_below else number, 3)


def _positive(number: float | None) -> float | None:
    return round(number, 3) if number is not None and number > 0 else None


def _bearing(number: float | None) -> float | None:
    return round(number, 2) if number is not None and 0 <= number <= 360 else None


def _exif_instant(gps: Directory) -> str | None:
    """The satellites' UTC from its two tags; None when either is missing or impossible."""
    if _DATE not in gps or _TIME not in gps:
        return None
    clock = gps[_TIME].numbers()
    if len(clock) != 3 or not all(0 <= part < 61 for part in clock):
        return None
    try:
        day = read_moment(gps[_DATE].raw.decode("ascii", "replace")[:10])
        midnight = datetime.fromisoformat(day.local) if day else None
    except ValueError:
        return None
    if midnight is None or clock[0] >= 24:
        return None
    hours, minutes, seconds = clock
    return _utc(midnight + timedelta(hours=hours, minutes=minutes, seconds=round(seconds, 3)))


def _xmp_instant(text: str) -> str | None:
    try:
        instant = datetime.fromisoformat(text.strip())
        naive = instant.replace(tzinfo=None) - (instant.utcoffset() or timedelta())
    except (ValueError, OverflowError):
        return None
    return _utc(naive) if "T" in text else None


def _utc(moment: datetime) -> str:
    whole, _, digits = moment.isoformat().partition(".")
    digits = digits.rstrip("0")
    return f"{whole}.{digits}Z" if digits else f"{whole}Z"
