"""Opening the two kinds of database, each with its own mark and its own promises.

`archive.db` is the record: private, synchronous=EXTRA, one writer. A browse database is a
published side: it can be deleted and built again. The marks (`PRAGMA application_id`) let
`serve` refuse the record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from fieldarchive.errors import DamagedDatabase, NotServable, StorageError
from fieldarchive.journals import NAMES_ANOTHER, journal_of, names_another
from fieldarchive.naming import naming

ARCHIVE_ID = 0x46416172  # "FAar"
BROWSE_ID = 0x46416272  # "FAbr"
# What says nothing of the database itself: a disk is full or read-only, somebody else is writing.
_PASSING = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY,
}  # fmt: skip


def open_record(path: Path) -> Database:
    """`archive.db`, for reading and writing; made when it is missing."""
    database = Database(_connect(path))
    database.conn.executescript(
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON;"
    )
    return database


def open_scratch() -> Database:
    """A database on the disk without a name, gone once it is closed."""
    return Database(_connect(""))


def open_in_memory() -> Database:
    """A database that is nowhere but in memory, and may hold a part of what refers to a whole."""
    database = Database(_connect(":memory:"))
    database.conn.execute("PRAGMA foreign_keys = OFF")
    return database


def open_browse(path: Path) -> Database:
    """A browse database, for the publisher alone: what is deleted in it is overwritten.

    What was published stays so after a power cut: the draft of a note is gone by then, and nobody
    would type the same command again.
    """
    database = Database(_connect(path))
    database.conn.executescript(
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;"
    )
    return database


def open_to_read(path: Path) -> Database:
    """A browse database, read-only; raises `NotServable` when it is anything else.

    What a command that was killed left half written in it is rolled back first: whoever opens a
    database only to read it may not do that, and is refused by SQLite.
    """
    if (reason := why_not_served(path) or _why_unsettled(path)) is not None:
        raise NotServable(path, reason)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.executescript("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;")
    with suppress(sqlite3.DatabaseError):  # damaged, which is told by whoever reads from it
        connection.execute("PRAGMA cache_size = -32000")
    connection.row_factory = sqlite3.Row
    return Database(connection)


@contextmanager
def told_in_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into a `StorageError` about the database at `path`.

    It is a `DamagedDatabase` unless the disk or somebody else is all that stands in the way.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        reason = (
            f"the database could not be used ({error}). What was reported as kept is safe; "
            "see to the disk, then run the same command again."
        )
        # An error of Python's own, of text that is none, has no code.
        is_passing = getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING
        raise (StorageError if is_passing else DamagedDatabase)(path, reason) from error
    except sqlite3.DatabaseError as error:
        reason = f"the database is damaged ({error}). `fieldarchive verify` says how far."
        raise DamagedDatabase(path, reason) from error


def run_statements(database: Database, script: str) -> None:
    """Run statements that each end a line with `;`, inside the transaction that is open.

    sqlite3's own `executescript` would commit that transaction first.
    """
    for statement in script.split(";\n"):
        if statement.strip():
            database.conn.execute(statement)


def why_not_served(path: Path) -> str | None:
    """A sentence when `path` is no browse database, else None."""
    if not path.is_file():
        return "there is no such file. `fieldarchive ingest` makes browse/team.db."
    mark = _mark(path)
    if mark == ARCHIVE_ID:
        return "it is the record of an archive. Serve browse/team.db beside it."
    if mark != BROWSE_ID:
        return "it is not a browse database of fieldarchive."
    return None


def _why_unsettled(path: Path) -> str | None:
    """Roll back a change that was broken off; a sentence when that cannot be done, else None."""
    journal = journal_of(path)
    if not journal.is_file():
        return None
    if names_another(journal):
        return f"{journal.name} beside it {NAMES_ANOTHER}."
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:  # it is being written at this moment
                return None
            return (
                "a command was stopped while it wrote there, and what it left cannot be cleared "
                f"up ({error}). Is the folder read-only? `fieldarchive ingest` clears it up."
            )
    return None


def _connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;"
    )
    return connection


def _mark(path: Path) -> int:
    """The application id, read from the header: bytes 68 to 71 of a SQLite file, big-endian."""
    with naming(path), path.open("rb") as file:
        header = file.read(72)
    return int.from_bytes(header[68:72], "big") if header.startswith(b"SQLite format 3\0") else 0
