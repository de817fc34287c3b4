"""An opened archive: its folders, its words and its record, for the jobs that work on it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from fieldarchive import config, vocabulary
from fieldarchive.catalogue import removals
from fieldarchive.catalogue.arrivals import get_fact, now, put_fact
from fieldarchive.catalogue.database import open_record, told_in_words
from fieldarchive.catalogue.schema import migrate
from fieldarchive.config import Configuration
from fieldarchive.errors import DamagedDatabase
from fieldarchive.history.revision import Account, Revision, body_of, new_id
from fieldarchive.journals import refuse_strange
from fieldarchive.storage.folders import Folders, refuse_unsafe_place
from fieldarchive.storage.guarding import refuse_links
from fieldarchive.storage.keeping import lay_out
from fieldarchive.storage.lock import writing
from fieldarchive.storage.removing import remove_originals
from fieldarchive.vocabulary import Vocabulary


@dataclass(frozen=True)
class Kept:
    """What an archive keeps, without the words that people edit: its originals and its record."""

    folders: Folders
    record: Database

    @property
    def id(self) -> str:
        """The archive's own name, random, made with it."""
        return get_fact(self.record, "id") or ""


@dataclass(frozen=True)
class Archive(Kept):
    """What a job needs to know of the archive it works on."""

    configuration: Configuration
    vocabulary: Vocabulary


@contextmanager
def opened(root: Path, *, for_writing: bool = True) -> Iterator[Archive]:
    """The archive at `root`; for writing it is locked, and what a crash left is cleared away.

    Raises `ArchiveBusy`, `UnsafePlace` or `ConfigurationError`.
    """
    configuration = config.load(root)
    words = vocabulary.load(root, configuration)
    opening = opened_to_keep(root) if for_writing else _with_record(Folders(root))
    with opening as kept:
        yield Archive(kept.folders, kept.record, configuration, words)


@contextmanager
def opened_to_keep(root: Path) -> Iterator[Kept]:
    """The same for writing, whatever its configuration and vocabularies say."""
    refuse_unsafe_place(root)
    folders = Folders(root)
    with writing(folders):
        lay_out(folders)
        with _with_record(folders) as kept:
            finish_removals(kept)
            yield kept


@contextmanager
def opened_to_check(root: Path) -> Iterator[Kept]:
    """The same where that can be; on a disk that is read-only nothing is locked or cleared away."""
    folders = Folders(root)
    with _with_record(folders) if folders.is_read_only else opened_to_keep(root) as kept:
        yield kept


def finish_removals(archive: Kept) -> None:
    """Remove the files of originals that the record has given up; raises `StorageError`."""
    if waiting := removals.waiting(archive.record):
        remove_originals(archive.folders, waiting)
        removals.done(archive.record, waiting)


def who_and_where() -> tuple[str | None, str]:
    """Who is working and on which device, for history: FIELDARCHIVE_USER, or nobody named."""
    user = os.environ.get("FIELDARCHIVE_USER")
    return user and _as_text(user), _as_text(platform.node()) or "unknown"


def _as_text(name: str) -> str:
    """A name that the system gave, its bytes that are no UTF-8 written as \\xNN."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def new_revision(record: str, parents: Iterable[str], account: Account) -> Revision:
    """What is said of an item now, by whoever works here, after what was said in `parents`."""
    made_by, device = who_and_where()
    named = tuple(sorted(parents))
    return Revision(record, "item", named, now(), made_by, device, body_of(account))


@contextmanager
def _with_record(folders: Folders) -> Iterator[Kept]:
    databases = [folders.record, *folders.browse.glob("*.db")]
    refuse_links(databases)
    _refuse_lost_record(folders)
    refuse_strange(databases)
    with told_in_words(folders.record), ExitStack() as stack:
        try:
            database = stack.enter_context(closing(open_record(folders.record)))
            migrate(database)
            if get_fact(database, "id") is None:
                put_fact(database, "id", new_id())
        except UnicodeDecodeError as error:  # SQLite complains of a name that is no text any more
            reason = f"the database is damaged ({error}). `fieldarchive verify` says how far."
            raise DamagedDatabase(folders.record, reason) from error
        yield Kept(folders, database)


def _refuse_lost_record(folders: Folders) -> None:
    """Originals without a record are no empty archive, and must not be made to look like one."""
    is_there = folders.record.exists() and folders.record.stat().st_size > 0
    if is_there or not folders.originals.is_dir():
        return
    if any(folders.originals.glob("[0-9a-f][0-9a-f]/*")):
        raise DamagedDatabase(
            folders.record,
            "is missing or empty, though files/ holds originals. Bring it back from a backup: "
            "fieldarchive restore BAG. Nothing was changed.",
        )
