"""What a picture file is: told by its first bytes, never by its name alone.

The name is asked only where the bytes cannot tell: most RAW formats are TIFF underneath. Each kind
names who finds its metadata. Decoding is left to `thumbnails` and `raw_previews`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from fieldarchive.errors import Unreadable
from fieldarchive.readers.boxes import cr3_blocks, heif_blocks
from fieldarchive.readers.jpeg_blocks import jpeg_blocks
from fieldarchive.readers.picture_blocks import (
    Blocks,
    gif_blocks,
    png_blocks,
    tiff_blocks,
    webp_blocks,
)


@dataclass(frozen=True, slots=True)
class PictureKind:
    """What a picture file is by its content, and who finds its metadata."""

    format: str
    mime: str
    blocks: Callable[[BinaryIO], Blocks]


def _no_blocks(file: BinaryIO) -> Blocks:
    return Blocks()


_JPEG = PictureKind("jpeg", "image/jpeg", jpeg_blocks)
_PNG = PictureKind("png", "image/png", png_blocks)
_GIF = PictureKind("gif", "image/gif", gif_blocks)
_BMP = PictureKind("bmp", "image/bmp", _no_blocks)
_TIFF = PictureKind("tiff", "image/tiff", tiff_blocks)
_WEBP = PictureKind("webp", "image/webp", webp_blocks)
_HEIC = PictureKind("heic", "image/heic", heif_blocks)
_AVIF = PictureKind("avif", "image/avif", heif_blocks)

_SIGNATURES = (
    (b"\xff\xd8\xff", _JPEG),
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"GIF87a", _GIF),
    (b"GIF89a", _GIF),
    (b"BM", _BMP),
    (b"II*\0", _TIFF),
    (b"MM\0*", _TIFF),
    (b"II+\0", _TIFF),
    (b"MM\0+", _TIFF),
)
_HEIC_BRANDS = b"heic heix heim heis hevc hevx hevm hevs mif1 msf1".split()
# Formats that are no TIFF by their first bytes but begin as their makers wanted.
_RAW_SIGNATURES = (b"FUJIFILMCCD-RAW", b"FOVb", b"\0MRM", b"IIU\0", b"IIRO", b"IIRS", b"MMOR")
_DNG_VERSION = 0xC612
_TIFF_LIKE_RAWS = (
    *(".3fr", ".arw", ".cr2", ".dcr", ".dng", ".erf", ".iiq", ".kdc", ".nef", ".nrw", ".orf"),
    *(".pef", ".raw", ".rw2", ".sr2", ".srf", ".srw"),
)


def kind_of(file: BinaryIO, suffix: str) -> PictureKind:
    """The kind of the picture in `file`; `suffix` with its dot, lower case. Raises `Unreadable`."""
    head = file.read(32)
    if not head:
        raise Unreadable("it is empty; copy it again from the camera or its card", code="empty")
    if head.startswith(_RAW_SIGNATURES) or head[4:11] == b"ftypcrx" or head[6:14] == b"HEAPCCDR":
        return _raw_kind(head, suffix)
    if head[4:8] == b"ftyp":
        return _boxed_kind(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _WEBP
    kind = next((kind for sign, kind in _SIGNATURES if head.startswith(sign)), None)
    if kind is None:
        raise Unreadable(
            "this is not a picture in a format that is read here, whatever its name says; look "
            "whether it was saved or copied wrongly",
            code="not-a-picture",
        )
    if kind is _TIFF and (suffix in _TIFF_LIKE_RAWS or _DNG_VERSION in tiff_blocks(file).tags.main):
        return _raw_kind(head, suffix)
    return kind


def _boxed_kind(head: bytes) -> PictureKind:
    brand = head[8:12]
    if brand in (b"avif", b"avis"):
        return _AVIF
    if brand in _HEIC_BRANDS:
        return _HEIC
    raise Unreadable(
        "this is a film or another thing in boxes, not a picture; give it the ending it had",
        code="not-a-picture",
    )


def _raw_kind(head: bytes, suffix: str) -> PictureKind:
    blocks = tiff_blocks
    if head[4:11] == b"ftypcrx":
        blocks = cr3_blocks
    elif head.startswith(b"FUJIFILM"):
        blocks = _fuji_blocks
    elif head[:2] not in (b"II", b"MM"):
        blocks = _no_blocks
    return PictureKind("raw", f"image/x-{suffix.lstrip('.') or 'raw'}", blocks)


def _fuji_blocks(file: BinaryIO) -> Blocks:
    """A RAF carries a whole JPEG; its header says where."""
    file.seek(84)
    return jpeg_blocks(file, int.from_bytes(file.read(4), "big"))
