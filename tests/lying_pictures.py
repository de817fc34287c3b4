"""Photographs whose cameras say what a story wants: time, offset, satellites, serial number."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zlib import crc32

from PIL import Image

_EXIF, _GPS = 0x8769, 0x8825
HEIHE = (50.2441, 127.4902)
PHONE = ("Zeya", "Phone 3")
SONY = ("Sony", "A7")


def photograph(
    path: Path,
    said: str | None,
    *,
    camera: tuple[str, str] | None = PHONE,
    serial: str | None = None,
    offset: str | None = None,
    gps: str | None = None,
    at: tuple[float, float] | None = None,
) -> Path:
    """A small picture; `said` is "2013-05-12 14:05:00", `gps` the same in UTC."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # pictures of one moment differ in a pixel, or they would be copies of each other
    image = Image.new("RGB", (8, 6), (crc32(path.name.encode()) % 251, len(path.name), 40))
    exif = image.getexif()
    if camera:
        exif[0x010F], exif[0x0110] = camera
    inner = exif.get_ifd(_EXIF)
    if said:
        inner[0x9003] = said.replace("-", ":")
    if offset:
        inner[0x9011] = offset
    if serial:
        inner[0xA431] = serial
    satellites = exif.get_ifd(_GPS)
    if at:
        satellites |= {1: "N", 2: _degrees(at[0]), 3: "E", 4: _degrees(at[1]), 31: 8.0}
    if gps:
        moment = datetime.fromisoformat(gps)
        satellites[29] = f"{moment:%Y:%m:%d}"
        satellites[7] = (float(moment.hour), float(moment.minute), float(moment.second))
    exif[_EXIF], exif[_GPS] = dict(inner), dict(satellites)
    image.save(path, exif=exif)
    return path


def _degrees(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    return float(whole), float(minutes), round((degrees - whole - minutes / 60) * 3600, 4)
