"""The segments of a JPEG that describe it: EXIF, XMP in one or many parts, IPTC.

Segments stand one after another before the image data, each with a marker and a length. Reading
stops at the image data, so a photograph that is cut off later has lost none of its words. What
the blocks say is left to `exif`, `xmp_claims` and `iptc`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

from fieldarchive.readers.ifd import fetch_from_bytes, read_tags
from fieldarchive.readers.iptc import iptc_in_photoshop
from fieldarchive.readers.picture_blocks import MAX_BLOCK, Blocks

_MAX_PARTS, _MAX_PADDING = 10_000, 4096
# Of all segments that are read; a picture with more is made to be a burden.
_MAX_BYTES = 16 * 1024 * 1024

_XMP_MARK = b"http://ns.adobe.com/xap/1.0/\0"
_MORE_XMP_MARK = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP_MARK = b"Photoshop 3.0\0"
# Start of frame: every kind of JPEG says its size in one of these.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9
_WITHOUT_LENGTH = frozenset(range(0xD0, 0xD8)) | {0x01}


def jpeg_blocks(file: BinaryIO, start: int = 0) -> Blocks:
    """The blocks of a JPEG that begins at `start`; what is cut off is simply not there."""
    exif, photoshop = b"", b""
    xmp: list[bytes] = []
    more_xmp: dict[bytes, list[tuple[int, bytes]]] = defaultdict(list)
    size, has_pixels = None, False
    for marker, segment in _segments(file, start):
        if marker in _FRAMES and len(segment) >= 5:
            size = size or (_big(segment[3:5]), _big(segment[1:3]))
        elif marker == _SCAN:
            has_pixels = True
        elif marker == 0xED and segment.startswith(_PHOTOSHOP_MARK):
            photoshop += segment[len(_PHOTOSHOP_MARK) :]
        elif marker != 0xE1:
            continue
        elif segment[:4].lower() == b"exif":
            exif = _with_next_exif(exif, segment[6:])
        elif segment.startswith(_MORE_XMP_MARK):
            body = segment[len(_MORE_XMP_MARK) :]
            more_xmp[body[:32]].append((_big(body[36:40]), body[40:]))
        elif segment.startswith(_XMP_MARK):
            xmp.append(segment[len(_XMP_MARK) :])
        elif b"<x:xmpmeta" in segment[:256]:
            xmp.append(segment)
    return Blocks(
        read_tags(fetch_from_bytes(exif)),
        (*xmp, *_extended(xmp, more_xmp)),
        iptc_in_photoshop(photoshop),
        size,
        has_pixels,
    )


def _segments(file: BinaryIO, start: int) -> Iterator[tuple[int, bytes]]:
    """Marker and content of the segments before the image data; content of those of use only."""
    file.seek(start + 2)
    room = _MAX_BYTES
    for _ in range(_MAX_PARTS):
        marker = _next_marker(file)
        if marker == _SCAN:
            yield marker, b""
        if marker in (_SCAN, _END) or room < 0:
            return
        if marker in _WITHOUT_LENGTH or marker == 0:
            continue
        length = _big(file.read(2)) - 2
        if length < 0:
            return
        if marker in (0xE1, 0xED) or marker in _FRAMES:
            room -= length
            yield marker, file.read(length)
        else:
            file.seek(length, 1)


def _next_marker(file: BinaryIO) -> int:
    """The byte after the next 0xFF, over padding that some programs leave."""
    before = b""
    for _ in range(_MAX_PADDING):
        sign = file.read(1)
        if not sign:
            break
        if before == b"\xff" and sign != b"\xff":
            return sign[0]
        before = sign
    return _END


def _with_next_exif(exif: bytes, more: bytes) -> bytes:
    """EXIF over 64 KiB continues in the next segment; a second whole EXIF is not believed."""
    if not exif:
        return more
    return exif if more[:2] in (b"II", b"MM") else exif + more[: MAX_BLOCK - len(exif)]


def _extended(xmp: list[bytes], parts: dict[bytes, list[tuple[int, bytes]]]) -> Iterator[bytes]:
    """XMP over 64 KiB: the parts in order, where the main part names them."""
    for name, pieces in parts.items():
        if any(name in block for block in xmp):
            yield b"".join(piece for _, piece in sorted(pieces))[: MAX_BLOCK + 1]


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")
