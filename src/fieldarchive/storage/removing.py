"""Removing: the one place where an original leaves the store.

Whoever removes has taken its row out of the record first, so that a row never lacks its file.
What is gone here stays gone after a power cut: names are synced before anybody is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from fieldarchive.errors import StorageError
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.syncing import sync_folders

_SHA256 = re.compile("[0-9a-f]{64}")


def remove_originals(folders: Folders, sha256s: Iterable[str]) -> None:
    """Remove originals, those that are gone already included; raises `StorageError`.

    A name that is no SHA-256 would lead out of the store, and is passed over.
    """
    remove_files([folders.original(name) for name in sha256s if _SHA256.fullmatch(name)])


def remove_files(paths: Collection[Path]) -> None:
    """Remove files of the store, those that are gone already included; raises `StorageError`."""
    path = None
    try:
        for path in paths:
            path.unlink(missing_ok=True)
        sync_folders({path.parent for path in paths if path.parent.is_dir()})
    except OSError as error:
        raise StorageError(
            path or Path(), f"it could not be removed: {error.strerror}. Run the command again."
        ) from error
