"""Whether a folder can take the backup of an archive, decided before a byte is written to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fieldarchive.errors import StorageError
from fieldarchive.errors_of_copies import BackupRefused
from fieldarchive.storage.bags import tags
from fieldarchive.storage.bags.layout import PART, Bag
from fieldarchive.storage.folders import file_system
from fieldarchive.storage.guarding import made_in_store, refuse_links, refuse_no_folders
from fieldarchive.storage.keeping import SPARE_BYTES, clear_away
from fieldarchive.storage.syncing import sync_folder

_LARGEST_ON_FAT = (4 << 30) - 1
_FAT = {"vfat", "msdos"}


def bag_for_backup(destination: Path, root: Path, archive_id: str) -> Bag:
    """The bag at `destination`, new or this archive's own; raises `BackupRefused`."""
    bag = Bag(destination)
    refuse_inside(destination, root, "the archive")
    if destination.is_dir():
        _refuse_strange(bag, archive_id)
    elif os.path.lexists(destination):
        raise BackupRefused(destination, "is no folder. Name a new folder for the backup.")
    elif not destination.absolute().parent.is_dir():
        raise BackupRefused(
            destination, "has no folder above it. Is the disk connected? Nothing was written."
        )
    if not os.access(_nearest(destination), os.W_OK | os.X_OK):
        raise BackupRefused(destination, "cannot be written to. Choose another disk or folder.")
    return bag


def bag_to_read(folder: Path) -> Bag:
    """The bag in a folder that somebody says is a backup; raises `BackupRefused`."""
    bag = Bag(folder)
    if not folder.is_dir():
        raise BackupRefused(folder, "is no folder. Name the folder of a backup.")
    if not (bag.generations() or any((folder / name).exists() for name in tags.TAGS)):
        raise BackupRefused(folder, "holds no backup of fieldarchive.")
    return bag


def refuse_inside(new: Path, other: Path, noun: str) -> None:
    """Raise `BackupRefused` when what is new would lie inside the other folder, or around it."""
    there, here = new.resolve(), other.resolve()
    if there == here or here in there.parents or there in here.parents:
        raise BackupRefused(
            new, f"and {noun} lie one inside the other. Choose another disk or folder."
        )


def refuse_too_small(bag: Bag, needed: int, largest: int) -> None:
    """Raise `BackupRefused` when so many bytes, or a file of this size, would not fit there."""
    folder = _nearest(bag.root)
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise BackupRefused(
            bag.root,
            f"has {free >> 20:,} MB free, and the backup needs {(needed + SPARE_BYTES) >> 20:,} MB "
            "more. Nothing was written; use a larger disk or make room on it.",
        )
    if largest > _LARGEST_ON_FAT and (kind := file_system(folder)) in _FAT:
        raise BackupRefused(
            bag.root,
            f"lies on a disk of the kind {kind}, which takes no file over 4 GB, and an original "
            f"has {largest >> 20:,} MB. Nothing was written; format the disk as exFAT.",
        )


def is_on_the_disk_of(bag: Bag, root: Path) -> bool:
    """Whether a backup would be lost together with the archive's own disk."""
    return _nearest(bag.root).stat().st_dev == root.stat().st_dev


def begin(bag: Bag, said: Mapping[str, str]) -> None:
    """Make the folders of a bag that is new, its mark first, and clear what a crash left."""
    bag.root.mkdir(exist_ok=True)
    sync_folder(bag.root.absolute().parent)
    if not tags.info(bag):
        tags.begin_tags(bag, said)
    for folder in (bag.payload, bag.store.originals, bag.store.parts, bag.record):
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
    clear_away(bag.store)


@contextmanager
def told_in_words(folder: Path) -> Iterator[None]:
    """Turn what a disk refuses into a `StorageError` that names the file."""
    try:
        yield
    except OSError as error:
        path = Path(os.fsdecode(error.filename)) if error.filename else folder
        raise StorageError(
            path, f"the disk refused: {error.strerror or error}. Run this again."
        ) from error


def _refuse_strange(bag: Bag, archive_id: str) -> None:
    _refuse_in_the_way(bag)
    found = sorted(path.name for path in bag.root.iterdir())
    said = tags.info(bag)
    if not said.get(tags.AGENT, "").startswith("fieldarchive"):
        if strange := [name for name in found if not name.endswith(f".txt{PART}")]:
            raise BackupRefused(
                bag.root,
                f"holds {strange[0]}, which is no backup of fieldarchive. Nothing was written; "
                "name a new folder inside it.",
            )
    elif said.get(tags.WHOSE) != archive_id:
        raise BackupRefused(
            bag.root,
            f'holds the backup of another archive, "{said.get(tags.NAME, "")}". '
            "Nothing was written; choose another folder.",
        )


def _refuse_in_the_way(bag: Bag) -> None:
    """Whatever is written in a bag goes where the program made room for it, and nowhere else."""
    refuse_links(bag.root / f"{name}{PART}" for name in tags.TAGS)
    refuse_no_folders([bag.payload])
    refuse_no_folders(made_in_store(bag.store))
    refuse_no_folders(bag.made_in_record())


def _nearest(path: Path) -> Path:
    """The folder itself, or the one above where it is not made yet."""
    return path if path.is_dir() else path.absolute().parent
