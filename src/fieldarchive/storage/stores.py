"""Another store of originals: beside another archive's record, or inside a backup."""

from __future__ import annotations

from pathlib import Path

from fieldarchive.errors_of_copies import NoCopies
from fieldarchive.storage.folders import Folders


def store_in(folder: Path, own: Folders) -> Folders:
    """The store of the archive or backup in `folder`; raises `NoCopies`."""
    for root in (folder, folder / "data"):
        store = Folders(root)
        if not store.originals.is_dir():
            continue
        if store.originals.samefile(own.originals):
            raise NoCopies(folder, "it is this archive itself")
        return store
    raise NoCopies(folder, "there is no files/ and no data/files/ in it")
