"""The boxes that HEIC, AVIF and Canon's CR3 are made of, as far as metadata lies in them.

A box has a length, a four-letter name and content, which may be boxes again (ISO 14496-12). HEIC
and AVIF list EXIF and XMP as items of the `meta` box; CR3 keeps each directory of tags in a box of
its own. Pixels are left to `thumbnails` and `raw_previews`.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from fieldarchive.readers.ifd import Tags, fetch_from_bytes, read_tags
from fieldarchive.readers.picture_blocks import MAX_BLOCK, Blocks

_MAX_BOXES = 1000
_MAX_ITEMS = 2000
_MAX_EXTENTS = 64
_XMP_TYPE = b"application/rdf+xml"
_CANON_TAGS = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_ADOBE_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def heif_blocks(file: BinaryIO) -> Blocks:
    """The blocks of a HEIC or AVIF file, also where its pixels are cut off."""
    meta, meta_start = _first_box(file, b"meta")
    if len(meta) < 4:
        return Blocks()
    inside = {name: (content, at) for name, content, at in _boxes_in(meta, 4)}
    listing, places = inside.get(b"iinf", (b"", 0))[0], inside.get(b"iloc", (b"", 0))[0]
    idat_start = meta_start + inside.get(b"idat", (b"", 0))[1]
    try:
        kinds, extents = dict(_item_kinds(listing)), dict(_item_extents(places))
    except (struct.error, IndexError):
        return Blocks()
    exif, xmp = b"", []
    for item, kind in kinds.items():
        content = _item(file, extents.get(item), idat_start)
        if kind == b"Exif" and not exif:
            skipped = int.from_bytes(content[:4], "big")  # to the TIFF header
            exif = content[4 + skipped :]
        elif kind == _XMP_TYPE and content:
            xmp.append(content)
    return Blocks(read_tags(fetch_from_bytes(exif)), tuple(xmp))


def cr3_blocks(file: BinaryIO) -> Blocks:
    """The blocks of a Canon CR3: CMT1 is the main directory, CMT2 EXIF, CMT4 GPS."""
    moov, _ = _first_box(file, b"moov")
    directories: dict[bytes, Tags] = {}
    for name, content, _ in _boxes_in(moov, 0):
        if name == b"uuid" and content.startswith(_CANON_TAGS):
            directories = {
                part: read_tags(fetch_from_bytes(tiff))
                for part, tiff, _ in _boxes_in(content, 16)
                if part in (b"CMT1", b"CMT2", b"CMT4")
            }
    main, exif, gps = (directories.get(name, Tags()).main for name in (b"CMT1", b"CMT2", b"CMT4"))
    xmp, _ = _first_box(file, b"uuid", _ADOBE_XMP)
    return Blocks(Tags(main, exif, gps), (xmp,) if xmp else ())


def _first_box(file: BinaryIO, wanted: bytes, user_type: bytes = b"") -> tuple[bytes, int]:
    """The content of the first box of a name at the top of a file, and where it begins."""
    at, end = 0, file.seek(0, os.SEEK_END)
    for _ in range(_MAX_BOXES):
        file.seek(at)
        head = file.read(32)
        if len(head) < 8:
            break
        length, name, head_size = _head(head)
        is_wanted = name == wanted and head[head_size:].startswith(user_type)
        if is_wanted and 0 <= length - head_size <= MAX_BLOCK:
            file.seek(at + head_size + len(user_type))
            content = file.read(length - head_size - len(user_type))
            return content, at + head_size + len(user_type)
        if length < head_size or at + length >= end:
            break
        at += length
    return b"", 0


def _boxes_in(content: bytes, start: int) -> Iterator[tuple[bytes, bytes, int]]:
    """Name, content and offset of the boxes inside a box."""
    at = start
    while at + 8 <= len(content):
        length, name, head_size = _head(content[at : at + 16])
        if length < head_size:
            return
        yield name, content[at + head_size : at + length], at + head_size
        at += length


def _head(head: bytes) -> tuple[int, bytes, int]:
    """Length, name, and size of the head; length 1 means that 8 bytes of length follow."""
    length, name = int.from_bytes(head[:4], "big"), head[4:8]
    if length == 1:
        return int.from_bytes(head[8:16], "big"), name, 16
    return length, name, 8


def _item_kinds(listing: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and kind of each item of the `iinf` box; the content type where it has one."""
    start = 6 if listing[:1] == b"\0" else 8
    for name, content, _ in _boxes_in(listing, start):
        if name != b"infe" or content[:1] not in (b"\2", b"\3"):
            continue
        width = 2 if content[0] == 2 else 4
        item = int.from_bytes(content[4 : 4 + width], "big")
        kind, rest = content[6 + width : 10 + width], content[10 + width :]
        if kind == b"mime":
            kind = rest.split(b"\0")[1] if rest.count(b"\0") else b""
        yield item, kind


def _item_extents(places: bytes) -> Iterator[tuple[int, tuple[int, list[tuple[int, int]]]]]:
    """Where each item of the `iloc` box lies: its method, and offsets with lengths."""
    if len(places) < 8:
        return
    version = places[0]
    offset_size, length_size = places[4] >> 4, places[4] & 15
    base_size, index_size = places[5] >> 4, places[5] & 15 if version else 0
    at = 6
    wide = 4 if version == 2 else 2

    def number(size: int) -> int:
        nonlocal at
        at += size
        if at > len(places):
            raise IndexError(at)
        return int.from_bytes(places[at - size : at], "big")

    for _ in range(min(number(wide), _MAX_ITEMS)):
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)  # which file the item lies in; always this one
        base = number(base_size)
        extents = []
        for _ in range(min(number(2), _MAX_EXTENTS)):
            number(index_size)
            offset = base + number(offset_size)
            extents.append((offset, number(length_size)))
        yield item, (method, extents)


def _item(
    file: BinaryIO, place: tuple[int, list[tuple[int, int]]] | None, idat_start: int
) -> bytes:
    method, extents = place or (0, [])
    if method > 1 or sum(length for _, length in extents) > MAX_BLOCK:
        return b""
    end = file.seek(0, os.SEEK_END)
    parts = []
    for offset, length in extents:
        file.seek(min(offset + (idat_start if method == 1 else 0), end))
        parts.append(file.read(length))
    return b"".join(parts)
