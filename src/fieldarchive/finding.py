"""Find: which items a query means, and what a reader sees of them.

What the team may see is looked up in its browse database, with the same index as in a browser.
Closed items are in no index: those that meet the conditions are published into memory alone, so
that the same words find them, and the person at the terminal is told that they are closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from heapq import merge

from sqlite_utils import Database

from fieldarchive import hits, indexing
from fieldarchive.archive import Archive
from fieldarchive.catalogue import browse_schema, published, search, wanted
from fieldarchive.catalogue.database import open_in_memory, open_to_read, told_in_words
from fieldarchive.catalogue.wanted import Condition, Wanted
from fieldarchive.concordance import Line, by_date, lines
from fieldarchive.config import schema
from fieldarchive.groups import groups
from fieldarchive.hits import Counts, Hit
from fieldarchive.model import Access
from fieldarchive.publish import TEAM, published_items

_AT_ONCE = 500
_COLUMNS = 68  # of a text that is shown of an item: one line of a terminal
_CLOSED = Condition("access", (Access.CLOSED.value,))


@dataclass(frozen=True, slots=True)
class Found:
    """How many items there are in all, how many of them closed, and the first of them.

    `beside` tells what was looked for beside the words that were typed, a sentence each.
    """

    counts: Counts
    closed: int
    hits: tuple[Hit, ...]
    beside: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many items there are in all."""
        return self.counts.total


def find(archive: Archive, query: Wanted, limit: int) -> Found:
    """Items that meet a query, best first, without words newest first; closed ones come last.

    Raises `NotServable` when there is no browse database.
    """
    with _open_to_team(archive) as database:
        asked = _as_browse_asks(archive, query, database)
        counts, found = hits.count(database, asked), hits.find(database, asked, limit, _COLUMNS)
        closed, others = _find_closed(archive, query, limit, database)
    return Found(counts + closed, closed.total, (*found, *others)[:limit], asked.beside)


def concordance(archive: Archive, query: Wanted) -> Iterator[Line]:
    """Every place where an item that meets a query says its words, in order of dates.

    Closed items are among them. Raises `NotServable` when there is no browse database.
    """
    closed = wanted.ids(archive.record, _if_closed(query))
    with _open_to_team(archive) as database, _in_memory(archive, closed, query) as hidden:
        found = lines(database, _as_browse_asks(archive, query, database))
        yield from merge(found, lines(hidden, _words_of(query, hidden, database)), key=by_date)


def selected(archive: Archive, query: Wanted) -> list[str]:
    """The ids of all items that meet a query, closed ones included."""
    if not query.words:
        return wanted.ids(archive.record, query)
    with _open_to_team(archive) as database:
        keys = search.keys(database, _as_browse_asks(archive, query, database))
        if ids := wanted.ids(archive.record, _if_closed(query)):
            with _in_memory(archive, ids, query) as hidden:
                keys += search.keys(hidden, _words_of(query, hidden, database))
    return sorted(key[2:] for key in keys)


def beside(archive: Archive, query: Wanted) -> tuple[str, ...]:
    """What is looked for beside the words of a query, a sentence each; nothing without words."""
    return known_to_browse(archive, query).beside if query.words else ()


def known_to_browse(archive: Archive, query: Wanted) -> Wanted:
    """The query as the team's browse database is asked it; raises `NotServable` without one."""
    with _open_to_team(archive) as database:
        return _as_browse_asks(archive, query, database)


def _as_browse_asks(archive: Archive, query: Wanted, database: Database) -> Wanted:
    """The query in its words, and what it cannot judge judged by the record."""
    query = hits.asked(database, query)
    problems = tuple(one for one in query.conditions if one.field == "problem")
    if not problems:
        return query
    others = tuple(one for one in query.conditions if one.field != "problem")
    ids = tuple(wanted.ids(archive.record, Wanted(problems)))
    return replace(query, conditions=(*others, Condition("id", ids)))


@contextmanager
def _open_to_team(archive: Archive) -> Iterator[Database]:
    path = archive.folders.published(TEAM)
    with told_in_words(path), closing(open_to_read(path)) as database:
        yield database


def _find_closed(
    archive: Archive, query: Wanted, limit: int, names: Database
) -> tuple[Counts, list[Hit]]:
    """The same of closed items; where no words are asked for, only those shown are read."""
    asked = _if_closed(query)
    ids = wanted.ids(archive.record, asked)
    if not ids:
        return Counts(Counter(), Counter()), []
    shown = ids if query.words else wanted.newest(archive.record, asked, limit)
    with _in_memory(archive, shown, query) as hidden:
        words = _words_of(query, hidden, names)
        counts = hits.count(hidden, words) if query.words else _closed_counts(archive, asked)
        return counts, hits.find(hidden, words, limit, _COLUMNS)


@contextmanager
def _in_memory(archive: Archive, ids: Sequence[str], query: Wanted) -> Iterator[Database]:
    """Items as a browse database shows them, whoever may see them, and gone when it is closed.

    What its words are forms of is only noted where a query asks for words.
    """
    database = open_in_memory()
    with closing(database.conn):
        with database.atomic():
            browse_schema.create(database, schema("tables.json")["tables"])
            for group in groups(ids, _AT_ONCE):
                published.put_rows(database, published_items(archive, group))
            if query.words:
                indexing.complete(database)
        yield database


def _if_closed(query: Wanted) -> Wanted:
    return replace(query, conditions=(*query.conditions, _CLOSED))


def _words_of(query: Wanted, database: Database, names: Database) -> Wanted:
    return hits.asked(database, Wanted(words=query.words), names)


def _closed_counts(archive: Archive, asked: Wanted) -> Counts:
    return hits.counted(wanted.counts(archive.record, asked))
