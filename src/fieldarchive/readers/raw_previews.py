"""RAW files: the small JPEG that the camera puts inside, found by LibRaw.

A RAW is never developed here, that would take seconds and taste; the camera's own preview shows
what was photographed. The tags of a RAW are read by `picture_blocks` and `boxes`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

import rawpy
from PIL import Image

from fieldarchive.readers.thumbnails import DECODER_ERRORS

# A medium format back writes 150 MB; what is larger is read by nothing here.
MAX_RAW_BYTES = 400 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Preview:
    """The preview as a picture file, and the size of the RAW as stored; None where unknown."""

    picture: bytes | None = None
    size: tuple[int, int] | None = None


def read_preview(file: BinaryIO) -> Preview:
    """What LibRaw finds in a RAW file; an empty `Preview` where it finds nothing."""
    file.seek(0)
    data = file.read(MAX_RAW_BYTES + 1)
    if len(data) > MAX_RAW_BYTES:
        return Preview()
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            return Preview(_picture(raw), (raw.sizes.width, raw.sizes.height))
    except (rawpy.LibRawError, *DECODER_ERRORS):
        return Preview()


def _picture(raw: rawpy.RawPy) -> bytes | None:
    try:
        preview = raw.extract_thumb()
    except (rawpy.LibRawError, *DECODER_ERRORS):
        return None
    if isinstance(preview.data, bytes):
        return preview.data
    buffer = io.BytesIO()
    Image.fromarray(preview.data).save(buffer, "BMP")
    return buffer.getvalue()
