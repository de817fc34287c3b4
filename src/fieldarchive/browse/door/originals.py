"""Where the originals of a release lie, and opening one without being led astray.

An original is named by its hash alone, which the caller has looked up in the release. It is
opened step by step from the folder of originals, and no link is followed on the way.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.browse.data.release import Release
from fieldarchive.browse.versions import Datasette

PLUGIN = "fieldarchive"
SHA256 = re.compile(r"[0-9a-f]{64}")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


@dataclass(frozen=True, slots=True)
class Original:
    """An original that is open; `close` is the reader's duty."""

    descriptor: int
    size: int

    def piece(self, first: int, length: int) -> bytes:
        """Up to `length` bytes from `first` on; may wait for a slow disk."""
        return os.pread(self.descriptor, length, first)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self.descriptor)


def folder_of(datasette: Datasette, release: Release) -> Path:
    """The folder of originals: as configured, else `files/` beside the folder of the release."""
    told = (datasette.plugin_config(PLUGIN) or {}).get("originals")
    return Path(told) if told else release.path.absolute().parent.parent / "files"


def open_original(folder: Path, sha256: str) -> Original | None:
    """The original of that hash, or None when it is not there or is no regular file."""
    if not SHA256.fullmatch(sha256):
        return None
    try:
        descriptor = _open_below(folder, sha256)
    except OSError:
        return None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return None
    return Original(descriptor, status.st_size)


def _open_below(folder: Path, sha256: str) -> int:
    outer = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        inner = os.open(sha256[:2], _FOLDER, dir_fd=outer)
    finally:
        os.close(outer)
    try:
        return os.open(sha256, _FILE, dir_fd=inner)
    finally:
        os.close(inner)
