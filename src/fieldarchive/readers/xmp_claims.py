"""What the properties of XMP mean to an archive: words, dates, places, technical facts.

The same for XMP inside a picture and for a sidecar beside it; they differ in authority only.
Reading the XML is left to `xmp`, and the choice between sources to `told`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldarchive.facts import PhotographFacts
from fieldarchive.model import Authority, Claim, Problem
from fieldarchive.readers.moments import read_moment
from fieldarchive.readers.positions import fraction, xmp_position
from fieldarchive.readers.tidy import camera_name, clean, clean_line, clean_words, whole
from fieldarchive.readers.told import Stamp, Told
from fieldarchive.readers.xmp import BrokenXmp, Properties, read_xmp

_ALTERNATIVES = (
    ("title", "dc:title", clean_line),
    ("description", "dc:description", clean),
    ("rights", "dc:rights", clean_line),
    ("city", "photoshop:City", clean_line),
    ("place", "Iptc4xmpCore:Location", clean_line),
)
_DATES = (
    "exif:DateTimeOriginal",
    "photoshop:DateCreated",
    "Iptc4xmpCore:DateCreated",
    "exif:DateTimeDigitized",
    "xmp:CreateDate",
)


def read_blocks(blocks: Iterable[bytes], authority: Authority = Authority.EMBEDDED) -> Told:
    """What one or several blocks of XMP say together; an earlier block wins."""
    properties: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for block in blocks:
        try:
            properties = {**read_xmp(block), **properties}
        except BrokenXmp as error:
            problems.append(_broken(error))
    return Told(
        claims=tuple(_claims(properties, authority)),
        stamps=tuple(_stamps(properties)),
        position=xmp_position(properties),
        facts=_facts(properties),
        problems=tuple(problems[:1]),
    )


def _claims(properties: Properties, authority: Authority) -> Iterator[Claim]:
    for field, name, tidy in _ALTERNATIVES:
        for value in properties.get(name, ()):
            if text := tidy(value):
                yield Claim(field, text, authority, f"XMP {name}")
    if creators := clean_words(properties.get("dc:creator", ())):
        yield Claim("creator", "; ".join(creators), authority, "XMP dc:creator")
    yield from _keyword_claims(properties, authority)


def _keyword_claims(properties: Properties, authority: Authority) -> Iterator[Claim]:
    """Keywords, then the last steps of hierarchical ones that are not among them."""
    keywords = clean_words(properties.get("dc:subject", ()))
    paths = clean_words(properties.get("lr:hierarchicalSubject", ()))
    leaves = clean_words(path.rpartition("|")[2] for path in paths)
    new = [leaf for leaf in leaves if leaf not in keywords]
    if keywords:
        yield Claim("keywords", [*keywords], authority, "XMP dc:subject")
    if new:
        yield Claim("keywords", [*new], authority, "XMP lr:hierarchicalSubject")
    if paths:
        yield Claim("keyword_paths", [*paths], authority, "XMP lr:hierarchicalSubject")


def _stamps(properties: Properties) -> Iterator[Stamp]:
    for name in _DATES:
        written = next(iter(properties.get(name, ())), "")
        try:
            moment = read_moment(written)
        except ValueError:
            yield Stamp(f"XMP {name}", clean_line(written)[:40], None)
            continue
        if moment:
            yield Stamp(f"XMP {name}", written, moment)


def _facts(properties: Properties) -> PhotographFacts:
    def first(*names: str) -> str:
        return next((clean_line(properties[name][0]) for name in names if name in properties), "")

    return PhotographFacts(
        orientation=whole(fraction(first("tiff:Orientation")), range(1, 9)),
        camera=camera_name(first("tiff:Make"), first("tiff:Model")),
        camera_serial=first("exifEX:BodySerialNumber", "aux:SerialNumber") or None,
        lens=first("exifEX:LensModel", "aux:Lens") or None,
        rating=whole(fraction(first("xmp:Rating")), range(-1, 6)),
    )


def _broken(error: BrokenXmp) -> Problem:
    return Problem(
        "broken-xmp",
        f"Its XMP metadata cannot be read: {error}. What the file says elsewhere was read; open "
        "it in a picture program and save its metadata again if words are missing.",
    )
