"""The other archive of a merge: a folder or a backup, read without being trusted.

Its database is opened from a copy, read-only, and only when its tables are the ones this program
makes. Every row is checked by itself before anything is done with it. Nothing is written there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from fieldarchive.archive import Archive
from fieldarchive.catalogue import history_lines, merging
from fieldarchive.catalogue.merging import Row
from fieldarchive.catalogue.snapshots import foreign
from fieldarchive.errors import Unreadable
from fieldarchive.errors_of_copies import DamagedHistory, NothingToMerge
from fieldarchive.storage.bags import reading
from fieldarchive.storage.bags.layout import Bag
from fieldarchive.storage.fetching import borrowed
from fieldarchive.storage.folders import Folders

_COLUMNS = {
    "originals": ("sha256", "size"),
    "erasures": ("record", "erased_at"),
    "erased_originals": ("record", "mark"),
    "revisions": ("digest", "record", "kind", "parents", "made_at", "made_by", "device", "body"),
}


@dataclass(frozen=True, slots=True)
class Other:
    """What a merge reads: the rows of a table, each checked, and where an original lies there.

    `rows` knows "originals", "erasures", "erased_originals" and "revisions", of which it gives
    those that are not here. It raises `DamagedHistory`.
    """

    path: Path
    rows: Callable[[str], Iterator[Row]]
    original: Callable[[str], Path]


@contextmanager
def opened_other(archive: Archive, path: Path) -> Iterator[Other]:
    """The archive or backup at `path`; raises `NothingToMerge` when nothing can be believed."""
    folders = Folders(path)
    if path.resolve() == archive.folders.root.resolve():
        raise NothingToMerge(path, "it is this archive itself")
    if Bag(path).generations():
        yield _backup(archive, Bag(path))
        return
    if not folders.record.is_file():
        raise NothingToMerge(path, "there is neither an archive nor a backup in it")
    try:
        with borrowed(folders, archive.folders) as copy, foreign(copy) as database:

            def rows(table: str) -> Iterator[Row]:
                return believed(archive.record, database, table)

            yield Other(path, rows, folders.original)
    except Unreadable as error:
        raise NothingToMerge(path, error.reason.rstrip(".")) from error


def _backup(archive: Archive, bag: Bag) -> Other:
    """A backup, by its newest generation that is whole."""
    for number in bag.generations():
        folder = bag.generation(number)
        about = reading.about(folder)
        if about and all(reading.is_as_written(folder, about, f"{t}.jsonl") for t in _COLUMNS):

            def rows(table: str, folder: Path = folder) -> Iterator[Row]:
                lines = reading.lines_of_table(folder, table)
                read = history_lines.rows_in(archive.record, table, lines)
                return merging.not_here(archive.record, read) if table == "revisions" else read

            return Other(bag.root, rows, bag.store.original)
    raise NothingToMerge(bag.root, "its history is not as it was written")


def believed(here: Database, there: Database, table: str) -> Iterator[Row]:
    """The rows of a table of another record, each checked by itself; of revisions those that are
    not here. Raises `DamagedHistory`."""
    rows: Iterable[Row] = merging.rows_of(there, table, _COLUMNS[table])
    if table == "revisions":
        rows = merging.not_here(here, rows)
    for number, row in enumerate(rows, 1):
        try:
            why = history_lines.why_wrong(table, row)
        except (TypeError, ValueError, RecursionError) as error:
            raise DamagedHistory(table, number, str(error)) from error
        if why is not None:
            raise DamagedHistory(table, number, why)
        yield row
