"""The text and the properties of a Word document (Office Open XML, strict or transitional).

Inserted text is kept and deleted text left out, as a reader sees it with changes accepted. Headers,
footers, comments and the numbers of lists are not text of the document. Word gives every new file
the date of its template, and a transcript is typed later than it was spoken: no date is claimed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from fieldarchive.readers.containers import Container
from fieldarchive.readers.plain_text import PlainText
from fieldarchive.readers.properties import Properties

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_MATHS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def _named(namespaces: tuple[str, ...], names: Mapping[str, str]) -> dict[str, str]:
    return {space + name: meaning for space in namespaces for name, meaning in names.items()}


_PARTS = _named(
    _WORD, {"p": "paragraph", "tbl": "table", "tr": "row", "tc": "cell", "txbxContent": "box"}
)
_SIGNS = _named(
    _WORD,
    {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"},
)
_TEXTS = frozenset(_named(_WORD + _MATHS, {"t": ""}))
_NOTES = _named(_WORD, {"footnote": "footnote", "endnote": "endnote"})
_REFERENCES = _named(_WORD, {"footnoteReference": "footnote", "endnoteReference": "endnote"})
# A box stands twice in the file, once for old programs; `rt` is the reading above a sign. A `tab`
# below pPr is a tab stop, no tab.
_SKIPPED = frozenset(
    {f"{_COMPATIBILITY}Fallback"}
    | set(_named(_WORD, {"del": "", "moveFrom": "", "rt": "", "pPr": "", "sectPr": ""}))
)


def text_of(container: Container) -> str:
    """The text of the main part in reading order, its notes below it."""
    main = _related(container, "").get("officeDocument", "word/document.xml")
    writer = _Writer()
    container.read_xml(main, writer)
    related = _related(container, main)
    for kind in ("footnotes", "endnotes"):
        if (part := related.get(kind)) and part in container:
            container.read_xml(part, writer)
    return writer.plain.text()


def properties_of(container: Container) -> Properties:
    """Title, creator, description and keywords from the core properties, where there are any."""
    properties = Properties()
    part = _related(container, "").get("core-properties", "docProps/core.xml")
    if part in container:
        container.read_xml(part, properties)
    return properties


class _Writer:
    """Hears WordprocessingML and writes plain text."""

    def __init__(self) -> None:
        self.plain = PlainText()
        self._in_text = False
        self._skipped = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._skipped or tag in _SKIPPED:
            self._skipped += 1
        elif tag in _TEXTS:
            self._in_text = True
        elif tag in _PARTS:
            self.plain.open(_PARTS[tag])
        elif tag in _SIGNS:
            self.plain.write(_SIGNS[tag])
        elif tag in _REFERENCES:
            self.plain.mark(_REFERENCES[tag] + _id(attributes))
        elif tag in _NOTES:
            self.plain.open_note(_NOTES[tag] + _id(attributes))

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag in _TEXTS:
            self._in_text = False
        elif tag in _PARTS or tag in _NOTES:
            self.plain.close()

    def data(self, text: str) -> None:
        if self._in_text and not self._skipped:
            self.plain.write(text)


class _Relations:
    """Hears a .rels part: which part plays which role for another."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if attributes.get("TargetMode") == "External":
            return
        role = attributes.get("Type", "").rpartition("/")[2]
        target = posixpath.join("/", self._folder, attributes.get("Target", ""))
        self.targets.setdefault(role, posixpath.normpath(target).lstrip("/"))

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


def _related(container: Container, part: str) -> dict[str, str]:
    """The parts that `part` refers to by their role; those of the whole package for ""."""
    folder, _, name = part.rpartition("/")
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    relations = _Relations(folder)
    if listing in container:
        container.read_xml(listing, relations)
    return relations.targets


def _id(attributes: Mapping[str, str]) -> str:
    return next((attributes[f"{space}id"] for space in _WORD if f"{space}id" in attributes), "")
