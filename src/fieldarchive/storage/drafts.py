"""`drafts/`: field notes that are being written, safe before an editor opens them.

A draft is a file of the archive's own until its note is recorded; nothing that an editor or a
power cut does takes it away. What a draft says, and when it goes, is decided by who records it.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.errors import NoSuchDraft, StorageError
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.guarding import refuse_no_folders
from fieldarchive.storage.syncing import sync_files, sync_folder

LAST = "last"
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-\d{4}-[0-9a-f]{6}")
_SUFFIX = ".md"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that waits; `saved_at` is when it was last saved, in seconds of Unix time."""

    path: Path
    saved_at: float

    @property
    def name(self) -> str:
        """What a person calls it: the file's name without its ending."""
        return self.path.stem


def begin(folders: Folders, moment: str, content: bytes) -> Path:
    """Write a new draft and bring it to the disk; raises `StorageError`.

    `moment` ("2024-06-12-0640") begins its name. The rest is drawn by lot, so that no draft ever
    has the name of another: a text is known again by its place.
    """
    refuse_no_folders([folders.drafts])
    path = folders.drafts / f"{moment}-{secrets.token_hex(3)}{_SUFFIX}"
    with _told(path):
        if not folders.drafts.is_dir():
            folders.drafts.mkdir(mode=0o700)
            sync_folder(folders.root)
        descriptor = os.open(path, _NEW, 0o600)
        try:
            _write(descriptor, content)
        except OSError:
            path.unlink()
            raise
        finally:
            os.close(descriptor)
        sync_folder(folders.drafts)
    return path


def waiting(folders: Folders) -> list[Draft]:
    """The drafts that wait to be recorded, last saved first; none where nobody wrote any."""
    if not folders.drafts.is_dir() or folders.drafts.is_symlink():
        return []
    found = []
    for path in folders.drafts.glob(f"[!.#]*{_SUFFIX}"):
        status = path.lstat()
        if stat.S_ISREG(status.st_mode):
            found.append(Draft(path, status.st_mtime))
    return sorted(found, key=lambda draft: (draft.saved_at, draft.name), reverse=True)


def find(folders: Folders, typed: str) -> Draft:
    """The draft that a person means, by a part of its name or by "last"; raises `NoSuchDraft`."""
    drafts = waiting(folders)
    if typed == LAST and drafts:
        return drafts[0]
    meant = [draft for draft in drafts if typed.removesuffix(_SUFFIX) in draft.name]
    if len(meant) != 1 or not typed:
        raise NoSuchDraft(typed, [draft.name for draft in meant])
    return meant[0]


def is_draft(name: str) -> bool:
    """Whether a file's name was given by `begin`; it says nothing of what is in it."""
    return _NAME.fullmatch(os.path.splitext(os.path.basename(name))[0]) is not None


def beside(path: Path) -> list[Path]:
    """What an editor left beside a draft, besides backups (`~`): it may hold words of the draft.

    vim's .swp, nano's .save and Emacs' #…# stay there when the editor was killed.
    """
    found = sorted(path.parent.glob(f"*{path.name}*"))
    return [one for one in found if one != path and not one.name.endswith("~")]


def saved_ns(path: Path) -> int | None:
    """When a draft was saved, in nanoseconds of Unix time; None where it is gone."""
    try:
        return path.lstat().st_mtime_ns
    except FileNotFoundError:
        return None


def secure(path: Path) -> None:
    """Bring what an editor saved to the disk; raises `StorageError`."""
    with _told(path):
        sync_files([path])
        sync_folder(path.parent)


def drop(path: Path) -> list[Path]:
    """Remove a draft with its backups; raises `StorageError`.

    Of what an editor left beside it goes what is older than the draft; the rest is given back,
    because it may hold words that the draft lacks.
    """
    with _told(path):
        saved = path.lstat().st_mtime_ns
        left = [one for one in beside(path) if one.lstat().st_mtime_ns > saved]
        for one in (*path.parent.glob(f"*{path.name}*"), path):
            if one not in left:
                one.unlink(missing_ok=True)
        sync_folder(path.parent)
    return left


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"the draft could not be written: {error.strerror}."
        raise StorageError(path, reason) from error
