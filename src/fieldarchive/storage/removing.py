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
    """Remove originals and damaged copies of them set aside; raises `StorageError`.

    Those that are gone already are no mistake. A name that is no SHA-256 would lead out of the
    store, and is passed over.
    """
    names = {name for name in sha256s if _SHA256.fullmatch(name)}
    doubtful = folders.doubtful.iterdir() if folders.doubtful.is_dir() else ()
    damaged = [path for path in doubtful if path.name.partition(".")[0] in names]
    remove_files([*map(folders.original, sorted(names)), *damaged])


def remove_published(folders: Folders) -> None:
    """Remove every browse database, whole or begun: what it shows must not be seen any more."""
    remove_files([path for path in folders.browse.iterdir() if path.is_file()])


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
