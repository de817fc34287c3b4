"""One writer at a time: an advisory lock that the kernel lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from fieldarchive.errors import ArchiveBusy, StorageError
from fieldarchive.naming import naming
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.guarding import refuse_links


@contextmanager
def writing(folders: Folders) -> Iterator[None]:
    """Hold the archive for writing; raises `ArchiveBusy` at once when somebody else does.

    Raises `StorageError` on a disk that is read-only.
    """
    if folders.is_read_only:
        raise StorageError(
            folders.root,
            "its disk is read-only. Nothing was changed. Whatever only reads works on it: find, "
            "show, status, verify, backup.",
        )
    refuse_links([folders.lock])
    descriptor = os.open(folders.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            with naming(folders.lock):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveBusy(folders.root) from error
        yield
    finally:
        os.close(descriptor)


@contextmanager
def undisturbed(folders: Folders) -> Iterator[None]:
    """Look at somebody else's archive while nobody writes there; raises `ArchiveBusy`.

    Nothing is written there: without a lock file, or on a disk that knows no locks, look anyway.
    """
    descriptor = None
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(folders.lock, flags)
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ArchiveBusy(folders.root) from error
    except OSError:
        pass
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)
