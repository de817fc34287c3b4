"""How commands open their archive: from --archive, the environment, or the folder they run in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import click

from fieldarchive.archive import Archive, opened
from fieldarchive.catalogue.erasures import is_unfinished
from fieldarchive.config import find_archive
from fieldarchive.errors import ArchiveBusy
from fieldarchive.storage.folders import Folders

_PATIENCE, _A_MOMENT = 10.0, 0.1  # seconds


def root() -> Path:
    """The folder of the archive this command works on; raises `ArchiveNotFound`."""
    return find_archive(Path.cwd(), click.get_current_context().find_root().obj)


def team_database() -> Path:
    """The browse database of the team."""
    return Folders(root()).published("team")


@contextmanager
def archive_in_turn() -> Iterator[Archive]:
    """The archive for writing, when another command has ended; `ArchiveBusy` after 10 seconds.

    A text that was typed just now is worth waiting for.
    """
    ends_at = time.monotonic() + _PATIENCE
    with ExitStack() as stack:
        while True:
            try:
                found = stack.enter_context(archive())
                break
            except ArchiveBusy:
                if time.monotonic() > ends_at:
                    raise
                time.sleep(_A_MOMENT)
        yield found


@contextmanager
def described_archive() -> Iterator[Archive]:
    """The archive to look at, its items described and published with the words of today.

    Where a vocabulary or the program changed since, that is done first, if it can be.
    """
    from fieldarchive.publish import is_to_be_built
    from fieldarchive.redescribe import is_up_to_date

    with archive(for_writing=False) as found:
        is_of_today = is_up_to_date(found) and not is_to_be_built(found)
        if is_of_today or found.folders.is_read_only:
            yield found
            return
    with suppress(ArchiveBusy), archive() as found:
        from fieldarchive import publish, redescribe

        redescribe.describe_again_if_words_changed(found)
        publish.follow(found)
    with archive(for_writing=False) as found:
        yield found


@contextmanager
def archive(*, for_writing: bool = True) -> Iterator[Archive]:
    """The archive, opened and, for writing, locked; an erasure that was cut off is finished."""
    with opened(root(), for_writing=for_writing) as found:
        if for_writing and is_unfinished(found.record):
            from fieldarchive.erase import finish  # here: it is hardly ever needed, and large

            finish(found)
        yield found


@contextmanager
def to_reword(*, dry_run: bool) -> Iterator[Archive]:
    """The archive for a change of its words, when all that is shown follows those of today.

    They may have been edited by hand, or by a command that was killed. A dry run only reads.
    """
    with archive(for_writing=not dry_run) as found:
        if not dry_run:
            from fieldarchive.rewording import catch_up  # here: most commands do not need it

            catch_up(found)
        yield found
