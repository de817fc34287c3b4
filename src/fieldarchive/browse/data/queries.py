"""Every question that the pages put to a browse database, as SQL.

The pages read and never write. Each query is answered by an index or is bounded by a LIMIT, so
that a page stays quick however large the archive grows.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database as Tables

from fieldarchive.browse.versions import Database
from fieldarchive.catalogue.names import keys_of, looks_like_a_name
from fieldarchive.catalogue.wanted import Side, Wanted, where

Row = Mapping[str, Any]

# All columns, because those of an older release are fewer.
THEMES = "SELECT * FROM themes ORDER BY rowid"
CITIES = "SELECT * FROM cities ORDER BY rowid"
PLACES = "SELECT * FROM places ORDER BY rowid"
PEOPLE = "SELECT * FROM people ORDER BY rowid"
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"
SEARCHES = "SELECT name, query FROM saved_searches ORDER BY id"

# By table the columns in which words are looked for.
SEARCHED = {"items": ("title", "labels", "description", "text"), "segments": ("text",)}

_SAYS = "{table}.id IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH :{name})"
_OF_ITEMS = "segments.item IN (SELECT items.id FROM items WHERE {conditions})"
_KEYS_LIKE = "SELECT key FROM items WHERE key >= ? AND key < ? ORDER BY key LIMIT 2"
_ITEM = "SELECT * FROM items WHERE key = ?"
_NAMES = """
SELECT id, key, title, city, date FROM items WHERE id IN (SELECT value FROM json_each(?))
"""
_LOOKS = """
SELECT id, thumbnail, duration_ms FROM items WHERE id IN (SELECT value FROM json_each(?))
"""
_TITLES = "SELECT key, title FROM items WHERE key IN (SELECT value FROM json_each(?))"
_FILES = "SELECT * FROM files WHERE item = ? ORDER BY n"
_PHOTOGRAPHS = """
SELECT f.sha256, f.name, f.mime, f.bytes, p.*
FROM photographs p JOIN files f ON f.id = p.file WHERE p.item = ? ORDER BY f.n
"""
_SEGMENTS = """
SELECT id, n, start_ms, end_ms, speaker, tier, language, text
FROM segments WHERE item = ? ORDER BY n
"""
_SAYING = """
SELECT n FROM segments WHERE item = ?
AND id IN (SELECT rowid FROM segments_fts WHERE segments_fts MATCH ?)
"""
_PICTURES = """
SELECT i.id, i.key, i.title, i.date, i.thumbnail, t.width, t.height
FROM items i JOIN thumbnails t ON t.sha256 = i.thumbnail
WHERE (i.date_start, coalesce(i.recorded_at, ''), i.id) {0} (:day, :at, :id)
  AND i.date_start {1} :day
ORDER BY i.date_start {2}, coalesce(i.recorded_at, '') {2}, i.id {2} LIMIT 4
"""
_CARDS = """
SELECT i.id, i.key, i.kind, i.title, i.city, i.date, i.language, i.thumbnail, i.duration_ms,
       t.width, t.height
FROM items i LEFT JOIN thumbnails t ON t.sha256 = i.thumbnail
WHERE i.id IN (SELECT value FROM json_each(?))
"""
_TOLD_ABOUT = """
SELECT start_ms, end_ms, first_segment, last_segment, about, words
FROM told_about WHERE item = ? ORDER BY n
"""
_PEOPLE_OF = "SELECT role, handle, pseudonym FROM item_people WHERE item = ? ORDER BY role, handle"
_EARLIER = """
SELECT key, title, date FROM items
WHERE (date_start, coalesce(recorded_at, ''), id) < (:day, :at, :id)
  AND date_start <= :day
ORDER BY date_start DESC, coalesce(recorded_at, '') DESC, id DESC LIMIT 1
"""
_LATER = """
SELECT key, title, date FROM items
WHERE (date_start, coalesce(recorded_at, ''), id) > (:day, :at, :id)
  AND date_start >= :day
ORDER BY date_start, coalesce(recorded_at, ''), id LIMIT 1
"""
_FILE = "SELECT name, mime FROM files WHERE sha256 = ? LIMIT 1"
_THUMBNAIL = "SELECT jpeg FROM thumbnails WHERE sha256 = ?"
_THUMBNAIL_SIZE = "SELECT width, height FROM thumbnails WHERE sha256 = ?"


def opened(connection: sqlite3.Connection) -> Tables:
    """A connection of Datasette's as the catalogue takes it; nothing about it is changed."""
    return Tables(connection, recursive_triggers=False, execute_plugins=False)


def asked_of(table: str, wanted: Wanted) -> tuple[list[str], dict[str, str]]:
    """Conditions on `items` or `segments` and their named values; those of a segment's item hold.

    Words are looked for in the segment itself.
    """
    clauses: list[str] = []
    conditions, values = where(wanted, Side.BROWSE)
    if wanted.conditions:
        clauses.append(conditions if table == "items" else _OF_ITEMS.format(conditions=conditions))
    if wanted.match:
        clauses.append(_SAYS.format(table=table, name="match"))
        values["match"] = wanted.match
    if wanted.without:
        clauses.append(f"NOT {_SAYS.format(table=table, name='without')}")
        values["without"] = wanted.without
    return clauses, values


def can_judge(database: Tables, wanted: Wanted) -> bool:
    """Whether a release has what the conditions look at; an older one may lack a table."""
    conditions, values = where(wanted, Side.BROWSE)
    try:
        database.conn.execute(f"EXPLAIN SELECT 1 FROM items WHERE {conditions}", values)
    except sqlite3.OperationalError as error:
        if "no such" not in str(error):
            raise
        return False
    return True


def knows_forms(database: Tables) -> bool:
    """Whether a release has the forms of words that it says; one of an older program has not."""
    return ("lexicon",) in map(tuple, database.conn.execute(TABLES))


def keys_like(database: Tables, prefix: str) -> list[str]:
    """The first two keys that begin so, with the letter of a kind or without."""
    prefixes = [prefix] if looks_like_a_name(prefix) else keys_of(prefix)
    found = [database.conn.execute(_KEYS_LIKE, [one, one + "{"]) for one in prefixes]
    return [str(key) for rows in found for (key,) in rows][:2]


def looks(database: Tables, numbers: Sequence[int]) -> dict[int, Row]:
    """The thumbnail and the length of some items, by their numbers."""
    found = database.conn.execute(_LOOKS, [json.dumps(numbers)])
    return {row["id"]: dict(row) for row in found}


def titles(database: Tables, keys: Sequence[str]) -> dict[str, str]:
    """The titles of some items, by their keys."""
    found = database.conn.execute(_TITLES, [json.dumps(keys)])
    return {row["key"]: row["title"] for row in found}


async def numbers_of(
    database: Database, sql: str, values: Sequence[Any] | Mapping[str, Any]
) -> list[int]:
    """The numbers of the items that a query of Datasette's own gives, however many."""
    asked = f"SELECT group_concat(id) FROM ({sql})"
    [(numbers,)] = (await database.execute(asked, values)).rows
    return json.loads(f"[{numbers or ''}]")  # type: ignore[no-any-return]


def numbers_wanted(connection: sqlite3.Connection, wanted: Wanted) -> list[int]:
    """The numbers of all items that are wanted, in no order."""
    clauses, values = asked_of("items", wanted)
    [(numbers,)] = connection.execute(
        f"SELECT group_concat(id) FROM items WHERE {' AND '.join(clauses) or 1}", values
    )
    return json.loads(f"[{numbers or ''}]")  # type: ignore[no-any-return]


async def item(database: Database, key: str) -> Row | None:
    """One item by its key."""
    return await _row(database, _ITEM, [key])


async def names(database: Database, item_ids: Sequence[int]) -> dict[int, Row]:
    """Key, title, city and date of some items, by their numbers."""
    rows = await _rows(database, _NAMES, [json.dumps(item_ids)])
    return {row["id"]: row for row in rows}


async def files(database: Database, item_id: int) -> list[Row]:
    """The files of an item in their order."""
    return await _rows(database, _FILES, [item_id])


async def photographs(database: Database, item_id: int) -> list[Row]:
    """The picture files of an item, with what they say of themselves."""
    return await _rows(database, _PHOTOGRAPHS, [item_id])


def segments(connection: sqlite3.Connection, item_id: int) -> list[Row]:
    """The segments of an item in their order."""
    return [dict(row) for row in connection.execute(_SEGMENTS, [item_id])]


def segments_saying(connection: sqlite3.Connection, item_id: int, match: str) -> set[int]:
    """The positions of the segments of an item that say what an FTS5 expression looks for."""
    if not match:
        return set()
    return {n for (n,) in connection.execute(_SAYING, [item_id, match])}


def told_about(connection: sqlite3.Connection, item_id: int) -> list[Row]:
    """What time is talked of from which place of an item on; an older release does not say."""
    if ("told_about",) not in map(tuple, connection.execute(TABLES)):
        return []
    return [dict(row) for row in connection.execute(_TOLD_ABOUT, [item_id])]


async def pictures_around(database: Database, of: Row) -> tuple[list[Row], list[Row]]:
    """The pictures just before and just after in time, the oldest first; none without a date."""
    if of["date_start"] is None:
        return [], []
    place = {"day": of["date_start"], "at": of["recorded_at"] or "", "id": of["id"]}
    before = await _rows(database, _PICTURES.format("<", "<=", "DESC"), place)
    return before[::-1], await _rows(database, _PICTURES.format(">", ">=", ""), place)


async def cards(database: Database, numbers: Sequence[int]) -> dict[int, Row]:
    """What a card shows of some items, by their numbers."""
    return {row["id"]: row for row in await _rows(database, _CARDS, [json.dumps(list(numbers))])}


async def people(database: Database, item_id: int) -> list[Row]:
    """Who takes part in an item, by pseudonym."""
    return await _rows(database, _PEOPLE_OF, [item_id])


async def neighbours(database: Database, of: Row) -> tuple[Row | None, Row | None]:
    """The item before and the item after in time; nothing for an item without a date."""
    if of["date_start"] is None:
        return None, None
    place = {"day": of["date_start"], "at": of["recorded_at"] or "", "id": of["id"]}
    return await _row(database, _EARLIER, place), await _row(database, _LATER, place)


async def file_by_hash(database: Database, sha256: str) -> Row | None:
    """Name and media type of an original that this database knows."""
    return await _row(database, _FILE, [sha256])


async def thumbnail(database: Database, sha256: str) -> bytes | None:
    """The JPEG of a thumbnail."""
    row = await _row(database, _THUMBNAIL, [sha256])
    return None if row is None else bytes(row["jpeg"])


async def thumbnail_size(database: Database, sha256: str | None) -> Row | None:
    """Width and height of a thumbnail in pixels."""
    return None if sha256 is None else await _row(database, _THUMBNAIL_SIZE, [sha256])


async def _rows(
    database: Database, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[Row]:
    return [dict(row) for row in (await database.execute(sql, values)).rows]


async def _row(
    database: Database, sql: str, values: Sequence[Any] | Mapping[str, Any]
) -> Row | None:
    found = await _rows(database, sql, values)
    return found[0] if found else None
