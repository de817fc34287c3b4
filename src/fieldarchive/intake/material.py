"""The values of the walk between reading and recording."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldarchive.model import Bundle, BundledFile, Claim, Problem, Reading, Role, SourceFile
from fieldarchive.scan import key_of

# Raise it when a reader learns something, and every folder is read again at the next ingest.
READERS_VERSION = 2


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said on the command line; `defaults` are field names of the sidecar.

    `by_hand` is what the person said of the one item of this run, over what its files say.
    `command` is what the log calls the operation.
    """

    defaults: Mapping[str, str] = field(default_factory=dict)
    by_hand: tuple[Claim, ...] = ()
    command: str = "ingest"
    encoding: str | None = None
    dry_run: bool = False
    rehash: bool = False


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of a bundle and what it said; `reading` is None when it could not be read.

    `format_name` and `role` are what its name promises, for a file that could not be read.
    """

    file: BundledFile
    reading: Reading | None
    format_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Material:
    """All that was read for one item, before it is described.

    `part` names a line inside a table of notes ("" elsewhere), and `row` is its number.
    """

    bundle: Bundle
    files: tuple[FileRead, ...]
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    part: str = ""
    row: int | None = None
    row_text: str | None = None

    @property
    def content(self) -> list[FileRead]:
        """The files that are something by themselves: all but the sidecars."""
        return [read for read in self.files if read.role is not Role.SIDECAR]


def place_of(bundle: Bundle) -> bytes:
    """Where a bundle lies: its folder and stem, in the bytes of the file system."""
    first = bundle.files[0].source.path.absolute()
    stem = key_of(os.path.basename(bundle.stem))
    return os.fsencode(first.parent) + b"/" + stem.encode("utf-8")


def basis_of(bundle: Bundle, options: Options) -> str:
    """A digest of everything that a bundle's items depend on, except its bytes."""
    files = [_identity(file.source) for file in bundle.files]
    folder_files = [_identity(source) for source in bundle.folder_files]
    said = [dict(options.defaults), options.encoding, READERS_VERSION]
    text = json.dumps([files, folder_files, said], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _identity(source: SourceFile) -> list[str | int]:
    return [str(source.path.absolute()), source.size, source.mtime_ns, source.inode]
