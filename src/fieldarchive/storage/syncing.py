"""Making bytes and names survive a power cut, one by one or many at once.

An error of a sync is final: the kernel may forget it, so it is never tried again. Who called
gives up the whole batch.
"""

from __future__ import annotations

import ctypes
import os
import platform
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path

from fieldarchive.naming import naming

# From so many on, one sync of the file system is quicker than one for each file.
_MANY = 16
# syncfs(2) tells of failed writes since Linux 5.8.
_FIRST_HONEST_LINUX = (5, 8)


def sync_files(paths: Collection[Path]) -> None:
    """Bring the bytes of files to the disk; raises `OSError`."""
    _sync(paths, os.O_RDONLY)


def sync_folders(paths: Collection[Path]) -> None:
    """Bring the names in folders to the disk; raises `OSError`."""
    _sync(paths, os.O_RDONLY | os.O_DIRECTORY)


def sync_folder(path: Path) -> None:
    """Bring the names in one folder to the disk; raises `OSError`."""
    sync_folders([path])


def _sync(paths: Collection[Path], flags: int) -> None:
    whole = _syncfs() if len(paths) >= _MANY else None
    for path in list(paths)[:1] if whole else paths:
        descriptor = os.open(path, flags | os.O_CLOEXEC)
        try:
            with naming(path):
                (whole or os.fsync)(descriptor)
        finally:
            os.close(descriptor)


@cache
def _syncfs() -> Callable[[int], None] | None:
    """The C library's `syncfs`, where there is one that does not hide errors."""
    if platform.system() != "Linux" or _kernel() < _FIRST_HONEST_LINUX:
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        return None

    def call(descriptor: int) -> None:
        if library.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return call


def _kernel() -> tuple[int, int]:
    major, minor, *_ = (*platform.release().split("."), "0", "0")
    digits = "".join(sign for sign in minor if sign.isdigit())
    return int(major) if major.isdigit() else 0, int(digits or 0)
