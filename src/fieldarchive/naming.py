"""Errors of the system that say which file they are about.

Opening a file that is not there names it; a read, or a lock, that fails names nothing, and
`shutil.rmtree` only the last part of a path.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an `OSError` that names no file, or a name without its folder, name this one."""
    try:
        yield
    except OSError as error:
        if error.filename is None or not os.path.isabs(os.fsdecode(error.filename)):
            error.filename = os.fspath(path)
        raise
