"""The directories of tags that TIFF invented, and EXIF and most RAW formats use.

A directory lists tags by number; this module finds the three that describe a photograph (the
main one, EXIF, GPS) and gives back the bytes of their values. One bad tag costs that tag and no
other: that is why the walk is our own. What a tag means is left to `exif` and `positions`.
"""

from __future__ import annotations

import math
import os
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, TypeAlias

# At most this many bytes from this offset; fewer where the file ends.
Fetch: TypeAlias = Callable[[int, int], bytes]

ORIENTATION = 0x0112
XMP, IPTC, PHOTOSHOP = 700, 33723, 34377
_EXIF_POINTER, _GPS_POINTER = 0x8769, 0x8825
_BLOCKS = {XMP, IPTC, PHOTOSHOP}
_BLOCK_BYTES, _VALUE_BYTES = 4 * 1024 * 1024, 64 * 1024
_MAX_ENTRIES = 1000

_NUMBER_CODES = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d"}
_NUMBER_CODES |= {13: "I", 16: "Q", 17: "q", 18: "Q"}
_RATIONAL_CODES = {5: "I", 10: "i"}
_BYTE_KINDS = {1, 2, 6, 7, 129}
_SIZES = {kind: struct.calcsize(code) for kind, code in _NUMBER_CODES.items()}
_SIZES |= dict.fromkeys(_RATIONAL_CODES, 8) | dict.fromkeys(_BYTE_KINDS, 1)


@dataclass(frozen=True, slots=True)
class Value:
    """The bytes of one tag, its TIFF type number and the byte order of its file."""

    raw: bytes
    kind: int
    order: str

    def numbers(self) -> tuple[float, ...]:
        """The value as numbers; NaN for a fraction over zero, nothing where it is text."""
        if self.kind in _RATIONAL_CODES:
            parts = self._unpacked(_RATIONAL_CODES[self.kind], 4)
            return tuple(
                top / bottom if bottom else math.nan
                for top, bottom in zip(parts[::2], parts[1::2], strict=False)
            )
        code = _NUMBER_CODES.get(self.kind)
        return self._unpacked(code, _SIZES[self.kind]) if code else ()

    def number(self) -> float | None:
        """The first number, or None where there is none that is finite."""
        first = next(iter(self.numbers()), math.nan)
        return first if math.isfinite(first) else None

    def _unpacked(self, code: str, size: int) -> tuple[float, ...]:
        return struct.unpack(
            f"{self.order}{len(self.raw) // size}{code}", self.raw[: len(self.raw) // size * size]
        )


Directory: TypeAlias = Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class Tags:
    """The three directories of a photograph; empty where they are missing or broken."""

    main: Directory = field(default_factory=dict)
    exif: Directory = field(default_factory=dict)
    gps: Directory = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How wide counts and offsets are: 4 bytes in TIFF, 8 in BigTIFF."""

    order: str
    count_code: str
    word_code: str
    word_size: int


def fetch_from_bytes(data: bytes) -> Fetch:
    """A block that is in memory already."""
    return lambda offset, length: data[offset : offset + length]


def fetch_from_file(file: BinaryIO) -> Fetch:
    """A file that is itself a TIFF, read piece by piece."""
    size = file.seek(0, os.SEEK_END)

    def fetch(offset: int, length: int) -> bytes:
        # some file systems refuse to seek far past the end, where broken tags point
        if offset >= size:
            return b""
        file.seek(offset)
        return file.read(length)

    return fetch


def read_tags(fetch: Fetch) -> Tags:
    """The directories of a TIFF, or none where the bytes are no TIFF."""
    header = fetch(0, 16)
    layout = _layout(header)
    if layout is None:
        return Tags()
    where = 4 if layout.word_size == 4 else 8
    first = struct.unpack_from(layout.order + layout.word_code, header.ljust(16, b"\0"), where)[0]
    main = _directory(fetch, first, layout)
    return Tags(
        main,
        _pointed_at(fetch, main.get(_EXIF_POINTER), layout),
        _pointed_at(fetch, main.get(_GPS_POINTER), layout),
    )


def _layout(header: bytes) -> _Layout | None:
    """Byte order and width; RAW formats write other magic numbers where TIFF writes 42."""
    order = {b"II": "<", b"MM": ">"}.get(header[:2])
    if order is None or len(header) < 8:
        return None
    is_big = struct.unpack_from(order + "H", header, 2)[0] == 43
    return _Layout(order, "Q", "Q", 8) if is_big else _Layout(order, "H", "I", 4)


def _pointed_at(fetch: Fetch, pointer: Value | None, layout: _Layout) -> Directory:
    offset = pointer.number() if pointer and pointer.kind not in _BYTE_KINDS else None
    return _directory(fetch, int(offset), layout) if offset and offset > 0 else {}


def _directory(fetch: Fetch, offset: int, layout: _Layout) -> Directory:
    count_size = struct.calcsize(layout.order + layout.count_code)
    head = fetch(offset, count_size)
    if len(head) < count_size:
        return {}
    count = min(struct.unpack(layout.order + layout.count_code, head)[0], _MAX_ENTRIES)
    size = 4 + 2 * layout.word_size
    entries = fetch(offset + count_size, count * size)
    values: dict[int, Value] = {}
    for start in range(0, len(entries) - size + 1, size):
        tag, kind = struct.unpack_from(layout.order + "HH", entries, start)
        value = _value(fetch, tag, kind, entries[start + 4 : start + size], layout)
        if value is not None:
            values.setdefault(tag, value)
    return values


def _value(fetch: Fetch, tag: int, kind: int, rest: bytes, layout: _Layout) -> Value | None:
    """The bytes of one entry: inside it where they fit, else where it points; None if broken."""
    count, offset = struct.unpack(layout.order + 2 * layout.word_code, rest)
    if kind not in _SIZES:
        return None
    length = count * _SIZES[kind]
    if length > (_BLOCK_BYTES if tag in _BLOCKS else _VALUE_BYTES):
        return None
    if length <= layout.word_size:
        return Value(rest[layout.word_size :][:length], kind, layout.order)
    raw = fetch(offset, length)
    return Value(raw, kind, layout.order) if len(raw) == length else None
