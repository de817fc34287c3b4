"""What may lie in place of our own files and folders in a stranger's archive or backup.

Through a link, what is written and cleared away in a folder would happen to somebody else's
files; a pipe in place of a file would keep us waiting for ever. Neither is followed: a folder of
ours is looked at before anything is done in it, and a file is opened only when it is one.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from fieldarchive.errors import StorageError
from fieldarchive.storage.folders import Folders

_MADE_IN_STORE = re.compile("tmp|bad|[0-9a-f]{2}")
_TO_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def refuse_links(paths: Iterable[Path], kind: str = "file") -> None:
    """Raise `StorageError` when one of these is a link, and not a file or folder (`kind`)."""
    for path in paths:
        if path.is_symlink():
            raise StorageError(
                path,
                f"this is a link, where fieldarchive has a {kind} of its own, and what it leads "
                "to would be changed. Nothing was done. Remove the link, then run this again.",
            )


def refuse_no_folders(paths: Iterable[Path]) -> None:
    """Raise `StorageError` when one of these is there and is no folder, or a link to one."""
    for path in paths:
        refuse_links([path], "folder")
        if os.path.lexists(path) and not path.is_dir():
            raise StorageError(
                path,
                "this is no folder, and fieldarchive has a folder of its own here. Nothing was "
                "done. Move it elsewhere, then run this again.",
            )


def made_in_store(folders: Folders) -> Iterator[Path]:
    """`files/`, and of what is in it all that bears the name of a folder of ours."""
    yield folders.originals
    if folders.originals.is_dir():
        entries = sorted(folders.originals.iterdir())
        yield from (path for path in entries if _MADE_IN_STORE.fullmatch(path.name))


def open_to_read(path: Path) -> int:
    """A descriptor of a regular file; raises `OSError` for anything else, and never waits."""
    descriptor = os.open(path, _TO_READ)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, "it is no regular file", os.fspath(path))
