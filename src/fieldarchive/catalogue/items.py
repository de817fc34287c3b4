"""Items as they are now: the projection of the newest revisions, and how to find one in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue import seals
from fieldarchive.catalogue.schema import PROJECTION
from fieldarchive.facts import Derived
from fieldarchive.history.conflicts import Conflict
from fieldarchive.model import (
    FileEntry,
    Item,
    Problem,
    Role,
)

_NEWER = ("recorded_at", "clock")  # columns that a later migration put behind the others
_LISTS = {"themes", "people", "told_about"}  # tables of their own
_OF_ITEM = [f.name for f in fields(Item) if f.name not in {*_LISTS, *_NEWER}]
_OF_ONE_ITEM = ("conflicts", "problems", "told_about", "item_people", "item_themes", "item_files")
_OF_FILES = ("photographs", "recordings", "thumbnails")
_FACTS_OF_NOBODY_ELSE = """
DELETE FROM {table} WHERE sha256 IN (
  SELECT f.sha256 FROM item_files f WHERE f.item = ? AND NOT EXISTS (
    SELECT 1 FROM item_files o WHERE o.sha256 = f.sha256 AND o.item <> f.item))"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One item with all that is shown of it. `derived` None leaves what is there."""

    id: str
    revision: str
    item: Item
    files: tuple[FileEntry, ...]
    problems: tuple[Problem, ...]
    added_at: str
    derived: Derived | None
    conflicts: tuple[Conflict, ...] = ()


def put_items(database: Database, shown: Sequence[Shown]) -> None:
    """Write or replace items in the projection. The transaction is the caller's."""
    connection = database.conn
    ids = [(entry.id,) for entry in shown]
    for table in _OF_ONE_ITEM:
        connection.executemany(f"DELETE FROM {table} WHERE item = ?", ids)
    _put_items(connection, shown)
    rows = {
        "item_files": [(s.id, n, *_file_row(f)) for s in shown for n, f in enumerate(s.files, 1)],
        "item_themes": [
            (s.id, n, theme) for s in shown for n, theme in enumerate(s.item.themes, 1)
        ],
        "item_people": [
            (s.id, role, n, handle)
            for s in shown
            for role, handles in s.item.people.items()
            for n, handle in enumerate(handles, 1)
        ],
        "told_about": [
            (s.id, n, t.start_ms, t.end_ms, t.about, t.words, t.about_start, t.about_end)
            for s in shown
            for n, t in enumerate(s.item.told_about, 1)
        ],
        "problems": [
            (s.id, n, p.code, p.message, int(p.serious), p.path)
            for s in shown
            for n, p in enumerate(s.problems, 1)
        ],
        "conflicts": [
            (s.id, n, conflict.field, json.dumps([asdict(v) for v in conflict.versions]))
            for s in shown
            for n, conflict in enumerate(s.conflicts, 1)
        ],
    }
    for table, entries in rows.items():
        seals.insert(connection, table, entries)
    _put_derived(connection, [(s.id, s.derived) for s in shown if s.derived is not None])


def remove_items(database: Database, ids: Sequence[str]) -> None:
    """Take items out of the projection: what is set aside or erased is not shown."""
    for item_id in ids:
        for table in _OF_FILES:
            database.conn.execute(_FACTS_OF_NOBODY_ELSE.format(table=table), [item_id])
        for table in (*_OF_ONE_ITEM, "texts", "segments"):
            database.conn.execute(f"DELETE FROM {table} WHERE item = ?", [item_id])
        database.conn.execute("DELETE FROM items WHERE id = ?", [item_id])


def clear(database: Database) -> None:
    """Empty the whole projection, to write it again from history."""
    for table in PROJECTION:
        database.conn.execute(f"DELETE FROM {table}")


def owners(database: Database, sha256: str, row: int | None = None) -> list[str]:
    """Items that an original belongs to; `row` asks for a line of a table."""
    found = database.conn.execute(
        "SELECT item FROM item_files WHERE sha256 = ? AND row IS ? ORDER BY item", [sha256, row]
    )
    return [item for (item,) in found]


def files_shown(database: Database, ids: Sequence[str]) -> dict[str, list[FileEntry]]:
    """The files of items as they are shown, in order."""
    columns = ", ".join(field.name for field in fields(FileEntry))
    rows = database.conn.execute(
        f"SELECT item, {columns} FROM item_files "
        "WHERE item IN (SELECT value FROM json_each(?)) ORDER BY item, n",
        [json.dumps(list(ids))],
    )
    found: dict[str, list[FileEntry]] = {}
    for item, sha256, name, role, *rest in rows:
        found.setdefault(item, []).append(FileEntry(sha256, name, Role(role), *rest))
    return found


def themes_shown(database: Database, ids: Sequence[str]) -> dict[str, list[str]]:
    """The themes of items, in their order."""
    rows = database.conn.execute(
        "SELECT item, theme FROM item_themes "
        "WHERE item IN (SELECT value FROM json_each(?)) ORDER BY item, n",
        [json.dumps(list(ids))],
    )
    found: dict[str, list[str]] = {}
    for item, theme in rows:
        found.setdefault(item, []).append(theme)
    return found


def days_in_folder(database: Database, folder: str) -> dict[str, int]:
    """The days of the items whose files lie right in a folder, each with how many items it has."""
    beginning = f"{folder}/" if folder else ""
    rows = database.conn.execute(
        "SELECT i.date_start, count(DISTINCT i.id) FROM item_files f JOIN items i ON i.id = f.item "
        "WHERE substr(f.name, 1, ?) = ? AND instr(substr(f.name, ?), '/') = 0 "
        "AND i.date_start = i.date_end GROUP BY 1",
        [len(beginning), beginning, len(beginning) + 1],
    )
    return dict(rows.fetchall())


def parts_of(database: Database, table: str, item_id: str) -> list[dict[str, Any]]:
    """The rows of `item_files`, `segments` or `problems` that belong to an item, in order."""
    return _all(database, f"SELECT * FROM {table} WHERE item = ? ORDER BY n", item_id)


def text_of(database: Database, item_id: str) -> str | None:
    """The readable text of an item."""
    row = database.conn.execute("SELECT text FROM texts WHERE item = ?", [item_id]).fetchone()
    return None if row is None else str(row[0])


def ids(database: Database) -> Iterator[str]:
    """Every item, in the order in which they were recorded: in pages a day follows its clocks."""
    # pictures that share an old fix follow their names
    ordered = "SELECT id FROM items ORDER BY date_start, recorded_at, title, id"
    for (item_id,) in database.conn.execute(ordered):
        yield item_id


def count_by(database: Database, column: str) -> dict[str | None, int]:
    """How many items have each value of a column of `items`."""
    rows = database.conn.execute(
        f'SELECT "{column}", count(*) FROM items GROUP BY 1 ORDER BY 2 DESC, 1'
    )
    return dict(rows.fetchall())


def count_with_problem(database: Database, ids: Sequence[str], codes: Sequence[str]) -> int:
    """How many of these items have a problem of one of these codes."""
    row = database.conn.execute(
        "SELECT count(DISTINCT item) FROM problems WHERE item IN (SELECT value FROM json_each(?)) "
        "AND code IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids)), json.dumps(list(codes))],
    ).fetchone()
    return int(row[0])


def count_in_conflict(database: Database) -> int:
    """How many items were changed differently on two laptops."""
    row = database.conn.execute("SELECT count(DISTINCT item) FROM conflicts").fetchone()
    return int(row[0])


def _put_items(connection: sqlite3.Connection, shown: Sequence[Shown]) -> None:
    names = ["id", "revision", *_OF_ITEM, "added_at", *_NEWER]
    changes = ", ".join(f"{name} = excluded.{name}" for name in [*names[1:], "seal"])
    rows = [
        (s.id, s.revision, *_values(s.item), s.added_at, s.item.recorded_at, s.item.clock)
        for s in shown
    ]
    connection.executemany(
        f"INSERT INTO items VALUES ({', '.join('?' * (len(names) + 1))}) "
        f"ON CONFLICT (id) DO UPDATE SET {changes}",
        [(*row, seals.seal_of(row)) for row in rows],
    )


def _values(item: Item) -> list[Any]:
    keywords = json.dumps(list(item.keywords), ensure_ascii=False)
    return [keywords if name == "keywords" else getattr(item, name) for name in _OF_ITEM]


def _put_derived(connection: sqlite3.Connection, derived: Sequence[tuple[str, Derived]]) -> None:
    ids = [(item_id,) for item_id, _ in derived]
    for table in ("texts", "segments"):
        connection.executemany(f"DELETE FROM {table} WHERE item = ?", ids)
    seals.insert(connection, "texts", [(i, d.text) for i, d in derived if d.text])
    seals.insert(
        connection,
        "segments",
        [
            (i, n, g.start_ms, g.end_ms, g.speaker, g.tier, g.language, g.text)
            for i, d in derived
            for n, g in enumerate(d.segments, 1)
        ],
    )
    for table in ("photographs", "recordings"):
        facts = [(sha, *astuple(f)) for _, d in derived for sha, f in getattr(d, table).items()]
        seals.insert(connection, table, facts)
    seals.insert(
        connection,
        "thumbnails",
        [(sha, t.width, t.height, t.jpeg) for _, d in derived for sha, t in d.thumbnails.items()],
    )


def _file_row(entry: FileEntry) -> tuple[Any, ...]:
    return (
        entry.sha256, entry.name, entry.role, entry.format, entry.mime, entry.size,
        entry.language, entry.encoding, entry.row,
    )  # fmt: skip


def _all(database: Database, sql: str, argument: object) -> list[dict[str, Any]]:
    cursor = database.conn.execute(sql, [argument])
    names = [column[0] for column in cursor.description]
    rows = (zip(names, row, strict=True) for row in cursor)
    return [{name: value for name, value in row if name != "seal"} for row in rows]
