"""Keeping originals: copied, hashed, synced, read back, and only then given their name.

The order is the promise (design, section 5). Many files share one sync and are renamed
together, but no file has its name before its bytes were read back from the disk and found the
same, and none is reported before its folder is synced too. Rows are written by others, later.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.errors import StorageError, Unreadable
from fieldarchive.model import SourceFile, StoredFile
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.guarding import made_in_store, open_to_read, refuse_no_folders
from fieldarchive.storage.syncing import sync_files, sync_folder, sync_folders

PIECE = 1 << 20
SPARE_BYTES = 64 << 20
_LARGEST_FILE = 50 << 30
_TRIES = 3
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Part:
    """A copy that is whole but not yet safe. `path` is None when there was nothing to copy."""

    sha256: str
    size: int
    path: Path | None
    is_new: bool = True


def lay_out(folders: Folders) -> None:
    """Make the folders of an archive, and clear away what an interrupted run left in `tmp`.

    Raises `StorageError` when a link lies in place of one of them.
    """
    refuse_no_folders(made_in_store(folders))
    refuse_no_folders([folders.browse])
    folders.parts.mkdir(parents=True, exist_ok=True)
    folders.browse.mkdir(exist_ok=True)
    clear_away(folders)


def clear_away(folders: Folders) -> None:
    """Delete all parts; for who holds the lock and copies nothing."""
    for leftover in folders.parts.iterdir():
        leftover.unlink()


def copy_in(source: SourceFile, folders: Folders) -> Part:
    """Copy one source into a part while hashing it.

    Raises `Unreadable` when the source is no regular file, cannot be opened, or changes each of
    three times it is read; `StorageError` when the archive's own disk refuses.
    """
    for _ in range(_TRIES):
        with _opened(source) as descriptor:
            part, unchanged = _copy(descriptor, source, folders)
        if unchanged:
            return part
        _drop(part)
    raise Unreadable(
        "It changed while it was read. Close the program that writes it, then run this again.",
        code="changed",
    )


def look_at(source: SourceFile, folders: Folders) -> Part:
    """What `copy_in` would copy, without writing a byte; raises `Unreadable`."""
    with _opened(source) as descriptor:
        hasher, size = hashlib.sha256(), 0
        while piece := _read(descriptor):
            hasher.update(piece)
            size += len(piece)
    sha256 = hasher.hexdigest()
    return Part(sha256, size, None, is_new=not _has_good(folders.original(sha256), size, sha256))


def make_safe(parts: Sequence[Part], folders: Folders) -> list[StoredFile]:
    """Sync, read back and name all `parts` together; when this returns, they are kept.

    Raises `StorageError` when a sync fails or a byte comes back different: then none of the
    batch is kept, and its parts are gone.
    """
    try:
        sync_files([part.path for part in parts if part.path])
        for part in parts:
            _read_back(part)
        renamed = [_rename(part, folders) for part in parts]
        sync_folders({folders.original(part.sha256).parent for part in parts if part.path})
    except OSError as error:
        raise _storage_error(Path(error.filename or folders.originals), error) from error
    finally:
        for part in parts:
            _drop(part)
    return renamed


def forget(parts: Sequence[Part]) -> None:
    """Drop parts that will not be kept after all."""
    for part in parts:
        _drop(part)


def digest_of(path: Path, *, from_disk: bool = False) -> str:
    """SHA-256 of a file's bytes, read piece by piece; raises `OSError`, also where no file is.

    `from_disk` asks the system to forget what it remembers of them first, where that can be asked.
    """
    descriptor = open_to_read(path)
    try:
        if from_disk and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        hasher, room = hashlib.sha256(), _room_for(os.fstat(descriptor).st_size)
        while piece := os.read(descriptor, room):
            hasher.update(piece)
        return hasher.hexdigest()
    finally:
        os.close(descriptor)


def holds(folders: Folders, sha256: str) -> bool:
    """Whether the store holds the very bytes that a digest names, re-read to be sure."""
    try:
        return digest_of(folders.original(sha256)) == sha256
    except OSError:
        return False


@contextmanager
def _opened(source: SourceFile) -> Iterator[int]:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(source.path, flags)
    except OSError as error:
        raise Unreadable(f"It cannot be opened: {error.strerror}.", code="not-opened") from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _copy(descriptor: int, source: SourceFile, folders: Folders) -> tuple[Part, bool]:
    before = _status(descriptor)
    if not stat.S_ISREG(before.st_mode):
        raise Unreadable("It is not a regular file.", code="not-a-file")
    _check_room(before.st_size, folders)
    path = folders.parts / f"{secrets.token_hex(8)}.part"
    part = Part("", 0, path)
    try:
        target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            sha256, size = _pour(descriptor, target)
        finally:
            os.close(target)
    except OSError as error:
        _drop(part)
        raise _too_large(error) or _storage_error(path, error) from error
    except BaseException:  # a source that cannot be read to its end, or Ctrl-C
        _drop(part)
        raise
    after = _status(descriptor)
    unchanged = _stamp(before) == _stamp(after) and size == after.st_size
    if unchanged and _has_good(folders.original(sha256), size, sha256):
        _drop(part)
        return Part(sha256, size, None, is_new=False), True
    return Part(sha256, size, path), unchanged


def _check_room(size: int, folders: Folders) -> None:
    if size > _LARGEST_FILE:
        raise Unreadable(
            f"It is larger than {_LARGEST_FILE >> 30} GB; keep it beside the archive.",
            code="too-large",
        )
    if shutil.disk_usage(folders.parts).free < size + SPARE_BYTES:
        raise StorageError(
            folders.root, "the disk is full. What was kept before is safe; free some space, rerun."
        )


def _too_large(error: OSError) -> Unreadable | None:
    """FAT32, which sticks often have, ends at 4 GB a file; the rest of the files goes on."""
    if error.errno != errno.EFBIG:
        return None
    reason = "The disk of the archive takes no file as large as this one. Move the archive."
    return Unreadable(reason, code="too-large")


def _room_for(size: int) -> int:
    """How much to read at once: setting a megabyte aside for a short note is most of its cost."""
    return min(PIECE, max(size + 1, 4096))


def _pour(descriptor: int, target: int) -> tuple[str, int]:
    """Copy all bytes, hashing what was read; short writes are continued."""
    hasher, size = hashlib.sha256(), 0
    room = _room_for(os.fstat(descriptor).st_size)
    while piece := _read(descriptor, room):
        hasher.update(piece)
        size += len(piece)
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(target, rest) :]
    return hasher.hexdigest(), size


def _status(descriptor: int) -> os.stat_result:
    try:
        return os.fstat(descriptor)
    except OSError as error:
        raise _unread(error) from error


def _read(descriptor: int, room: int = PIECE) -> bytes:
    try:
        return os.read(descriptor, room)
    except OSError as error:
        raise _unread(error) from error


def _unread(error: OSError) -> Unreadable:
    return Unreadable(
        f"It could not be read to its end: {error.strerror}. Copy the card with a rescue program.",
        code="read-error",
    )


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _has_good(original: Path, size: int, sha256: str) -> bool:
    """Whether the archive holds these bytes already, re-read to be sure."""
    try:
        return original.stat().st_size == size and digest_of(original) == sha256
    except OSError:
        return False


def _read_back(part: Part) -> None:
    if part.path is not None and digest_of(part.path, from_disk=True) != part.sha256:
        raise StorageError(
            part.path,
            "the disk gave back other bytes than were written to it. "
            "Nothing of this batch was kept; use another disk.",
        )


def _rename(part: Part, folders: Folders) -> StoredFile:
    if part.path is None:
        return StoredFile(part.sha256, part.size, is_new=False)
    original = folders.original(part.sha256)
    refuse_no_folders([original.parent])
    if not original.parent.exists():
        original.parent.mkdir()
        sync_folder(folders.originals)
    if original.exists():
        if _has_good(original, part.size, part.sha256):
            return StoredFile(part.sha256, part.size, is_new=False)
        _set_aside(original, folders)
    os.replace(part.path, original)
    with suppress(OSError):  # FAT has no such thing
        original.chmod(0o400)
    return StoredFile(part.sha256, part.size, is_new=True)


def _set_aside(original: Path, folders: Folders) -> None:
    """Keep a damaged original for whoever wants to look, out of the good one's way."""
    refuse_no_folders([folders.doubtful])
    folders.doubtful.mkdir(exist_ok=True)
    os.replace(original, folders.doubtful / f"{original.name}.{secrets.token_hex(4)}")
    sync_folder(folders.doubtful)


def _drop(part: Part) -> None:
    if part.path is not None:
        with suppress(OSError):  # the next writer clears away what is left
            part.path.unlink(missing_ok=True)


def _storage_error(path: Path, error: OSError) -> StorageError:
    if error.errno in _NO_SPACE:
        return StorageError(
            path, "the disk is full. What was kept before is safe; free space, rerun."
        )
    return StorageError(path, f"the disk refused: {error.strerror}.")
