"""Removing: where originals leave the store of an archive; those of a backup, in `bags.clearing`.

Whoever removes has taken its row out of the record first, so that a row never lacks its file.
What is gone here stays gone after a power cut: names are synced before anybody is told.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.errors import StorageError
from fieldarchive.journals import journal_of
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.guarding import refuse_no_folders
from fieldarchive.storage.syncing import sync_folders

_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file of the store that no row names: by its path below `files/`, with its bytes."""

    name: str
    size: int


def leftovers(folders: Folders, known: Collection[str], until: float) -> Iterator[Leftover]:
    """Files that were last written until a moment (Unix time) and have none of the `known` names.

    A crash leaves them, and so does a damaged original that was replaced by a good one.
    """
    for parent, _, names in os.walk(folders.originals):
        for name in sorted(names):
            path = Path(parent, name)
            status = path.lstat()
            if name not in known and status.st_mtime <= until:
                yield Leftover(str(path.relative_to(folders.originals)), status.st_size)


def remove_leftovers(folders: Folders, found: Iterable[Leftover]) -> None:
    """Remove files that `leftovers` found; raises `StorageError`."""
    remove_files([folders.originals / one.name for one in found])


def remove_originals(folders: Folders, sha256s: Iterable[str]) -> None:
    """Remove originals and damaged copies of them set aside; raises `StorageError`.

    Those that are gone already are no mistake. A name that is no SHA-256 would lead out of the
    store, and is passed over.
    """
    names = {name for name in sha256s if _SHA256.fullmatch(name)}
    doubtful = folders.doubtful.iterdir() if folders.doubtful.is_dir() else ()
    damaged = [path for path in doubtful if path.name.partition(".")[0] in names]
    remove_files([*map(folders.original, sorted(names)), *damaged])


def remove_published(
    folders: Folders, audiences: Iterable[str], is_published: Callable[[Path], bool]
) -> None:
    """Remove every browse database: what it shows must not be seen any more.

    Those of the audiences, whole or begun, and copies that somebody put beside them. What else
    lies there is a person's own. Raises `StorageError`.
    """
    refuse_no_folders([folders.browse])
    own = [folders.published(audience) for audience in audiences]
    begun = [path.with_suffix(".part") for path in own]
    beside = (path for path in folders.browse.glob("*.db") if not path.is_symlink())
    found = {*own, *begun, *filter(is_published, beside)}
    remove_files([*found, *map(journal_of, found)])


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
