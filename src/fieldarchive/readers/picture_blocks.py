"""Where a picture file keeps its metadata: the blocks of EXIF, XMP and IPTC.

Walks the chunks of a PNG or WebP and the tags of a TIFF; reads those that describe and steps over
the rest, so that a picture which cannot be decoded still says what it shows. JPEG is walked in
`jpeg_blocks`, the boxes of HEIC, AVIF and CR3 in `boxes`. What the blocks say is left to `exif`,
`xmp_claims` and `iptc`.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from fieldarchive.readers import ifd
from fieldarchive.readers.ifd import Tags, fetch_from_bytes, fetch_from_file, read_tags
from fieldarchive.readers.iptc import iptc_in_photoshop

MAX_BLOCK = 4 * 1024 * 1024
_MAX_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Blocks:
    """The metadata of one picture as bytes.

    `size` is width and height as stored, where it says so. `has_pixels` is False where the walk
    came to no pixels, so that no decoder need be asked.
    """

    tags: Tags = field(default_factory=Tags)
    xmp: tuple[bytes, ...] = ()
    iptc: bytes = b""
    size: tuple[int, int] | None = None
    has_pixels: bool = True


def png_blocks(file: BinaryIO) -> Blocks:
    """The blocks of a PNG, also those that ImageMagick hides in compressed text."""
    found: dict[str, bytes] = {}
    size = None
    for name, content in _png_chunks(file):
        if name == b"IHDR":
            size = (_big(content[:4]), _big(content[4:8]))
        elif name == b"eXIf":
            found["exif"] = content
        elif name == b"iTXt":
            found.setdefault("xmp", _png_xmp(content))
        else:
            kind, block = _raw_profile(content)
            found.setdefault(kind, block)
    exif = found.get("exif") or found.get("app1") or b""
    xmp = found.get("xmp") or b""
    iptc = found.get("iptc") or b""
    return Blocks(
        read_tags(fetch_from_bytes(exif.removeprefix(b"Exif\0\0"))),
        (xmp,) if xmp else (),
        iptc_in_photoshop(iptc) or iptc,
        size,
    )


def _png_chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    wanted = (b"IHDR", b"eXIf", b"iTXt", b"zTXt")
    size = file.seek(0, os.SEEK_END)
    file.seek(8)
    for _ in range(_MAX_PARTS):
        head = file.read(8)
        length, name = _big(head[:4]), head[4:]
        if len(head) < 8 or name == b"IEND" or length > size:
            return
        if name in wanted and length <= MAX_BLOCK:
            content = file.read(length)
            file.seek(4, 1)
            if name not in (b"iTXt", b"zTXt") or content.startswith((b"XML:com", b"Raw profile")):
                yield name, content
        else:
            file.seek(length + 4, 1)


def _png_xmp(content: bytes) -> bytes:
    keyword, _, rest = content.partition(b"\0")
    if keyword != b"XML:com.adobe.xmp" or len(rest) < 2:
        return b""
    text = rest[2:].split(b"\0", 2)[-1]  # after language and translated keyword
    return _inflated(text) if rest[0] == 1 else text


def _raw_profile(content: bytes) -> tuple[str, bytes]:
    """ImageMagick's form: a name, then the length and the bytes in hexadecimal, compressed."""
    keyword, _, rest = content.partition(b"\0")
    kind = keyword.decode("latin-1").removeprefix("Raw profile type ").lower()
    digits = b"".join(_inflated(rest[1:]).split()[2:])
    try:
        return kind, bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return kind, b""


def _inflated(data: bytes) -> bytes:
    """At most 8 MiB of it: text in a PNG may be a bomb."""
    try:
        return zlib.decompressobj().decompress(data, 2 * MAX_BLOCK)
    except zlib.error:
        return b""


def webp_blocks(file: BinaryIO) -> Blocks:
    """The blocks of a WebP."""
    found: dict[bytes, bytes] = {}
    size, end = None, file.seek(0, os.SEEK_END)
    file.seek(12)
    for _ in range(_MAX_PARTS):
        head = file.read(8)
        length = int.from_bytes(head[4:], "little")
        if len(head) < 8 or length > end:
            break
        name, padded = head[:4], length + (length & 1)
        if name in (b"EXIF", b"XMP ", b"XMP\0", b"VP8X") and length <= MAX_BLOCK:
            found.setdefault(name[:3], file.read(padded)[:length])
        else:
            file.seek(padded, 1)
    if len(canvas := found.get(b"VP8", b"")) >= 10:
        size = (_little(canvas[4:7]) + 1, _little(canvas[7:10]) + 1)
    xmp = found.get(b"XMP", b"")
    exif = found.get(b"EXI", b"").removeprefix(b"Exif\0\0")
    return Blocks(read_tags(fetch_from_bytes(exif)), (xmp,) if xmp else (), size=size)


def gif_blocks(file: BinaryIO) -> Blocks:
    """The XMP of a GIF: it stands raw behind its name, with a trailer that leads out of it."""
    file.seek(0)
    data = file.read(2 * MAX_BLOCK)
    _, mark, rest = data.partition(b"\x21\xff\x0bXMP DataXMP")
    xmp = rest.partition(b"\x01\xff\xfe")[0] if mark else b""
    return Blocks(xmp=(xmp,) if xmp else (), size=(_little(data[6:8]), _little(data[8:10])))


def tiff_blocks(file: BinaryIO) -> Blocks:
    """The blocks of a TIFF, or of a RAW format that is one underneath."""
    tags = read_tags(fetch_from_file(file))
    xmp, iptc, photoshop = (
        tags.main[tag].raw if tag in tags.main else b""
        for tag in (ifd.XMP, ifd.IPTC, ifd.PHOTOSHOP)
    )
    sides = [int(tags.main[tag].number() or 0) for tag in (256, 257) if tag in tags.main]
    size = (sides[0], sides[1]) if len(sides) == 2 and all(sides) else None
    return Blocks(tags, (xmp,) if xmp else (), iptc or iptc_in_photoshop(photoshop), size)


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
