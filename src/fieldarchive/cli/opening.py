"""How commands open their archive: from --archive, the environment, or the folder they run in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from fieldarchive.archive import Archive, opened
from fieldarchive.catalogue.erasures import is_unfinished
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
    """The archive, opened and, for writing, locked; an erasure that was cut off is finished."""
    with opened(root(), for_writing=for_writing) as found:
        if for_writing and is_unfinished(found.record):
            from fieldarchive.erase import finish  # here: it is hardly ever needed, and large

            finish(found)
        yield found
