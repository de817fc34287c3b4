"""`opened/`: copies of originals, and descriptions to edit, for other programs.

An original has no ending that a program would know, and no program may write in one. So a copy is
lent, read-only, for a day, under the name that the file had. What is lent lies with the archive
and not in the system's folder for temporary files, because it may be closed, and is gone when an
item is erased.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from fieldarchive.errors import StorageError
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.guarding import open_to_read, refuse_no_folders

_A_DAY_S = 24 * 60 * 60
_LONGEST_NAME = 200  # bytes


def lend(folders: Folders, sha256: str, name: str) -> Path:
    """A read-only copy of an original under a name; raises `StorageError`."""
    refuse_no_folders([folders.opened])
    take_back(folders, older_than_s=_A_DAY_S)
    original = folders.original(sha256)
    try:
        descriptor = open_to_read(original)
    except OSError as error:
        reason = (
            f"the original cannot be opened: {error.strerror}. `fieldarchive verify` tells more."
        )
        raise StorageError(original, reason) from error
    try:
        with os.fdopen(descriptor, "rb") as source:
            folders.opened.mkdir(mode=0o700, exist_ok=True)
            path = Path(tempfile.mkdtemp(dir=folders.opened), _name(name, sha256))
            with path.open("xb") as target:
                shutil.copyfileobj(source, target)
        path.chmod(0o400)
    except OSError as error:
        reason = f"no copy could be made for the program: {error.strerror}."
        raise StorageError(folders.opened, reason) from error
    return path


def lend_text(folders: Folders, name: str, text: str) -> Path:
    """A text under a name, for an editor to write in; raises `StorageError`."""
    refuse_no_folders([folders.opened])
    take_back(folders, older_than_s=_A_DAY_S)
    try:
        folders.opened.mkdir(mode=0o700, exist_ok=True)
        path = Path(tempfile.mkdtemp(dir=folders.opened), name)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = f"no text could be made for the editor: {error.strerror}."
        raise StorageError(folders.opened, reason) from error
    return path


def give_back(path: Path) -> None:
    """Remove one copy or text that was lent, with what the program left beside it."""
    shutil.rmtree(path.parent, ignore_errors=True)


def take_back(folders: Folders, older_than_s: float = 0) -> None:
    """Remove copies that were lent, all or those from some time ago; raises `StorageError`."""
    if not folders.opened.is_dir() or folders.opened.is_symlink():
        return
    until = time.time() - older_than_s
    try:
        for folder in folders.opened.iterdir():
            if folder.lstat().st_mtime <= until:
                shutil.rmtree(folder)
    except OSError as error:
        reason = f"a copy that was opened could not be removed: {error.strerror}."
        raise StorageError(Path(error.filename or folders.opened), reason) from error


def _name(name: str, sha256: str) -> str:
    """The last part of a file's name, where the disk takes it."""
    last = os.path.basename(name)
    if not last.strip(".") or len(os.fsencode(last)) > _LONGEST_NAME:
        return sha256[:12] + os.path.splitext(last)[1][:10]
    return last
