"""The folder an export goes to: ours or empty, and never with a half-written file in it.

Files grow under names that end in .part. When all are complete they get their final names, the
data dictionary last: where it is and agrees with the files, the export is whole.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Self

from fieldarchive.errors import NotOurExport, StorageError

DICTIONARY = "datapackage.json"
MARK = "fieldarchive"  # the key by which a datapackage.json is known as ours
_PART = ".part"


class NewFiles:
    """The files of one export while they are written. Raises `NotOurExport` for other folders.

    On the way out, unfinished files are removed, and an `OSError` becomes a `StorageError`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = False
        self._names: list[str] = []

    def __enter__(self) -> Self:
        try:
            self._made = not self._folder.exists()
            self._folder.mkdir(parents=True, exist_ok=True)
            if (stranger := _stranger(self._folder)) is not None:
                raise NotOurExport(self._folder, stranger)
        except OSError as error:
            raise _refusal(self._folder, error) from error
        return self

    def path(self, name: str) -> Path:
        """Where to write the file that will be called `name`."""
        part = self._folder / (name + _PART)
        part.unlink(missing_ok=True)  # of an export that was killed
        self._names.append(name)
        return part

    def put_in_place(self) -> None:
        """Give the files their final names, in the order in which they were written."""
        for name in self._names:
            (self._folder / (name + _PART)).replace(self._folder / name)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for name in self._names:
            (self._folder / (name + _PART)).unlink(missing_ok=True)
        if error is not None and self._made and not any(self._folder.iterdir()):
            self._folder.rmdir()
        if isinstance(error, OSError):
            raise _refusal(self._folder, error) from error


def _stranger(folder: Path) -> str | None:
    """The name of something in the folder that no export of ours has written, if there is."""
    if any(_is_ours(folder / name) for name in (DICTIONARY, DICTIONARY + _PART)):
        return None
    names = sorted(path.name for path in folder.iterdir())
    return next((n for n in names if not n.endswith(_PART) and not n.startswith(".")), None)


def _is_ours(dictionary: Path) -> bool:
    try:
        return MARK in json.loads(dictionary.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return False


def _refusal(folder: Path, error: OSError) -> StorageError:
    reason = f"cannot be written to ({error.strerror or error}). Choose another folder."
    return StorageError(folder, reason)
