"""An original under a name with an ending, for readers that go by one."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldarchive.storage.folders import Folders


@contextmanager
def named(folders: Folders, sha256: str, suffix: str) -> Iterator[Path]:
    """A second name for an original while it is read: a hard link, or a copy where none can be."""
    path = folders.parts / f"{secrets.token_hex(8)}{suffix}"
    original = folders.original(sha256)
    try:
        os.link(original, path)
    except FileNotFoundError:
        pass  # the original is gone; who reads the path will say so
    except OSError:
        shutil.copyfile(original, path)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
