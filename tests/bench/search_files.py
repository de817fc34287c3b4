"""The same sentences in two files: as our browse database has them, and as stock FTS5 does.

Seconds are of the processor: a build waits for the disk in its one commit alone, and what else
runs on the machine does not count.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from search_adapter import TABLES, note
from sqlite_utils import Database

from fieldarchive import indexing
from fieldarchive.catalogue import browse_schema, published
from fieldarchive.catalogue.database import open_browse
from fieldarchive.groups import groups
from fieldarchive.search.spacing import spaced

_AT_ONCE = 500
# What the search alone needs; the rest of our file are the columns and facets of items.
_SEARCH_NEEDS = """
SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'items_fts*' OR name GLOB 'segments_fts*'
OR name IN ('items_spaced', 'segments_spaced', 'lexicon', 'neighbours', 'spellings')
"""
_NOTES = "SELECT sum(pgsize) FROM dbstat WHERE name = 'notes'"


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds for rows and for what is searched in them; bytes of a part of the file, and of all.

    The part is what the texts take in the stock file, and what the search takes in ours.
    """

    rows: float
    search: float
    part: int
    whole: int


def stock(path: Path, texts: Sequence[str]) -> Built:
    """A table `notes (id, text)` and what sqlite-utils' `enable_fts` makes of it."""
    with closing(open_browse(path)) as database, database.atomic():
        database.conn.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
        rows = seconds(lambda: _put_notes(database, texts))
        search = seconds(lambda: database["notes"].enable_fts(["text"], tokenize="unicode61"))
    return _built(path, rows, search, _NOTES)


def ours(path: Path, texts: Sequence[str]) -> Built:
    """A browse database as `publish.build` makes it, each sentence the text of a note.

    The search is what `indexing.complete` does, and the copies of texts that are indexed in
    another form than they are shown in.
    """
    with closing(open_browse(path)) as database, database.atomic():
        browse_schema.create(database, TABLES)
        rows = seconds(lambda: _put_rows(database, texts))
        copies = seconds(lambda: [spaced(text) for text in texts]) + _copying(database)
        search = copies + seconds(lambda: indexing.complete(database))
    return _built(path, rows - copies, search, _SEARCH_NEEDS)


def seconds(work: Callable[[], object]) -> float:
    """What some work takes of the processor."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _put_notes(database: Database, texts: Sequence[str]) -> None:
    database.conn.executemany("INSERT INTO notes VALUES (?, ?)", enumerate(texts, 1))


def _put_rows(database: Database, texts: Sequence[str]) -> None:
    for some in groups(_notes(texts), _AT_ONCE):
        published.put_rows(database, some)


def _notes(texts: Sequence[str]) -> Iterator[published.PublishedItem]:
    return (note(number, text) for number, text in enumerate(texts, 1))


def _copying(database: Database) -> float:
    """What the copies took to store: they are stored once more, where they cost no room."""
    conn = database.conn
    rows = conn.execute("SELECT * FROM items_spaced").fetchall()
    conn.execute(
        "CREATE TEMP TABLE again (id INTEGER PRIMARY KEY, title, labels, description, text)"
    )
    return seconds(lambda: conn.executemany("INSERT INTO again VALUES (?, ?, ?, ?, ?)", rows))


def _built(path: Path, rows: float, search: float, counted: str) -> Built:
    with closing(open_browse(path)) as database:
        part = int(database.conn.execute(counted).fetchone()[0])
    return Built(rows, search, part, path.stat().st_size)
