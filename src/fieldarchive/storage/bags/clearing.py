"""Clearing a store of what no longer belongs to it, once that is said elsewhere.

Only what the program itself put there is removed. A file of anybody else's stays and is told.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from fieldarchive.history.wellformed import is_digest
from fieldarchive.naming import naming
from fieldarchive.storage.bags.layout import Bag, files_below
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.syncing import sync_folder, sync_folders


def drop_others(bag: Bag, number: int) -> None:
    """Remove every generation but one."""
    for other in bag.generations():
        if other != number:
            with naming(bag.generation(other)):
                shutil.rmtree(bag.generation(other))
    sync_folder(bag.record)


def originals_in(store: Folders) -> Iterator[str]:
    """The digests that name the originals of a store."""
    found = files_below(store.originals)
    yield from (path.name for path in found if _is_original(store, path))


def drop_originals(store: Folders, is_wanted: Callable[[str], bool]) -> int:
    """Remove originals that are not wanted, and copies that were found damaged; how many."""
    dropped, folders = 0, set[Path]()
    for path in files_below(store.originals):
        is_aside = path.parent in (store.parts, store.doubtful)
        if is_aside or (_is_original(store, path) and not is_wanted(path.name)):
            path.unlink()
            folders.add(path.parent)
            dropped += not is_aside
    sync_folders(folders)
    return dropped


def drop_work_folders(bag: Bag) -> None:
    """Remove the empty folders that only a backup under way needs."""
    for folder in (bag.store.parts, bag.store.doubtful):
        if folder.is_dir():
            folder.rmdir()


def strangers(bag: Bag, number: int, others: Collection[str]) -> list[str]:
    """Files in the payload that are not of this backup: another program put them there, or they
    are originals of somebody else's (`others`, by digest)."""
    generation = bag.generation(number)
    return [
        bag.path_in_bag(path)
        for path in files_below(bag.payload)
        if generation not in path.parents
        and (path.name in others or not _is_original(bag.store, path))
    ]


def _is_original(store: Folders, path: Path) -> bool:
    return is_digest(path.name) and path == store.original(path.name)
