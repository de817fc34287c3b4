"""Snapshots: the whole record as one file, written for a backup and read from one.

What comes from a backup is opened for reading only, with a schema that is not trusted until it
was compared with the one that the program makes itself: a trigger or a view in it would be
somebody else's program.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from fieldarchive.catalogue import history_lines, integrity, revisions, seals
from fieldarchive.catalogue.database import told_in_words
from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.errors import Unreadable

# What a damaged file may raise; a name in it that is no UTF-8 is no error of SQLite's.
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
_LONGEST_VALUE = 16 << 20
# Tables whose rows carry no digest of their own, so that only seals tell what happened to them.
_BELIEVED = ("originals", "erasures", "erased_originals")


def write_snapshot(database: Database, path: Path) -> None:
    """Write the record as it is now to a new file, which holds nothing that was deleted."""
    with told_in_words(path):
        # As bytes, because a folder's name may be no UTF-8.
        database.conn.execute("VACUUM INTO CAST(? AS TEXT)", [os.fsencode(path)])


def size_of(database: Database) -> int:
    """About how many bytes a snapshot would have."""
    (size,) = database.conn.execute(
        "SELECT (p.page_count - f.freelist_count) * s.page_size "
        "FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s"
    ).fetchone()
    return int(size)


def faults_of_snapshot(path: Path, expected_hash: str) -> Iterator[str]:
    """What is wrong with the snapshot at `path`, a clause each; nothing when it can be used."""
    if not path.is_file():  # SQLite would wait for a pipe
        yield "there is no such file"
        return
    try:
        with closing(_open(path)) as database:
            yield from _faults(database, expected_hash)
    except UNREADABLE as error:
        yield f"it cannot be read ({error})"


@contextmanager
def foreign(path: Path) -> Iterator[Database]:
    """A copy of somebody else's record, to be read row by row; nothing in it is believed.

    Raises `Unreadable` when its tables are not those of this program, or its pages are damaged.
    What a run that was cut off there had begun is rolled back in the copy first.
    """
    with _in_words():
        _roll_back(path)
        database = _open(path)
    with closing(database):
        with _in_words():
            _refuse_strange(database)
        yield database


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise Unreadable(f"its database cannot be read ({error})") from error


def _roll_back(path: Path) -> None:
    journal = path.with_name(f"{path.name}-journal")
    if not journal.exists():
        return
    at_most = path.stat().st_size + journal.stat().st_size
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema")
    if path.stat().st_size > at_most:
        raise Unreadable("the journal beside its database asks for more pages than there were")


def _refuse_strange(database: Database) -> None:
    for fault in integrity.faults_of_layout(database):
        raise Unreadable(
            f"it was made by another version of fieldarchive, or by a stranger ({fault}). If it "
            "is yours, open it with this version first: fieldarchive --archive FOLDER status"
        )
    database.conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    for fault in integrity.faults_of_tables(database):
        raise Unreadable(f"its database is damaged: {fault}")
    for table, row in seals.broken_rows(database, _BELIEVED):
        raise Unreadable(f"its database is damaged: {table} row {row} is not what it was")


def _faults(database: Database, expected_hash: str) -> Iterator[str]:
    strange = [*integrity.faults_of_layout(database)]
    yield from strange
    if strange:
        return
    yield from integrity.faults(database)
    for table, row in seals.broken_rows(database):
        yield f"{table} row {row} no longer says what it said"
    for digest in revisions.broken_revisions(database):
        yield f"revision {digest} no longer says what it said"
    for table in history_lines.TABLES:
        yield from history_lines.wrong_rows(database, table)
    if archive_hash(database) != expected_hash:
        yield "its history is another one than it was made for"


def _open(path: Path) -> Database:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.executescript(
        "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;"
    )
    return Database(connection)
