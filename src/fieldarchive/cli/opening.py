"""How commands open their archive: from --archive, the environment, or the folder they run in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from fieldarchive.archive import Archive, opened
from fieldarchive.config import find_archive
from fieldarchive.storage.folders import Folders


def root() -> Path:
    """The folder of the archive this command works on; raises `ArchiveNotFound`."""
    return find_archive(Path.cwd(), click.get_current_context().find_root().obj)


def team_database() -> Path:
    """The browse database of the team."""
    return Folders(root()).published("team")


@contextmanager
def archive(*, for_writing: bool = True) -> Iterator[Archive]:
    """The archive, opened and, for writing, locked."""
    with opened(root(), for_writing=for_writing) as found:
        yield found
