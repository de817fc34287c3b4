"""IPTC: the captions that news desks and picture programs wrote before XMP.

Records stand one after another, each with a number and a length. Only those that say what is in
the picture are read. What text without a declared character set is written in is guessed in
`legacy_text`; which date wins is left to `told`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from fieldarchive.model import Authority, Claim
from fieldarchive.readers.legacy_text import decoded, encoding_of
from fieldarchive.readers.moments import read_iptc_moment
from fieldarchive.readers.tidy import MAX_WORDS, clean, clean_line, clean_words
from fieldarchive.readers.told import Stamp, Told

_CHARACTER_SET = (1, 90)
_TITLE, _KEYWORDS, _DAY, _CLOCK = (2, 5), (2, 25), (2, 55), (2, 60)
_CREATOR, _CITY, _PLACE, _RIGHTS, _CAPTION = (2, 80), (2, 90), (2, 92), (2, 116), (2, 120)
_TEXTS = (_TITLE, _KEYWORDS, _CREATOR, _CITY, _PLACE, _RIGHTS, _CAPTION)
# ISO 2022 escapes; UTF-8 is the only one that programs of this century write.
_UTF8_MARKS = (b"\x1b%G", b"\x1b%/G", b"\x1b%/I")
_LATIN1_MARKS = (b"\x1b.A", b"\x1b-A")
_MAX_VALUE = 64 * 1024

Records = Mapping[tuple[int, int], Sequence[bytes]]


def read_iptc(block: bytes, encoding: str | None = None) -> Told:
    """What a block of IPTC says; `encoding` is what a person says it is written in."""
    records = _records(_unswapped(block))
    guess = _encoding(records, encoding)
    texts = {
        tag: [decoded(raw, guess) for raw in records.get(tag, ())[:MAX_WORDS]] for tag in _TEXTS
    }
    return Told(claims=tuple(_claims(texts)), stamps=tuple(_stamps(records)))


def _encoding(records: Records, told: str | None) -> str:
    mark = next(iter(records.get(_CHARACTER_SET, ())), b"").strip()
    if mark in _UTF8_MARKS:
        return "utf-8"
    unmarked = [raw for tag in _TEXTS for raw in records.get(tag, ())]
    if mark in _LATIN1_MARKS and not told:
        return "cp1252"
    return encoding_of(unmarked, told)


def _claims(texts: Mapping[tuple[int, int], Sequence[str]]) -> Iterator[Claim]:
    for field, tag, name in (
        ("title", _TITLE, "ObjectName"),
        ("creator", _CREATOR, "By-line"),
        ("city", _CITY, "City"),
        ("place", _PLACE, "Sub-location"),
        ("rights", _RIGHTS, "CopyrightNotice"),
    ):
        if line := "; ".join(clean_words(texts[tag])):
            yield Claim(field, line, Authority.EMBEDDED, f"IPTC {name}")
    if caption := clean("\n".join(texts[_CAPTION])):
        yield Claim("description", caption, Authority.EMBEDDED, "IPTC Caption-Abstract")
    if keywords := clean_words(texts[_KEYWORDS]):
        yield Claim("keywords", [*keywords], Authority.EMBEDDED, "IPTC Keywords")


def _stamps(records: Records) -> Iterator[Stamp]:
    day, clock = (
        next(iter(records.get(tag, ())), b"").decode("ascii", "replace") for tag in (_DAY, _CLOCK)
    )
    try:
        moment = read_iptc_moment(day, clock)
    except ValueError:
        yield Stamp("IPTC DateCreated", clean_line(day)[:40], None)
        return
    if moment:
        yield Stamp("IPTC DateCreated", day, moment)


def _records(block: bytes) -> Records:
    records: dict[tuple[int, int], list[bytes]] = defaultdict(list)
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        tag = (block[at + 1], block[at + 2])
        length = int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if length & 0x8000:  # an extended length: the low bits count the bytes that hold it
            size = length & 0x7FFF
            length = int.from_bytes(block[at : at + size], "big")
            at += size
        if length <= _MAX_VALUE:
            records[tag].append(block[at : at + length])
        at += length
    return records


def _unswapped(block: bytes) -> bytes:
    """Old TIFF programs stored the block as 32-bit numbers of the wrong byte order."""
    if block[:1] == b"\x1c" or block[3:4] != b"\x1c":
        return block
    whole = block[: len(block) // 4 * 4]
    return b"".join(whole[at : at + 4][::-1] for at in range(0, len(whole), 4))


def iptc_in_photoshop(block: bytes) -> bytes:
    """The IPTC block among Photoshop's resources ("8BIM", number 0x0404), or nothing."""
    at = 0
    while block[at : at + 4] == b"8BIM" and at + 12 <= len(block):
        number = int.from_bytes(block[at + 4 : at + 6], "big")
        name_size = (block[at + 6] + 2) & ~1
        at += 6 + name_size
        length = int.from_bytes(block[at : at + 4], "big")
        if number == 0x0404:
            return block[at + 4 : at + 4 + length]
        at += 4 + ((length + 1) & ~1)
    return b""
