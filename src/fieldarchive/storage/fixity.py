"""Fixity: the originals of a folder of the store, read to their last byte and compared.

Most of the cost of a short note is in the calls, so there are few of them. Links are not
followed, and nothing that is no file can make the check wait.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from fieldarchive.model import Fault
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.keeping import PIECE

_REPORTED_AT = 64 << 20
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(slots=True)
class Checked:
    """Some originals that were read, and what lies beside them that nobody names."""

    files: int = 0
    bytes_read: int = 0
    faults: list[Fault] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)


def check_folder(
    folders: Folders, name: str, expected: Mapping[str, int], chosen: Mapping[str, int]
) -> Iterator[Checked]:
    """Read the `chosen` of the originals `expected` (sizes by digest) in the folder `name`.

    Large originals are told of as soon as they were read.
    """
    try:
        folder = os.open(folders.originals / name, _FOLDER)
    except OSError as error:
        yield Checked(len(chosen), 0, [_unreadable(sha256, error) for sha256 in chosen])
        return
    try:
        checked = Checked(leftovers=_leftovers(name, set(os.listdir(folder)) - expected.keys()))
        for sha256, size in chosen.items():
            _check(folder, sha256, size, checked)
            if checked.bytes_read >= _REPORTED_AT:
                yield checked
                checked = Checked()
        yield checked
    finally:
        os.close(folder)


def leftovers_elsewhere(folders: Folders) -> list[str]:
    """Files of the store that lie in no folder of originals."""
    return [
        path.relative_to(folders.root).as_posix()
        for entry in sorted(folders.originals.iterdir())
        if not _is_of_originals(entry.name)
        for path in _files_at(entry)
    ]


def _check(folder: int, sha256: str, size: int, checked: Checked) -> None:
    checked.files += 1
    try:
        descriptor = os.open(sha256, _FILE, dir_fd=folder)
        try:
            fault = _fault(descriptor, sha256, size)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        fault = _unreadable(sha256, error)
    if fault is None:
        checked.bytes_read += size
    else:
        checked.faults.append(fault)


def _fault(descriptor: int, sha256: str, size: int) -> Fault | None:
    hasher, seen = hashlib.sha256(), 0
    while seen <= size and (piece := os.read(descriptor, min(size + 1 - seen, PIECE))):
        hasher.update(piece)
        seen += len(piece)
    if seen != size:
        actual = os.fstat(descriptor).st_size
        message = f"This original has {actual:,} bytes and should have {size:,}."
        return Fault("size-changed", sha256, message)
    if hasher.hexdigest() != sha256:
        return Fault("bytes-changed", sha256, "The bytes of this original have changed.")
    return None


def _unreadable(sha256: str, error: OSError | ValueError) -> Fault:
    if isinstance(error, FileNotFoundError):
        return Fault("missing", sha256, "This original is not in the store.")
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return Fault("unreadable", sha256, "A link lies in the place of this original.")
    reason = error.strerror if isinstance(error, OSError) else "its name is no name of a file"
    return Fault("unreadable", sha256, f"This original cannot be read: {reason}.")


def _is_of_originals(name: str) -> bool:
    return len(name) == 2 and not name.strip("0123456789abcdef")


def _leftovers(folder: str, names: set[str]) -> list[str]:
    return [f"files/{folder}/{name}" for name in sorted(names)]


def _files_at(path: Path) -> Iterator[Path]:
    """A file, or all files below a folder; links are not followed."""
    if path.is_symlink() or not path.is_dir():
        yield path
        return
    with suppress(OSError):
        for below in sorted(path.iterdir()):
            yield from _files_at(below)
