"""Photographs: what a picture file says, and a thumbnail of it.

The content decides what a file is, not its name. Metadata is read apart from pixels, so that a
picture which cannot be decoded still tells when and where it was taken. The parts are read in
modules of their own; this one puts them together.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from fieldarchive.facts import PhotographFacts, Thumbnail
from fieldarchive.model import Hints, Problem, Reading, Role
from fieldarchive.readers import thumbnails
from fieldarchive.readers.exif import read_exif
from fieldarchive.readers.iptc import read_iptc
from fieldarchive.readers.jpeg_blocks import jpeg_blocks
from fieldarchive.readers.picture_blocks import Blocks
from fieldarchive.readers.picture_kinds import PictureKind, kind_of
from fieldarchive.readers.thumbnails import TooLarge, Undecodable
from fieldarchive.readers.told import Told, join
from fieldarchive.readers.xmp_claims import read_blocks


@dataclass(frozen=True, slots=True)
class _Look:
    """What the pixels say: their size upright, a thumbnail, and what went wrong."""

    size: tuple[int, int] | None = None
    thumbnail: Thumbnail | None = None
    problems: tuple[Problem, ...] = ()


def read(path: Path, hints: Hints) -> Reading:
    """Read a picture file; raises `Unreadable` for what is no picture.

    A picture whose pixels are cut off or too many is returned with a problem, and with a thumbnail
    only where part of it could be decoded.
    """
    with path.open("rb") as file:
        kind = kind_of(file, path.suffix.lower())
        blocks = kind.blocks(file)
        if kind.format == "raw":
            return _read_raw(file, kind, blocks, hints)
        told = _told(blocks, hints)
        look = _Look(problems=(_no_pixels(),))
        if blocks.has_pixels:
            look = _look(file, told.facts.orientation, hints)
    return _reading(kind, told, look, blocks.size)


def _read_raw(file: BinaryIO, kind: PictureKind, blocks: Blocks, hints: Hints) -> Reading:
    """A RAW: its own tags, or those of its preview where its maker went another way than TIFF."""
    # LibRaw takes a tenth of a second to load, which readers of JPEG need not wait for
    from fieldarchive.readers.raw_previews import read_preview

    preview = read_preview(file)
    if preview.picture and not blocks.tags.main:
        blocks = jpeg_blocks(io.BytesIO(preview.picture))
    told = _told(blocks, hints)
    look = _Look(problems=(_no_preview(),))
    if preview.picture:
        look = _look(io.BytesIO(preview.picture), told.facts.orientation, hints)
        look = replace(look, size=None)
    return _reading(kind, told, look, preview.size)


def _told(blocks: Blocks, hints: Hints) -> Told:
    return join(
        read_exif(blocks.tags, hints.encoding),
        read_blocks(blocks.xmp),
        read_iptc(blocks.iptc, hints.encoding),
    )


def _reading(
    kind: PictureKind, told: Told, look: _Look, stored_size: tuple[int, int] | None
) -> Reading:
    size = look.size
    if size is None and stored_size:
        size = thumbnails.upright_size(stored_size, told.facts.orientation)
    return Reading(
        format=kind.format,
        mime=kind.mime,
        role=Role.IMAGE,
        claims=told.claims,
        photograph=_with_size(told.facts, size),
        thumbnail=look.thumbnail,
        problems=(*told.problems, *look.problems),
    )


def _with_size(facts: PhotographFacts, size: tuple[int, int] | None) -> PhotographFacts:
    return replace(facts, width=size[0], height=size[1]) if size else facts


def _look(file: BinaryIO, orientation: int | None, hints: Hints) -> _Look:
    """Open the picture and make its thumbnail, in part where the picture is cut off."""
    try:
        return _whole_look(file, orientation, hints, damaged=False)
    except TooLarge:
        return _Look(problems=(_too_large(),))
    except Undecodable:
        pass
    try:
        look = _whole_look(file, orientation, hints, damaged=True)
    except Undecodable:
        return _Look(problems=(_no_pixels(),))
    except TooLarge:
        return _Look(problems=(_too_large(),))
    return replace(look, problems=(*look.problems, _cut_off()))


def _whole_look(file: BinaryIO, orientation: int | None, hints: Hints, *, damaged: bool) -> _Look:
    with thumbnails.opened(file) as image:
        turn = thumbnails.turn_of(image, orientation)
        size = thumbnails.upright_size(image.size, turn)
        if not hints.thumbnail:
            return _Look(size)
        if thumbnails.is_too_large(image):
            return _Look(size, problems=(_too_large(),))
        return _Look(size, thumbnails.make(image, turn, damaged=damaged))


def _too_large() -> Problem:
    return Problem(
        "too-large",
        "It has too many pixels for a thumbnail, so it is listed without one; the file is kept as "
        "it is. Put a smaller copy beside it if people should see it.",
    )


def _no_pixels() -> Problem:
    return Problem(
        "damaged",
        "Its picture cannot be decoded, so it has no thumbnail; the file is kept as it is. Copy it "
        "again from the camera or its card if you can.",
        serious=True,
    )


def _cut_off() -> Problem:
    return Problem(
        "damaged",
        "Its picture is cut off or damaged; what could be decoded is shown. Copy it again from "
        "the camera or its card if you can.",
        serious=True,
    )


def _no_preview() -> Problem:
    return Problem(
        "no-preview",
        "No preview could be read from this RAW file, so it has no thumbnail; the file is kept as "
        "it is. Put a JPEG of the same name beside it if people should see it.",
    )
