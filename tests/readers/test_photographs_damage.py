"""Broken and hostile pictures: they cost a thumbnail, never more, and nothing leaks."""

from __future__ import annotations

import io
import random
import struct
import time
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from fieldarchive.errors import Unreadable
from fieldarchive.model import Hints, Reading
from fieldarchive.readers import photographs, xmp_sidecars

FILES = Path(__file__).parents[1] / "files" / "photographs"
MARKS = (b"OWNER-MARK", b"FACE-MARK", b"COMMENT-MARK", b"IPTC-MARK", b"Canon", b"Exif", b"http")
MUTABLE = sorted(path for path in FILES.iterdir() if path.stat().st_size < 8000)


def damaged(data: bytes, dice: random.Random) -> bytes:
    """A file after a bad day: bytes changed, a piece gone, or the end cut off."""
    broken = bytearray(data)
    for _ in range(dice.choice([1, 3, 20])):
        broken[dice.randrange(len(broken))] = dice.choice([0, 1, 0x7F, 0xFF, dice.randrange(256)])
    if dice.random() < 0.3:
        start = dice.randrange(len(broken))
        del broken[start : start + dice.randrange(200)]
    return bytes(broken[: dice.randrange(len(broken) + 1)] if dice.random() < 0.2 else broken)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_files_are_read_or_refused_and_nothing_else(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    for n in range(15):
        original = dice.choice(MUTABLE)
        path = tmp_path / f"{n}{original.suffix}"
        path.write_bytes(damaged(original.read_bytes(), dice))
        reader = xmp_sidecars if path.suffix == ".xmp" else photographs
        with suppress(Unreadable):
            assert isinstance(reader.read(path, Hints()), Reading)


def test_a_photograph_cut_off_still_tells_its_words_and_shows_its_beginning(
    tmp_path: Path,
) -> None:
    data = (FILES / "large.jpg").read_bytes()
    words = (FILES / "market.jpg").read_bytes()
    head = words[: words.index(b"\xff\xdb")]  # all metadata stands before the first table
    path = tmp_path / "cut.jpg"
    path.write_bytes(head + data[data.index(b"\xff\xdb") : len(data) // 2])
    reading = photographs.read(path, Hints())
    assert any(claim.value == "Рынок на набережной" for claim in reading.claims)
    assert reading.thumbnail
    assert [(problem.code, problem.serious) for problem in reading.problems] == [("damaged", True)]


def test_a_heic_without_its_pixels_still_tells_its_date(tmp_path: Path) -> None:
    data = (FILES / "market.heic").read_bytes()
    path = tmp_path / "cut.heic"
    path.write_bytes(data.replace(b"hvcC", b"free"))
    reading = photographs.read(path, Hints())
    assert any(claim.value == "2013-05-12T11:07:03.25+09:00" for claim in reading.claims)
    assert [problem.code for problem in reading.problems] == ["damaged"]


@pytest.mark.parametrize("name", ["market.jpg", "market.png", "market.tif", "market.webp"])
def test_thumbnails_carry_no_metadata(name: str) -> None:
    thumbnail = photographs.read(FILES / name, Hints()).thumbnail
    assert thumbnail
    assert not [mark for mark in MARKS if mark in thumbnail.jpeg]
    assert set(Image.open(io.BytesIO(thumbnail.jpeg)).info) <= {
        *("jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi")
    }


def test_a_careless_thumbnail_would_be_caught() -> None:
    """The control of the test above: what Pillow keeps by itself when a copy is saved."""
    buffer = io.BytesIO()
    with Image.open(FILES / "market.jpg") as image:
        image.save(buffer, "JPEG", exif=image.getexif())
    assert [mark for mark in MARKS if mark in buffer.getvalue()]


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", header), *chunks, (b"IEND", b""))
    )


def test_a_picture_that_claims_too_many_pixels_is_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png(50_000, 50_000, (b"IDAT", zlib.compress(b"\0" * 100_000))))
    reading = photographs.read(path, Hints())
    assert reading.thumbnail is None
    assert [problem.code for problem in reading.problems] == ["too-large"]


@pytest.mark.parametrize("filling", [b"\xff", b"\0", b"\xff\xe1\xff\xfe" + b"A" * 65532])
def test_a_jpeg_of_padding_or_of_segments_alone_is_soon_given_up(
    filling: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "burden.jpg"
    path.write_bytes(b"\xff\xd8\xff" + filling * (20_000_000 // len(filling)))
    started = time.process_time()
    reading = photographs.read(path, Hints())
    assert [problem.code for problem in reading.problems] == ["damaged"]
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "xmp",
    [
        '<!DOCTYPE x [<!ENTITY a "aaa">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">' + "<a>" * 500 + "</a>" * 500 + "</x:xmpmeta>",
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><unclosed></x:xmpmeta>',
    ],
)
def test_hostile_xmp_is_news_and_no_harm(xmp: str, tmp_path: Path) -> None:
    pixels = (b"IDAT", zlib.compress(b"\0" + b"\xff" * 3))
    text = (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp.encode())
    path = tmp_path / "xmp.png"
    path.write_bytes(png(1, 1, text, pixels))
    reading = photographs.read(path, Hints())
    assert [problem.code for problem in reading.problems] == ["broken-xmp"]
    assert reading.thumbnail


def test_a_very_long_description_is_cut(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "ы" * 30_000
    path = tmp_path / "long.jpg"
    Image.new("RGB", (4, 4)).save(path, exif=exif)
    (claim,) = photographs.read(path, Hints()).claims
    assert len(str(claim.value).encode()) == 4096
