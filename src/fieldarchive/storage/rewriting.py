"""Writing over a file that people edit: all of it or nothing, and never over somebody's own edit.

The new bytes are safe on the disk before they get the file's name. A file that is no longer as it
was read is left alone, because somebody has it open in an editor.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from fieldarchive.errors import ChangedMeanwhile
from fieldarchive.naming import naming
from fieldarchive.storage.guarding import open_to_read, refuse_links, refuse_no_folders
from fieldarchive.storage.syncing import sync_folder

_TO_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_USUAL_MODE = 0o644


def content_of(path: Path) -> bytes | None:
    """The bytes of a file that people edit, None where there is none; raises `StorageError` for a
    link, and `OSError`."""
    refuse_links([path])
    if not os.path.lexists(path):
        return None
    with os.fdopen(open_to_read(path), "rb") as file, naming(path):
        return file.read()


def rewrite(path: Path, before: bytes | None, after: bytes | None) -> None:
    """Make `after` of a file that holds `before`; None is no file. Its mode stays.

    Raises `ChangedMeanwhile` when it holds something else by now, and nothing was changed then.
    """
    refuse_no_folders([path.parent])
    path.parent.mkdir(exist_ok=True)
    if after is None:
        _refuse_changed(path, before)
        path.unlink()
    else:
        part = _made_beside(path, after)
        try:
            _refuse_changed(path, before)
            os.replace(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def _made_beside(path: Path, content: bytes) -> Path:
    """A file with the new bytes, safe on the disk; one that a crash left there is replaced."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else _USUAL_MODE
    with os.fdopen(os.open(part, _TO_MAKE, mode), "wb") as file, naming(part):
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())
    return part


def _refuse_changed(path: Path, before: bytes | None) -> None:
    if content_of(path) != before:
        raise ChangedMeanwhile(path)
