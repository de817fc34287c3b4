"""EXIF: what the camera wrote about a photograph.

Turns the tags that `ifd` found into words, dates and technical facts. Who owns the camera and
what makers hide in their own notes is not read. Places are left to `positions`, and which of
several dates wins to `told`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldarchive.facts import PhotographFacts
from fieldarchive.model import Authority, Claim
from fieldarchive.readers.ifd import ORIENTATION, Directory, Tags
from fieldarchive.readers.legacy_text import decoded, encoding_of
from fieldarchive.readers.moments import read_moment
from fieldarchive.readers.positions import exif_position
from fieldarchive.readers.tidy import camera_name, clean, clean_line, clean_words, whole
from fieldarchive.readers.told import Stamp, Told

_DESCRIPTION, _MAKE, _MODEL = 0x010E, 0x010F, 0x0110
_ARTIST, _RATING, _COPYRIGHT = 0x013B, 0x4746, 0x8298
_XP_TITLE, _XP_COMMENT, _XP_AUTHOR, _XP_KEYWORDS = 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E
_ORIGINAL, _ORIGINAL_FRACTION, _ORIGINAL_OFFSET = 0x9003, 0x9291, 0x9011
_DIGITIZED, _DIGITIZED_FRACTION, _DIGITIZED_OFFSET = 0x9004, 0x9292, 0x9012
_USER_COMMENT, _SERIAL, _LENS = 0x9286, 0xA431, 0xA434
_OF_UNKNOWN_ENCODING = (_DESCRIPTION, _ARTIST, _COPYRIGHT)

# What cameras write into the description of every picture they take.
_BOILERPLATE = re.compile(
    r"(olympus|sanyo|minolta|konica minolta|samsung|kodak|nikon|canon|casio|pentax|polaroid|"
    r"jenoptik|maginon|medion|vivitar|ricoh|kyocera|konica|fujifilm|digital)"
    r"( optical| electronics)?( co\.?,? ?ltd\.?)?( csc)?( digital)?( still)?( camera)?"
    r"|sony dsc|dcim\S*|dsc[fn]?|img|hdr|wwl|jpeg|edf|ptdc|mde|screenshot|default|user comment|"
    r"created with (the )?gimp|(digimax|kenox|exif_jpeg_picture|exif jpeg)\b.*",
    re.IGNORECASE,
)


def read_exif(tags: Tags, encoding: str | None = None) -> Told:
    """What the tags say; `encoding` is what a person says that its text is written in."""
    guess = encoding_of(_unmarked(tags), encoding)
    return Told(
        claims=tuple(_claims(tags, guess)),
        stamps=tuple(_stamps(tags.exif)),
        position=exif_position(tags.gps),
        facts=_facts(tags),
    )


def is_boilerplate(description: str) -> bool:
    """Whether a camera wrote this by itself, so that it describes no picture."""
    return _BOILERPLATE.fullmatch(description.strip(" <>\t\n")) is not None


def _unmarked(tags: Tags) -> Iterator[bytes]:
    for tag in _OF_UNKNOWN_ENCODING:
        if tag in tags.main:
            yield _until_nul(tags.main[tag].raw)


def _claims(tags: Tags, encoding: str) -> Iterator[Claim]:
    main = tags.main

    def wide(tag: int) -> str:
        return main[tag].raw.decode("utf-16-le", "replace") if tag in main else ""

    yield from _text_claims(
        ("title", clean_line(_until(wide(_XP_TITLE))), "EXIF XPTitle"),
        ("description", _ascii(main, _DESCRIPTION, encoding), "EXIF ImageDescription"),
        ("description", clean(_until(wide(_XP_COMMENT))), "EXIF XPComment"),
        ("description", clean(_user_comment(tags.exif)), "EXIF UserComment"),
        ("creator", clean_line(_ascii(main, _ARTIST, encoding)), "EXIF Artist"),
        ("creator", clean_line(_until(wide(_XP_AUTHOR))), "EXIF XPAuthor"),
        ("rights", clean_line(_ascii(main, _COPYRIGHT, encoding)), "EXIF Copyright"),
    )
    keywords = clean_words(_until(wide(_XP_KEYWORDS)).split(";"))
    if keywords:
        yield Claim("keywords", [*keywords], Authority.EMBEDDED, "EXIF XPKeywords")


def _text_claims(*said: tuple[str, str, str]) -> Iterator[Claim]:
    for field, text, origin in said:
        if text and not (field == "description" and is_boilerplate(text)):
            yield Claim(field, text, Authority.EMBEDDED, origin)


def _stamps(exif: Directory) -> Iterator[Stamp]:
    for origin, tag, fraction, offset in (
        ("EXIF DateTimeOriginal", _ORIGINAL, _ORIGINAL_FRACTION, _ORIGINAL_OFFSET),
        ("EXIF DateTimeDigitized", _DIGITIZED, _DIGITIZED_FRACTION, _DIGITIZED_OFFSET),
    ):
        written = _ascii(exif, tag)
        try:
            moment = read_moment(written, _ascii(exif, fraction), _ascii(exif, offset))
        except ValueError:
            yield Stamp(origin, clean_line(written)[:40], None)
            continue
        if moment:
            yield Stamp(origin, written, moment)


def _facts(tags: Tags) -> PhotographFacts:
    return PhotographFacts(
        orientation=whole(_number(tags.main, ORIENTATION), range(1, 9)),
        camera=camera_name(
            clean_line(_ascii(tags.main, _MAKE)), clean_line(_ascii(tags.main, _MODEL))
        ),
        camera_serial=clean_line(_ascii(tags.exif, _SERIAL)) or None,
        lens=clean_line(_ascii(tags.exif, _LENS)) or None,
        rating=whole(_number(tags.main, _RATING), range(-1, 6)),
    )


def _number(directory: Directory, tag: int) -> float | None:
    return directory[tag].number() if tag in directory else None


def _ascii(directory: Directory, tag: int, encoding: str = "utf-8") -> str:
    if tag not in directory:
        return ""
    return clean(decoded(_until_nul(directory[tag].raw), encoding))


def _until_nul(raw: bytes) -> bytes:
    """C ends its strings with NUL; what stands behind it is left over from something else."""
    return raw.lstrip(b"\0").partition(b"\0")[0]


def _until(text: str) -> str:
    return text.partition("\0")[0]


def _user_comment(exif: Directory) -> str:
    """The comment after its eight bytes that name a character set; nothing where they do not."""
    value = exif.get(_USER_COMMENT)
    mark, raw = (value.raw[:8], value.raw[8:]) if value else (b"", b"")
    if mark == b"ASCII\0\0\0":
        return decoded(_until_nul(raw), encoding_of([_until_nul(raw)]))
    if mark == b"UNICODE\0" and value:
        return _until(_utf16(raw, value.order))
    if mark == b"\0" * 8 and _until_nul(raw).isascii():
        return _until_nul(raw).decode("ascii")
    return ""


def _utf16(raw: bytes, order: str) -> str:
    """UTF-16 in the byte order that gives letters: programs differ in what EXIF means here."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    small_first = sum(byte < 0x53 for byte in raw[1::2]) > sum(byte < 0x53 for byte in raw[::2])
    is_little = order == "<" if len(raw) < 2 else small_first
    return raw.decode("utf-16-le" if is_little else "utf-16-be", "replace")
