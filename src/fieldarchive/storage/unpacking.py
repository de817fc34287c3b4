"""The folder that an archive is restored into: built beside it, and given its name when whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from fieldarchive.errors import ArchiveExists, StorageError
from fieldarchive.naming import naming
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.keeping import SPARE_BYTES
from fieldarchive.storage.syncing import sync_folder

_MARK = ".restoring"


def begin(target: Path) -> Folders:
    """The folder to build in; what an interrupted restore had copied there is of use again.

    Raises `ArchiveExists` when `target` holds anything, or when what lies beside it is not ours,
    and `StorageError` when it is a folder that cannot be put in another one's place.
    """
    _refuse_taken(target)
    _refuse_held(target)
    part = target.absolute().with_name(f"{target.absolute().name}.part")
    if part.is_symlink() or not (part / _MARK).is_file():
        _refuse_taken(part)
        part.mkdir(parents=True, exist_ok=True)
        (part / _MARK).touch()
        sync_folder(part)  # first of all: without the mark, what lies here would not be ours
    for entry in part.iterdir():
        if entry.name not in {_MARK, "files"}:
            is_folder = entry.is_dir() and not entry.is_symlink()
            with naming(entry):
                shutil.rmtree(entry) if is_folder else entry.unlink()
    return Folders(part)


def forget_record(folders: Folders) -> None:
    """Remove a record that turned out not to be usable."""
    for path in (folders.record, folders.journal):
        path.unlink(missing_ok=True)


def write_words(folders: Folders, name: str, content: bytes) -> None:
    """Write one of the files that a person edits."""
    path = folders.root / name
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def refuse_no_room(folders: Folders, needed: int) -> None:
    """Raise `StorageError` when so many bytes would not fit."""
    free = shutil.disk_usage(folders.root).free
    if free < needed + SPARE_BYTES:
        raise StorageError(
            folders.root,
            f"the disk has {free >> 20:,} MB free, and {(needed + SPARE_BYTES) >> 20:,} MB are "
            "needed. Free some space, or restore to another disk.",
        )


def finish(folders: Folders, target: Path) -> None:
    """Give the archive its name, now that all of it is safe."""
    sync_folder(folders.parts)
    sync_folder(folders.root)
    os.replace(folders.root, target)
    sync_folder(target.absolute().parent)
    (target / _MARK).unlink()


def _refuse_held(folder: Path) -> None:
    """An archive gets its name at the end; where a terminal or a disk holds it, that would fail."""
    if folder.is_dir() and (folder.samefile(Path.cwd()) or folder.is_mount()):
        raise StorageError(
            folder,
            "it is the folder that you are in, or a disk of its own, and cannot become the "
            "archive itself. Nothing was copied. Name a new folder in it.",
        )


def _refuse_taken(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        if found := sorted(entry.name for entry in folder.iterdir()):
            raise ArchiveExists(folder, found[0])
    elif os.path.lexists(folder):
        raise ArchiveExists(folder, "something that is no folder")
