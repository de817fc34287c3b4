"""The tag files of a bag: what BagIt wants said about the payload, and in which words.

`manifest-sha256.txt` names every file of the payload with its digest; `tagmanifest-sha256.txt`
does the same for the tag files. Both are written in one way only, so that even a letter that
another program would read in the same sense is seen when it has changed.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.errors import StorageError
from fieldarchive.storage.bags.layout import PART, Bag
from fieldarchive.storage.keeping import digest_of
from fieldarchive.storage.syncing import sync_files, sync_folder

BAGIT, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
TAGS = (BAGIT, INFO, MANIFEST, TAG_MANIFEST)
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
OXUM, DATE, AGENT = "Payload-Oxum", "Bagging-Date", "Bag-Software-Agent"
WHOSE, NAME, HASH = "External-Identifier", "External-Description", "Archive-Hash"
_LONGEST_TEXT = 1 << 16
_LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]+)\n")


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """One file of the payload as the manifest names it: by its path below the bag's folder."""

    path: str
    sha256: str
    size: int


@dataclass(slots=True)
class Payload:
    """How much the payload is, counted while its manifest is written."""

    files: int = 0
    bytes: int = 0

    @property
    def oxum(self) -> str:
        """Octets and streams, as BagIt writes them."""
        return f"{self.bytes}.{self.files}"


def begin_tags(bag: Bag, said: Mapping[str, str]) -> None:
    """Say whose bag this is, before there is anything in it."""
    _put(bag, [_write(bag, BAGIT, [DECLARATION]), _write(bag, INFO, _info_lines(said))])


def write_tags(bag: Bag, files: Iterable[PayloadFile], said: Mapping[str, str]) -> Payload:
    """Write all tag files beside the old ones, and put them in place of those once synced."""
    payload = Payload()
    parts = [
        _write(bag, MANIFEST, _counted(files, payload)),
        _write(bag, BAGIT, [DECLARATION]),
        _write(bag, INFO, _info_lines({**said, OXUM: payload.oxum})),
    ]
    parts.append(_write(bag, TAG_MANIFEST, tag_lines({_named(p.path): p.path for p in parts})))
    _put(bag, parts)
    return payload


def tag_lines(paths: Mapping[str, Path]) -> Iterator[str]:
    """The lines that `tagmanifest-sha256.txt` should have for these tag files."""
    for name in sorted(paths):
        yield _line(digest_of(paths[name]), name)


def entries(path: Path) -> Iterator[tuple[str, str] | None]:
    """The digest and path of each line of a manifest; None for a line that is not one."""
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        for written in file:
            found = _LINE.fullmatch(written)
            yield (found[1], found[2]) if found else None


def declared(bag: Bag) -> str:
    """What `bagit.txt` says; empty when there is none."""
    return _beginning(bag.root / BAGIT)


def info(bag: Bag) -> dict[str, str]:
    """What `bag-info.txt` says, as far as it can be read; empty when there is none."""
    pairs = (written.partition(": ") for written in _beginning(bag.root / INFO).splitlines())
    return {label: value for label, colon, value in pairs if colon}


def _counted(files: Iterable[PayloadFile], payload: Payload) -> Iterator[str]:
    for file in files:
        payload.files += 1
        payload.bytes += file.size
        yield _line(file.sha256, file.path)


def _line(sha256: str, path: str) -> str:
    return f"{sha256}  {path}\n"


def _info_lines(said: Mapping[str, str]) -> list[str]:
    """Each value on its own line, whatever is in it."""
    return [f"{label}: {' '.join(value.split())}\n" for label, value in said.items()]


def _named(part: Path) -> str:
    return part.name.removesuffix(PART)


def _beginning(path: Path) -> str:
    """All of a text that is no longer than such a text can be."""
    if not path.is_file() or path.is_symlink():
        return ""
    with path.open("rb") as file:
        return file.read(_LONGEST_TEXT).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Part:
    """A tag file beside its place, and the digest of what was written to it."""

    path: Path
    sha256: str


def _write(bag: Bag, name: str, lines: Iterable[str]) -> _Part:
    path, hasher = bag.root / f"{name}{PART}", hashlib.sha256()
    path.unlink(missing_ok=True)  # what a crash left, or somebody's link
    with path.open("xb") as file:
        for line in lines:
            hasher.update(line.encode())
            file.write(line.encode())
    return _Part(path, hasher.hexdigest())


def _put(bag: Bag, parts: Sequence[_Part]) -> None:
    sync_files([part.path for part in parts])
    for part in parts:
        if digest_of(part.path, from_disk=True) != part.sha256:
            raise StorageError(part.path, "the disk gave back other bytes than were written to it.")
    for part in parts:
        os.replace(part.path, bag.root / _named(part.path))
    sync_folder(bag.root)
