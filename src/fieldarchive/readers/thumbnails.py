"""Thumbnails: a small upright JPEG of a picture, with nothing in it but pixels.

Pixels are drawn onto a new canvas, so that no EXIF, comment or colour profile, and with them no
place, owner or face, can travel along. Sizes are looked at before anything is decoded. What the
picture's metadata say is read elsewhere.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import BinaryIO

import pillow_heif
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from fieldarchive.facts import Thumbnail
from fieldarchive.readers.ifd import ORIENTATION, fetch_from_bytes, read_tags

SIDE = 480
MAX_PIXELS = 120_000_000
# A plain JPEG is decoded at an eighth of its size; WebP is decoded into several copies.
MAX_JPEG_PIXELS, MAX_WEBP_PIXELS = 600_000_000, 50_000_000
_QUALITY = 82

# Naming them loads these decoders and none of Pillow's forty others, most of them little tested.
_FORMATS = (
    JpegImagePlugin.JpegImageFile.format,
    PngImagePlugin.PngImageFile.format,
    TiffImagePlugin.TiffImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
    GifImagePlugin.GifImageFile.format,
    BmpImagePlugin.BmpImageFile.format,
    AvifImagePlugin.AvifImageFile.format,
    "HEIF",
)
# Decoders of broken pictures raise whatever their parsers run into.
DECODER_ERRORS = (
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    EOFError,
    RuntimeError,
    SyntaxError,
    struct.error,
    zlib.error,
)

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

pillow_heif.register_heif_opener()
# Pillow's own limit warns at 89 megapixels; ours is checked in `is_too_large`.
Image.MAX_IMAGE_PIXELS = None


class Undecodable(Exception):
    """The pixels cannot be read at all."""


class TooLarge(Exception):
    """Decoding it took more memory than a reader is given."""


@contextmanager
def opened(file: BinaryIO) -> Iterator[Image.Image]:
    """The picture in `file`, its header read and no pixel decoded.

    Raises `Undecodable` or `TooLarge`.
    """
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(file, formats=_FORMATS)
        except MemoryError as error:
            raise TooLarge from error
        except DECODER_ERRORS as error:
            raise Undecodable from error
        with image:
            yield image


def turn_of(image: Image.Image, orientation: int | None) -> int:
    """How decoded pixels have to be turned, as an EXIF number; `orientation` is what EXIF says.

    HEIC and TIFF are turned by their decoders. AVIF is not, and Pillow writes the turn from its
    boxes into what it gives as EXIF.
    """
    if image.format in ("HEIF", "TIFF"):
        return 1
    if image.format != "AVIF":
        return orientation or 1
    exif = image.info.get("exif", b"").removeprefix(b"Exif\0\0")
    value = read_tags(fetch_from_bytes(exif)).main.get(ORIENTATION)
    return int(value.number() or 1) if value else 1


def upright_size(size: tuple[int, int], orientation: int | None) -> tuple[int, int]:
    """Width and height after the turn that the EXIF number asks for."""
    return (size[1], size[0]) if (orientation or 1) >= 5 else size


def is_too_large(image: Image.Image) -> bool:
    """Whether decoding it would take more memory or time than one picture is worth."""
    width, height = image.size
    limit = MAX_WEBP_PIXELS if image.format == "WEBP" else MAX_PIXELS
    if image.format in ("JPEG", "MPO") and not image.info.get("progressive"):
        limit = MAX_JPEG_PIXELS
    return width * height > limit


def make(image: Image.Image, orientation: int, *, damaged: bool = False) -> Thumbnail:
    """At most 480 pixels a side, turned upright by the EXIF number `orientation`.

    `damaged` accepts a picture that is cut off, its rest grey. Raises `Undecodable` or
    `TooLarge`. The picture may be changed; take its size before.
    """
    try:
        with _cut_off_allowed(damaged):
            image.draft(None, _shrunk_size(image.size))
            image.load()
        return _encoded(_upright(_shrunk(_in_eight_bits(image)), orientation))
    except MemoryError as error:
        raise TooLarge from error
    except DECODER_ERRORS as error:
        raise Undecodable from error


@contextmanager
def _cut_off_allowed(allowed: bool) -> Iterator[None]:
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = allowed
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Any picture in a mode that can be shrunk without loss of tones or transparency."""
    if image.mode.startswith(("I", "F")):
        return _from_deep_grey(image)
    if image.mode in ("PA", "LA", "La", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in ("1", "P"):
        return image.convert("L" if image.mode == "1" else "RGB")
    return image


def _from_deep_grey(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits; what measures without a fixed white is stretched from end to end."""
    has_fixed_white = image.mode.startswith("I;16")
    # Pillow shrinks 16 bits wrongly when their bytes are swapped, 32 bits never
    grey = _shrunk(image.convert("I") if has_fixed_white else image).convert("F")
    lowest, highest = (0.0, 65535.0) if has_fixed_white else _ends(grey)
    scale = 255 / (highest - lowest) if highest > lowest else 0.0
    return grey.point(lambda value: value * scale - lowest * scale).convert("L")


def _ends(grey: Image.Image) -> tuple[float, float]:
    lowest, highest = grey.getextrema()
    return float(str(lowest)), float(str(highest))


def _shrunk(image: Image.Image) -> Image.Image:
    size = _shrunk_size(image.size)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _shrunk_size(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image.transpose(turn) if turn is not None else image


def _encoded(image: Image.Image) -> Thumbnail:
    canvas = Image.new("RGB", image.size, "white")
    canvas.paste(_in_srgb(image), mask=image.getchannel("A") if image.mode == "RGBA" else None)
    buffer = io.BytesIO()
    canvas.save(buffer, "JPEG", quality=_QUALITY)
    return Thumbnail(buffer.getvalue(), *canvas.size)


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours a screen shows without the picture's own colour profile."""
    profile = image.info.get("icc_profile")
    plain = image.convert("RGB") if image.mode == "RGBA" else image
    if not profile or b"sRGB" in profile or plain.mode not in ("RGB", "CMYK"):
        return plain.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(plain, source, _srgb(), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return plain.convert("RGB")
    return converted or plain.convert("RGB")


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
