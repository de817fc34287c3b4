"""The rows of a browse database, in place and at a cost of what changed.

The tables are laid out by `browse_schema`. Who may see what is decided by `publish`, before
anything arrives here.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlite_utils import Database

from fieldarchive.catalogue import full_text, timeline

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Searchable:
    """What the index holds of an item where it differs from the item's own columns."""

    labels: str
    title: str | None = None
    description: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """Everything about one item that an audience may see, rows keyed by column name.

    Row numbers (`id`, `item`, `file`) are left out: this module gives them. A photograph row
    names its file by position in `files`, under "n".
    """

    item: Row
    searchable: Searchable
    files: Sequence[Row] = ()
    photographs: Sequence[Row] = ()
    segments: Sequence[Row] = ()
    spaced_segments: Sequence[str | None] = ()
    themes: Sequence[str] = ()
    people: Sequence[Row] = ()
    told_about: Sequence[Row] = ()
    thumbnails: Sequence[Row] = field(default=(), repr=False)


_WORD = re.compile(r"\w+")
_SAYS = (
    "SELECT i.key, {columns} FROM items i JOIN {of} WHERE i.key IN (SELECT value FROM json_each(?))"
)
_ITEMS_SAY = _SAYS.format(
    columns="s.title, s.description, s.text", of="items_searchable s ON s.id = i.id"
)
_SEGMENTS_SAY = _SAYS.format(
    columns="s.text",
    of="segments g ON g.item = i.id JOIN segments_searchable s ON s.id = g.id",
)
_LABELS = _SAYS.format(columns="s.labels", of="items_searchable s ON s.id = i.id")
Words: TypeAlias = dict[str, set[str]]
_OF_ITEMS = ("photographs", "segments", "files", "item_themes", "item_people", "told_about")
Numbered: TypeAlias = Sequence[tuple[int, PublishedItem]]


def put_items(database: Database, items: Iterable[PublishedItem]) -> None:
    """Add items, or replace those whose key is here already. One transaction is the caller's."""
    full_text.add(database, put_rows(database, items))


def put_rows(database: Database, items: Iterable[PublishedItem]) -> list[int]:
    """What `put_items` does, but for the index; `full_text.fill` makes that of all at once.

    Gives the numbers of the items.
    """
    connection = database.conn
    numbered = []
    replaced: list[str] = []  # originals, by SHA-256
    next_number = _next_number(connection, "items")
    for published in items:
        number = _number_of(connection, published.item["key"])
        if number is None:
            number, next_number = next_number, next_number + 1
        else:
            replaced += _clear(connection, number)
        numbered.append((number, published))
    _insert(connection, "items", [{"id": n, **one.item} for n, one in numbered])
    _put_files(connection, numbered)
    _put_spaced(connection, numbered)
    _put_segments(connection, numbered)
    timeline.put(connection, [number for number, _ in numbered])
    connection.execute(
        "DELETE FROM thumbnails WHERE sha256 IN (SELECT value FROM json_each(?)) "
        "AND sha256 NOT IN (SELECT sha256 FROM files)",
        [json.dumps(replaced)],
    )
    return [number for number, _ in numbered]


def count_of_items(database: Database) -> int:
    """How many items are published here."""
    return int(database.conn.execute("SELECT count(*) FROM items").fetchone()[0])


def words_of(database: Database, keys: Sequence[str]) -> tuple[Words, Words]:
    """By key the words that items say, and those of their labels; of items published here."""
    named = json.dumps(list(keys))
    said: Words = {}
    for query in (_ITEMS_SAY, _SEGMENTS_SAY):
        for key, *texts in database.conn.execute(query, [named]):
            said.setdefault(key, set()).update(*map(words_in, filter(None, texts)))
    labels = database.conn.execute(_LABELS, [named]).fetchall()
    return said, {key: words_in(text or "") for key, text in labels}


def words_in(text: str) -> set[str]:
    """The words of an indexed text, small letters alone; a Han sign is one by itself."""
    return set(_WORD.findall(text.casefold()))


def put_vocabulary(database: Database, tables: Mapping[str, Sequence[Row]]) -> None:
    """Replace tables of words: themes, saved searches; counts of items come with `count`."""
    for name, rows in tables.items():
        database.conn.execute(f'DELETE FROM "{name}"')
        _insert(database.conn, name, rows)


def put_people(database: Database, rows: Sequence[Row]) -> None:
    """Replace the people by those of `rows` whom an item or a segment here names.

    Somebody who is in closed items alone is in no release.
    """
    database.conn.execute("DELETE FROM people")
    _insert(database.conn, "people", rows)
    database.conn.execute(
        "DELETE FROM people WHERE NOT EXISTS (SELECT 1 FROM item_people p "
        "WHERE p.handle = people.handle) "
        "AND NOT EXISTS (SELECT 1 FROM segments s WHERE s.handle = people.handle)"
    )
    database.conn.execute(  # somebody who was taken out of the table since
        "INSERT INTO people (handle, languages) SELECT DISTINCT handle, '[]' FROM item_people p "
        "WHERE NOT EXISTS (SELECT 1 FROM people WHERE people.handle = p.handle)"
    )
    database.conn.execute(
        "UPDATE people SET items = (SELECT count(DISTINCT item) FROM item_people p "
        "WHERE p.handle = people.handle)"
    )


def count(database: Database) -> None:
    """Bring the numbers of items of each theme, city and place up to date."""
    database.conn.execute(
        "UPDATE themes SET items = (SELECT count(*) FROM item_themes WHERE theme = slug)"
    )
    for table, column in (("cities", "city"), ("places", "place")):
        database.conn.execute(
            f'UPDATE "{table}" SET items = (SELECT count(*) FROM items WHERE "{column}" = slug)'
        )


def put_release(database: Database, facts: Mapping[str, str]) -> None:
    """Note what this release is: its audience, its archive, the vocabulary it was built with."""
    database.conn.executemany("INSERT OR REPLACE INTO release VALUES (?, ?)", list(facts.items()))


def release(database: Database) -> dict[str, str]:
    """What `put_release` noted."""
    return dict(database.conn.execute("SELECT name, value FROM release").fetchall())


def keys_present(database: Database, keys: Sequence[str]) -> set[str]:
    """Which of `keys` are published here."""
    found = database.conn.execute(
        "SELECT key FROM items WHERE key IN (SELECT value FROM json_each(?))", [json.dumps(keys)]
    )
    return {key for (key,) in found}


def _number_of(connection: sqlite3.Connection, key: str) -> int | None:
    row = connection.execute("SELECT id FROM items WHERE key = ?", [key]).fetchone()
    return None if row is None else int(row[0])


def _next_number(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"').fetchone()[0])


def _clear(connection: sqlite3.Connection, number: int) -> list[str]:
    """Take an item out, its index entries first: FTS5 has to be told the text it forgets.

    Gives the originals that it had, by SHA-256.
    """
    timeline.forget(connection, number)
    originals = connection.execute("SELECT sha256 FROM files WHERE item = ?", [number]).fetchall()
    connection.execute(
        "INSERT INTO items_fts (items_fts, rowid, title, labels, description, text) "
        "SELECT 'delete', id, title, labels, description, text FROM items_searchable WHERE id = ?",
        [number],
    )
    connection.execute(
        "INSERT INTO segments_fts (segments_fts, rowid, text) "
        "SELECT 'delete', id, text FROM segments_searchable "
        "WHERE id IN (SELECT id FROM segments WHERE item = ?)",
        [number],
    )
    connection.execute(
        "DELETE FROM segments_spaced WHERE id IN (SELECT id FROM segments WHERE item = ?)", [number]
    )
    connection.execute("DELETE FROM items_spaced WHERE id = ?", [number])
    for table in _OF_ITEMS:
        connection.execute(f'DELETE FROM "{table}" WHERE item = ?', [number])
    connection.execute("DELETE FROM items WHERE id = ?", [number])
    return [sha256 for (sha256,) in originals]


def _put_files(connection: sqlite3.Connection, numbered: Numbered) -> None:
    """The rows that hang on items, but for segments; each table in one go."""
    files: list[Row] = []
    photographs: list[Row] = []
    next_file = _next_number(connection, "files")
    for number, one in numbered:
        ids = {row["n"]: next_file + place for place, row in enumerate(one.files)}
        next_file += len(ids)
        files += [{"id": ids[row["n"]], "item": number, **row} for row in one.files]
        for row in one.photographs:
            facts = {name: value for name, value in row.items() if name != "n"}
            photographs.append({"file": ids[row["n"]], "item": number, **facts})
    thumbnails = [row for _, one in numbered for row in one.thumbnails]
    _insert(connection, "thumbnails", thumbnails, replace=True)
    _insert(connection, "files", files)
    _insert(connection, "photographs", photographs)
    themes = [{"item": n, "theme": theme} for n, one in numbered for theme in one.themes]
    _insert(connection, "item_themes", themes)
    people = [{"item": n, **row} for n, one in numbered for row in one.people]
    _insert(connection, "item_people", people)
    told = [{"item": n, **row} for n, one in numbered for row in one.told_about]
    _insert(connection, "told_about", told)


def _put_spaced(connection: sqlite3.Connection, numbered: Numbered) -> None:
    """What is searched in items; words that stand in the item's own row are not stored twice."""
    rows = [
        (number, words.title, words.labels or None, words.description, words.text)
        for number, one in numbered
        for words in [one.searchable]
    ]
    connection.executemany(
        "INSERT INTO items_spaced VALUES (?, ?, ?, ?, ?)", [row for row in rows if any(row[1:])]
    )


def _put_segments(connection: sqlite3.Connection, numbered: Numbered) -> None:
    rows: list[Row] = []
    spaced: list[tuple[int, str]] = []
    first = _next_number(connection, "segments")
    for number, one in numbered:
        for row, text in zip(one.segments, one.spaced_segments, strict=True):
            rows.append({"id": first + len(rows), "item": number, **row})
            if text is not None:
                spaced.append((rows[-1]["id"], text))
    _insert(connection, "segments", rows)
    connection.executemany("INSERT INTO segments_spaced VALUES (?, ?)", spaced)


def _insert(
    connection: sqlite3.Connection, table: str, rows: Sequence[Row], *, replace: bool = False
) -> None:
    if not rows:
        return
    columns = list(rows[0])
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f'{verb} INTO "{table}" ({names}) VALUES ({marks})',
        [[row[column] for column in columns] for row in rows],
    )
