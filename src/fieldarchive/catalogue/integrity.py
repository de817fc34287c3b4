"""Whether the record itself is whole: its pages, its references, its layout, its last words.

Seals tell of single rows and digests of single revisions; here is what only the whole can tell.
A finding is a clause, with the table it is about where it is about one: what is shown can be
made again from history, all else has to come from a backup.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TypeAlias

from sqlite_utils import Database

from fieldarchive.catalogue.schema import PROJECTION, migrate

Finding: TypeAlias = "tuple[str | None, str]"
Check: TypeAlias = "Callable[[Database], Iterator[Finding]]"

# Tables, indexes, views and triggers; then, once they are ours and can be asked, what the header
# says and the migrations that were applied.
_LAYOUT = (
    "SELECT type || ' ' || name, tbl_name, sql FROM sqlite_schema",
    "SELECT 'application_id', application_id FROM pragma_application_id "
    "UNION ALL SELECT 'user_version', user_version FROM pragma_user_version "
    "UNION ALL SELECT 'encoding', encoding FROM pragma_encoding "
    "UNION ALL SELECT 'migration ' || name, id || migration_set FROM _sqlite_migrations",
)
# What SQLite's own ANALYZE leaves is no harm; another thing of such a name would be.
_STATISTICS = {
    ("table sqlite_stat1", "sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
    (
        "table sqlite_stat4",
        "sqlite_stat4",
        "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
    ),
}
_FOLLOWED = (
    "SELECT p.value FROM revisions c, json_each(c.parents) p WHERE c.parents <> '[]'"  # parents
)
_HEADS = (
    "SELECT digest || ' is the last word on ' || record || ' and is no head' "
    "FROM revisions r INDEXED BY revisions_record WHERE NOT EXISTS "
    "(SELECT 1 FROM heads h WHERE h.record = r.record AND h.digest = r.digest) "
    f"AND digest NOT IN ({_FOLLOWED})",
    "SELECT digest || ' is a head and is not the last word on ' || record FROM heads h "
    "WHERE NOT EXISTS (SELECT 1 FROM revisions r INDEXED BY revisions_record "
    "WHERE r.record = h.record AND r.digest = h.digest) "
    f"OR digest IN ({_FOLLOWED})",
    "SELECT c.digest || ' follows a revision that is missing' "
    "FROM revisions c, json_each(c.parents) p WHERE c.parents <> '[]' "
    "AND p.value NOT IN (SELECT digest FROM revisions)",
)
# Canonical JSON is sorted, so "aside" comes first in a body.
_SHOWN = (
    "SELECT h.record || ' is described and not shown' FROM heads h "
    "JOIN revisions r ON r.digest = h.digest "
    "WHERE r.kind = 'item' AND NOT EXISTS (SELECT 1 FROM items i WHERE i.id = h.record) "
    "AND substr(r.body, 1, 14) <> '{\"aside\":true,'",
    "SELECT id || ' shows a revision that is not its head' FROM items i "
    "WHERE NOT EXISTS (SELECT 1 FROM heads h WHERE h.record = i.id AND h.digest = i.revision)",
)


def faults_of_layout(database: Database) -> Iterator[str]:
    """What in a record is not of this program's making, before anything else is asked of it.

    Raises SQLite's errors where it cannot be read.
    """
    for _, clause in _layout(database):
        yield clause


def faults_of_tables(database: Database) -> Iterator[str]:
    """What is wrong with the pages of a record of which only rows are read, in the order of
    their keys: the indexes are left out."""
    for _, clause in findings(_tables, database):
        yield clause


def faults(database: Database) -> Iterator[str]:
    """What SQLite and the archive's own rules find wrong, a clause each."""
    for check in CHECKS:
        for _, clause in findings(check, database):
            yield clause


def findings(check: Check, database: Database) -> Iterator[Finding]:
    """What one check finds; that it cannot be finished is a finding too."""
    try:
        yield from check(database)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        yield None, f"it cannot be read to its end ({error})"


def open_to_check(path: Path) -> Database:
    """The record, for reading alone, in a process of its own."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.executescript(
        "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;"
        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;"
    )
    return Database(connection)


def _pages(database: Database) -> Iterator[Finding]:
    for (line,) in database.conn.execute("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield None, str(line)


def _tables(database: Database) -> Iterator[Finding]:
    for (line,) in database.conn.execute("PRAGMA quick_check").fetchall():
        if line != "ok":
            yield None, str(line)


def _references(database: Database) -> Iterator[Finding]:
    """Rows that name what is not there. Heads and what shows them have closer checks below."""
    rows = database.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    for table in sorted({name for (name,) in rows} - {"heads", "items"}):
        for _, _, parent, _ in database.conn.execute(f'PRAGMA foreign_key_check("{table}")'):
            shown = table if parent in PROJECTION else None
            yield shown, f"a row of {table} refers to a missing row of {parent}"


def _layout(database: Database) -> Iterator[Finding]:
    """Whether the tables are the ones that the program makes itself, and no other."""
    for sql in _LAYOUT:
        expected, found = _expected(sql), {*database.conn.execute(sql)} - _STATISTICS
        for name, *_ in sorted(expected - found, key=str):
            yield None, f"{name} is not as this version of fieldarchive makes it"
        for name, *_ in sorted(found - expected, key=str):
            yield None, f"{name} is none of fieldarchive's own"
        if found != expected:
            return


@cache
def _expected(sql: str) -> frozenset[tuple[object, ...]]:
    """What a record that was made this moment answers."""
    with closing(Database(memory=True)) as fresh:
        migrate(fresh)
        return frozenset(fresh.conn.execute(sql))


def _heads(database: Database) -> Iterator[Finding]:
    for sql in _HEADS:
        for (clause,) in database.conn.execute(sql):
            yield None, clause


def _shown(database: Database) -> Iterator[Finding]:
    for sql in _SHOWN:
        for (clause,) in database.conn.execute(sql):
            yield "items", clause


CHECKS: tuple[Check, ...] = (_pages, _references, _heads, _shown, _layout)
