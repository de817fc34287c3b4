"""The text and the properties of an OpenDocument text, as LibreOffice writes it.

Deleted text (tracked changes), comments and the numbers of lists are left out. Runs of white space
count as one space here, and `text:s` stands for several.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from fieldarchive.readers.containers import Container, locked
from fieldarchive.readers.plain_text import PlainText
from fieldarchive.readers.properties import Properties

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"

_PARTS = {
    f"{_TEXT}p": "paragraph",
    f"{_TEXT}h": "paragraph",
    f"{_TABLE}table": "table",
    f"{_TABLE}table-row": "row",
    f"{_TABLE}table-cell": "cell",
    f"{_TABLE}covered-table-cell": "cell",
    f"{_DRAW}text-box": "box",
}
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_SPACES, _NOTE, _NOTE_BODY = f"{_TEXT}s", f"{_TEXT}note", f"{_TEXT}note-body"
_MAX_SPACES = 100
_SKIPPED = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_TEXT}note-citation",
        f"{_TEXT}ruby-text",
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
        f"{_OFFICE}binary-data",
        f"{_OFFICE}scripts",
        f"{_SVG}title",
        f"{_SVG}desc",
    }
)
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")


def text_of(container: Container) -> str:
    """The text of the document in reading order, its notes below it."""
    _refuse_locked(container)
    writer = _Writer()
    container.read_xml("content.xml", writer)
    return writer.plain.text()


def properties_of(container: Container) -> Properties:
    """Title, creator, description and keywords from meta.xml, where there is one."""
    properties = Properties()
    if "meta.xml" in container:
        container.read_xml("meta.xml", properties)
    return properties


class _Writer:
    """Hears OpenDocument content and writes plain text."""

    def __init__(self) -> None:
        self.plain = PlainText()
        self._skipped = 0
        self._notes = 0
        self._ends_in_space = True

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._skipped or tag in _SKIPPED:
            self._skipped += 1
        elif tag in _PARTS:
            self.plain.open(_PARTS[tag])
            self._ends_in_space = True
        elif tag in _SIGNS:
            self._write(_SIGNS[tag])
        elif tag == _SPACES:
            self._write(" " * _count(attributes))
        elif tag == _NOTE:
            self._notes += 1
            self._write_mark(f"note {self._notes}")
        elif tag == _NOTE_BODY:
            self.plain.open_note(f"note {self._notes}")

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag in _PARTS or tag == _NOTE_BODY:
            self.plain.close()
            self._ends_in_space = False

    def data(self, text: str) -> None:
        if self._skipped:
            return
        text = _WHITE_SPACE.sub(" ", text)
        if self._ends_in_space:
            text = text.removeprefix(" ")
        if text:
            self._write(text)
            self._ends_in_space = text.endswith(" ")

    def _write(self, text: str) -> None:
        self.plain.write(text)
        self._ends_in_space = False

    def _write_mark(self, note: str) -> None:
        self.plain.mark(note)
        self._ends_in_space = False


class _Locks:
    """Hears the manifest: whether any part is encrypted."""

    found = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.found = self.found or tag == f"{_MANIFEST}encryption-data"

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


def _refuse_locked(container: Container) -> None:
    locks = _Locks()
    if "META-INF/manifest.xml" in container:
        container.read_xml("META-INF/manifest.xml", locks)
    if locks.found:
        raise locked()


def _count(attributes: Mapping[str, str]) -> int:
    """How many spaces `text:s` asks for; a file may ask for two thousand million."""
    asked = attributes.get(f"{_TEXT}c", "1")
    return min(int(asked), _MAX_SPACES) if re.fullmatch(r"[0-9]{1,12}", asked) else 1
