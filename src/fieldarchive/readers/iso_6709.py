"""The place that a telephone writes into a recording: ISO 6709, "+50.2572+127.5364+130/"."""

from __future__ import annotations

import re

_POINT = re.compile(
    r"(?P<latitude>[+-]\d{2,6}(?:\.\d{1,12})?)(?P<longitude>[+-]\d{3,7}(?:\.\d{1,12})?)"
    r"(?:[+-]\d+(?:\.\d+)?)?(?:CRS[\w:]+)?/?$",
    re.ASCII,
)


def point_of(written: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, WGS 84; None where it is no place on Earth.

    Degrees alone, with minutes, or with minutes and seconds: the number of digits tells. 0, 0 is
    what a telephone writes that does not know where it is.
    """
    match = _POINT.match(written.strip())
    if not match:
        return None
    latitude = _degrees(match["latitude"], 2)
    longitude = _degrees(match["longitude"], 3)
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude


def _degrees(written: str, digits: int) -> float:
    whole, _, fraction = written[1:].partition(".")
    minutes, seconds = whole[digits : digits + 2], whole[digits + 2 : digits + 4]
    last = f".{fraction}" if fraction else ""
    if seconds:
        parts = (float(whole[:digits]), float(minutes), float(seconds + last))
    elif minutes:
        parts = (float(whole[:digits]), float(minutes + last), 0.0)
    else:
        parts = (float(whole + last), 0.0, 0.0)
    degrees = round(parts[0] + parts[1] / 60 + parts[2] / 3600, 7)
    return -degrees if written.startswith("-") else degrees
