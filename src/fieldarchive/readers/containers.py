"""The zip archives that .docx and .odt files are, opened with distrust.

Only members asked for by name are unpacked, in memory, within limits; nothing is written to disk.
XML is read as a stream without document types, so that entities neither expand nor fetch. What
the members mean is left to `docx` and `odt`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol
from xml.etree.ElementTree import ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from fieldarchive.errors import Unreadable

MAX_MEMBERS = 10_000
MAX_DIRECTORY = 4 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024
MAX_RATIO = 200
RATIO_MATTERS_FROM = 1024 * 1024
MAX_DEPTH = 200

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_SIZE, _MAX_COMMENT = 22, 65_535
_PIECE = 64 * 1024
# What zipfile raises over bytes that were changed or cut.
_DAMAGE = (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, UnicodeDecodeError)
_AGAIN = "Open it in its program, save it again, and ingest the new file."


class Target(Protocol):
    """What hears an XML document as it is read: tags are "{namespace}name"."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...  # noqa: D102
    def end(self, tag: str) -> None: ...  # noqa: D102
    def data(self, text: str) -> None: ...  # noqa: D102


class Container:
    """The members of one zip archive, by their names."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._members = {member.filename: member for member in archive.infolist()}
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read_xml(self, name: str, target: Target) -> None:
        """Tell `target` the XML member `name`; raises `Unreadable` when it is missing or unsafe."""
        member = self._members.get(name)
        if member is None:
            raise Unreadable(f"It has no part {name}, so it holds no document. {_AGAIN}")
        self._allow(member)
        try:
            with self._archive.open(member) as stream:
                _parse(stream, target)
        except _DAMAGE as error:
            raise Unreadable(f"Its part {name} is damaged. {_AGAIN}", "damaged") from error

    def _allow(self, member: ZipInfo) -> None:
        """Before anything is unpacked: zipfile never gives more bytes than are declared here."""
        if member.flag_bits & 1:
            raise locked()
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unreadable(f"It is packed in a way that documents are not. {_AGAIN}")
        self._unpacked += member.file_size
        is_bomb = member.file_size > max(MAX_RATIO * member.compress_size, RATIO_MATTERS_FROM)
        if is_bomb or self._unpacked > MAX_UNPACKED:
            raise Unreadable(
                f"It would unpack to {member.file_size // 2**20} MiB, more than a document holds. "
                "Split it, or export its text.",
                code="too-large",
            )


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """The container at `path`, closed afterwards; raises `Unreadable` when it is none."""
    with path.open("rb") as file:
        _refuse_other_formats(file)
        _refuse_large_directory(file)
        try:
            with ZipFile(file) as archive:
                _refuse_odd_members(archive)
                yield Container(archive)
        except _DAMAGE as error:
            raise Unreadable(f"It is damaged or only half copied. {_AGAIN}", "damaged") from error


def locked() -> Unreadable:
    """What to say of a document with a password."""
    return Unreadable(
        "It is locked with a password. Remove the password in its program and save it again.",
        code="encrypted",
    )


def _refuse_other_formats(file: IO[bytes]) -> None:
    head = file.read(8)
    if head == _OLE:
        raise Unreadable(
            "It is locked with a password, or an old Word file with a new ending. Open it in "
            "Word or LibreOffice and save it as .docx without a password.",
            code="encrypted",
        )
    if not head.startswith(b"PK"):
        raise Unreadable(f"It is no document of the kind that its ending names. {_AGAIN}")


def _refuse_large_directory(file: IO[bytes]) -> None:
    """zipfile reads the whole directory of members into memory, however long it claims to be."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _MAX_COMMENT))
    tail = file.read()
    found = tail.rfind(_END_OF_DIRECTORY)
    if found < 0 or len(tail) - found < _END_SIZE:
        raise Unreadable(f"It is damaged or only half copied. {_AGAIN}", "damaged")
    members, directory = struct.unpack_from("<HI", tail, found + 10)
    if members > MAX_MEMBERS or directory > MAX_DIRECTORY:
        raise Unreadable(f"It has more parts than a document holds. {_AGAIN}", "too-large")
    file.seek(0)


def _refuse_odd_members(archive: ZipFile) -> None:
    names = archive.namelist()
    if len(names) > MAX_MEMBERS:
        raise Unreadable(f"It has more parts than a document holds. {_AGAIN}", "too-large")
    if any(member.header_offset < 0 for member in archive.infolist()):
        raise BadZipFile("a member before the file's beginning")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(
            f"It holds two parts named {twice!r}, and which is meant cannot be told. {_AGAIN}"
        )


def _parse(stream: IO[bytes], target: Target) -> None:
    parser = DefusedXMLParser(target=_Shallow(target), forbid_dtd=True)
    try:
        while piece := stream.read(_PIECE):
            parser.feed(piece)
        parser.close()
    except DefusedXmlException as error:
        raise Unreadable(
            f"It defines XML entities, which no word processor writes. {_AGAIN}", "unsafe"
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(f"Its text is no well-formed XML. {_AGAIN}", "damaged") from error


class _Shallow:
    """Passes a document on, and stops where it is nested deeper than any real one."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._depth = 0
        self.data = target.data

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable(f"It is nested more than {MAX_DEPTH} deep. {_AGAIN}", "unsafe")
        self._target.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._target.end(tag)

    def close(self) -> None:
        """The parser asks for a result; the target holds it already."""
