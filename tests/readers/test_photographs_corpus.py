"""Photographs of many cameras: our reading beside exiftool's, and beside what was put in.

The pictures are not ours to copy; where the folder with them is missing, the tests say so.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fieldarchive.errors import Unreadable
from fieldarchive.model import JSON, Hints, Reading
from fieldarchive.readers import photographs, xmp_sidecars

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
pytestmark = pytest.mark.skipif(
    not (CORPORA / "truth").is_dir(), reason="the folder shared/corpora is not here"
)

NOT_READ = {
    "zero_dpi.jp2": "JPEG 2000 is not among the formats of the archive",
    "16bit.cropped.jp2": "JPEG 2000 is not among the formats of the archive",
    "decompression_bomb.ico": "ICO is not among the formats of the archive",
    "xs1n0g01.png": "its signature is broken; exiftool refuses it too",
    "xs7n0g01.png": "its signature is broken; exiftool refuses it too",
}
EXCEPTIONS = {
    ("Reconyx_HC500_Hyperfire.jpg", "date"): "stands in the notes of the maker alone",
    ("FLIR iPhone device.jpg", "date"): "stands in the notes of the maker alone",
    ("Nikon E885.jpg", "date"): "0000:00:00, said as a problem",
    ("Nikon E900 (2).jpg", "date"): "0000:00:00, said as a problem",
    ("Olympus C860L.jpg", "date"): "0000:00:00, said as a problem",
    ("Samsung GT-I9000 (Galaxy S).jpg", "place"): "0° 0°, said as a problem",
    ("Nikon D5000.jpg", "orientation"): "belongs to the thumbnail inside, not to the picture",
    ("hopper_bad_exif.jpg", "orientation"): "exiftool gives a damaged directory up, we do not",
    ("flower.webp", "orientation"): "exiftool 12.57 stumbles over a doubled EXIF header",
    ("hopper_orientation_3.webp", "orientation"): "as flower.webp; the picture is turned",
    ("hopper_orientation_5.webp", "orientation"): "as flower.webp; the picture is turned",
    ("hopper_orientation_6.webp", "orientation"): "as flower.webp; the picture is turned",
    ("hopper_orientation_8.webp", "orientation"): "as flower.webp; the picture is turned",
    ("rot1mir1.avif", "size"): "exiftool gives it as stored, the turn is in its boxes",
    ("L_10__29x100.heif", "size"): "exiftool overlooks that its box crops 64 to 29",
    ("RGB_8_chroma444.heif", "size"): "exiftool overlooks that its box crops 64 to 29",
    ("invalid_id.heic", "size"): "its primary picture is missing; another one is shown",
    ("corrupted.hif", "size"): "its pixels are cut off; size is not claimed",
    ("L_xmp_latin1.heic", "title"): "exiftool gives XMP in Latin-1 up, we read it",
    ("APhotoManager-exmaple.xmp", "title"): 'its language is "x-REPAIR"; exiftool files it apart',
}


def lines(name: str) -> list[dict[str, Any]]:
    text = (CORPORA / "truth" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def read(path: Path) -> Reading:
    reader = xmp_sidecars if path.suffix == ".xmp" else photographs
    return reader.read(path, Hints())


def winner(reading: Reading, field: str) -> JSON:
    return next((claim.value for claim in reading.claims if claim.field == field), None)


def as_list(value: object) -> list[str]:
    parts = value if isinstance(value, list) else [value] if value else []
    return [str(part) for part in parts]


def differences(truth: dict[str, Any], reading: Reading) -> set[str]:
    """The fields in which exiftool and we differ."""
    facts = reading.photograph
    assert facts
    stored = (facts.width, facts.height)
    if (facts.orientation or 1) >= 5:
        stored = stored[::-1]
    keywords = as_list(truth.get("Subject")) or as_list(truth.get("Keywords"))
    checks = {
        "date": same_date(truth.get("DateTimeOriginal"), winner(reading, "date")),
        "offset": truth.get("OffsetTimeOriginal") in (None, facts.taken_offset),
        "place": same_place(truth, (facts.latitude, facts.longitude)),
        "orientation": truth.get("Orientation") == facts.orientation,
        "size": truth.get("width") is None or stored == (truth["width"], truth["height"]),
        "keywords": keywords == (winner(reading, "keywords") or []),
        "title": truth.get("Title") == winner(reading, "title"),
    }
    return {name for name, agrees in checks.items() if not agrees}


def same_date(exiftool: str | None, ours: JSON) -> bool:
    if exiftool is None:
        return True
    return str(ours).startswith(exiftool[:10].replace(":", "-") + "T" + exiftool[11:])


def same_place(truth: dict[str, Any], ours: tuple[float | None, float | None]) -> bool:
    theirs = (truth.get("GPSLatitude"), truth.get("GPSLongitude"))
    if None in theirs or None in ours:
        return theirs == ours
    return ours == pytest.approx(theirs, abs=1e-5)


def test_we_read_what_exiftool_reads() -> None:
    found = set()
    for truth in lines("exif.jsonl"):
        path = CORPORA / truth["file"]
        try:
            found |= {(path.name, field) for field in differences(truth, read(path))}
        except Unreadable:
            assert path.name in NOT_READ
    assert found == set(EXCEPTIONS)


def generated_lines() -> list[dict[str, Any]]:
    return lines("photos-generated.jsonl") if (CORPORA / "truth").is_dir() else []


@pytest.mark.parametrize("truth", generated_lines(), ids=lambda truth: truth["file"])
def test_we_read_what_was_put_in(truth: dict[str, Any]) -> None:
    reading = read(CORPORA / "photos" / "generated-dev" / Path(truth["file"]).name)
    facts = reading.photograph
    assert facts
    found = {"date": facts.taken_local, "offset": facts.taken_offset}
    found |= {"width": facts.width, "height": facts.height}
    found |= {"lat": facts.latitude, "lon": facts.longitude}
    for field in ("title", "description", "keywords", "creator", "city"):
        found[field] = winner(reading, field)  # type: ignore[assignment]
    for key, value in truth["expected"].items():
        is_degrees = key in ("lat", "lon")
        assert found[key] == (pytest.approx(value, abs=1e-5) if is_degrees else value)
    assert all(found[key] in answers for key, answers in truth["accept"].items())
