"""Find: which items a query means, and what a reader sees of them.

What the team may see is looked up in its browse database, with the same index as in a browser.
Closed items are in no index: those that meet the conditions are published into memory alone, so
that the same words find them, and the person at the terminal is told that they are closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from fieldarchive.archive import Archive
from fieldarchive.catalogue import browse_schema, published, search, wanted
from fieldarchive.catalogue.database import open_in_memory, open_to_read, told_in_words
from fieldarchive.catalogue.wanted import Condition, Wanted
from fieldarchive.config import schema
from fieldarchive.model import Access
from fieldarchive.publish import TEAM, published_item
from fieldarchive.search.spacing import unspaced

_PIECES = ("in_text", "in_description", "in_labels")
_CLOSED = Condition("access", (Access.CLOSED.value,))


@dataclass(frozen=True, slots=True)
class Found:
    """How many items there are in all, how many of them closed, and the rows of the first."""

    total: int
    closed: int
    rows: tuple[dict[str, Any], ...]


def find(archive: Archive, query: Wanted, limit: int) -> Found:
    """Items that meet a query, best first, without words newest first; closed ones come last.

    A row's `snippet` has \\x02 and \\x03 around what matched. Raises `NotServable` when there is
    no browse database.
    """
    with _open_to_team(archive) as database:
        total, rows = search.find(database, known_to_browse(archive, query), limit)
    closed = 0
    if (hidden := _closed(archive, query)) is not None:
        with closing(hidden.conn):
            closed, others = search.find(hidden, _words_of(query), limit)
        rows = [*rows, *others][:limit]
    return Found(total + closed, closed, tuple(_readable(row) for row in rows))


def selected(archive: Archive, query: Wanted) -> list[str]:
    """The ids of all items that meet a query, closed ones included."""
    if not (query.match or query.without):
        return wanted.ids(archive.record, query)
    with _open_to_team(archive) as database:
        keys = search.keys(database, known_to_browse(archive, query))
    if (hidden := _closed(archive, query)) is not None:
        with closing(hidden.conn):
            keys += search.keys(hidden, _words_of(query))
    return sorted(key[2:] for key in keys)


def known_to_browse(archive: Archive, query: Wanted) -> Wanted:
    """The query with the conditions that a browse database cannot judge judged by the record."""
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


def _closed(archive: Archive, query: Wanted) -> Database | None:
    """The closed items that meet the conditions, in memory; None where there are none."""
    ids = wanted.ids(archive.record, replace(query, conditions=(*query.conditions, _CLOSED)))
    if not ids:
        return None
    database = open_in_memory()
    with database.atomic():
        browse_schema.create(database, schema("tables.json")["tables"])
        published.put_items(database, (published_item(archive, one) for one in ids))
    return database


def _words_of(query: Wanted) -> Wanted:
    return Wanted(match=query.match, without=query.without)


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    """The row with one `snippet` in place of the three pieces that the index gave."""
    pieces = {name: row.pop(name, None) or "" for name in _PIECES}
    found = next((text for text in pieces.values() if "\x02" in text), "")
    if pieces["in_labels"] == found:
        found = next((line for line in found.splitlines() if "\x02" in line), "")
    return {**row, "snippet": " ".join(unspaced(found).split()) or None}
