"""XMP: the XML that picture programs write into pictures and beside them.

Turns XMP into a plain table of properties with known prefixes ("dc:title"), whatever prefixes and
whichever of RDF's ways of writing the file uses. Only properties named here are read; structures,
and so the names of people beside faces, are passed over. Their meaning is left to `xmp_claims`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from fieldarchive.readers.legacy_text import decoded, encoding_of

MAX_XMP_BYTES = 4 * 1024 * 1024
_MAX_DEPTH = 64

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xmp/note/": "xmpNote",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
}
_ROOT = re.compile(r"<(?:\w+:)?(?:xmpmeta|xapmeta|RDF)\b")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Properties = Mapping[str, tuple[str, ...]]


class BrokenXmp(Exception):
    """XMP that is no XML, is too deep or too large, or carries what XMP may not (a DTD)."""


def read_xmp(block: bytes) -> Properties:
    """Each property with its values, a text of several languages with its default first.

    Raises `BrokenXmp`.
    """
    if len(block) > MAX_XMP_BYTES:
        raise BrokenXmp("it is larger than 4 MiB")
    text = _text(block)
    root = _ROOT.search(text)
    if root is None:
        raise BrokenXmp("it holds no RDF")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise BrokenXmp("it defines entities of its own")
    xml = _NOT_XML.sub("", text[root.start() : text.rfind(">") + 1])
    properties: dict[str, tuple[str, ...]] = {}
    for description in _descriptions(xml):
        for name, values in _properties(description):
            properties.setdefault(name, values)
    return properties


def _text(block: bytes) -> str:
    """XMP is UTF-8 as a rule; its first sign, always "<", tells where it is not."""
    if block.startswith((b"\xff\xfe", b"\xfe\xff")):
        return block.decode("utf-16", "replace")
    for sign, name in ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be")):
        if block.startswith(sign):
            return block.decode(name, "replace")
    for sign, name in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if block.startswith(sign):
            return block.decode(name, "replace")
    return decoded(block, encoding_of([block]))


def _descriptions(xml: str) -> Iterator[Element]:
    """Every rdf:Description right under rdf:RDF."""
    path: list[Element] = []
    try:
        for event, element in iterparse(
            io.BytesIO(xml.encode()), events=("start", "end"), forbid_dtd=True
        ):
            if event == "start":
                path.append(element)
                if len(path) > _MAX_DEPTH:
                    raise BrokenXmp("it is nested too deeply")
                continue
            path.pop()
            if path and path[-1].tag == _RDF + "RDF" and element.tag == _RDF + "Description":
                yield element
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise BrokenXmp("it is no well-formed XML") from error


def _properties(description: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in description.attrib.items():
        if known := _known_name(name):
            yield known, (value,)
    for child in description:
        if (known := _known_name(child.tag)) and (values := _values(child)):
            yield known, values


def _known_name(name: str) -> str | None:
    """ "{http://purl.org/dc/elements/1.1/}title" as "dc:title"; None for what is not read."""
    namespace, _, local = name.removeprefix("{").partition("}")
    prefix = _PREFIXES.get(namespace)
    return f"{prefix}:{local}" if prefix else None


def _values(element: Element) -> tuple[str, ...]:
    """The texts of a property: itself, or the items of its list; nothing for a structure."""
    if element.get(_RDF + "parseType") == "Resource":
        return ()
    if len(element) == 0:
        text = element.text or element.get(_RDF + "resource") or ""
        return (text.strip(),) if text.strip() else ()
    if element[0].tag not in (_RDF + "Alt", _RDF + "Bag", _RDF + "Seq"):
        return ()
    items = [item for item in element[0] if len(item) == 0 and (item.text or "").strip()]
    items.sort(key=lambda item: item.get(_LANG) != "x-default")
    return tuple((item.text or "").strip() for item in items)
