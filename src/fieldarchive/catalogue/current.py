"""Items as they are, read by the hundred: what publishing needs, a query a table."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue.names import key_of
from fieldarchive.model import Kind

Row = dict[str, Any]

_BY_ITEM = (
    "SELECT item AS owner, * FROM {table} "
    "WHERE item IN (SELECT value FROM json_each(?)) ORDER BY item, {order}"
)
_BY_FILE = (
    "SELECT f.item AS owner, t.* FROM item_files f JOIN {table} t ON t.sha256 = f.sha256 "
    "WHERE f.item IN (SELECT value FROM json_each(?)) ORDER BY f.item, f.n"
)


@dataclass(frozen=True, slots=True)
class Current:
    """One item with its rows as the record holds them; facts by SHA-256 in the order of files.

    `problems` are the codes of what is wrong with it."""

    key: str
    item: Row
    text: str | None
    themes: list[str]
    people: list[Row]
    files: list[Row]
    segments: list[Row]
    photographs: dict[str, Row]
    recordings: dict[str, Row]
    thumbnails: dict[str, Row]
    problems: frozenset[str]
    told_about: list[Row]


def keys_by_access(database: Database, ids: Sequence[str]) -> dict[str, list[str]]:
    """The whole names of items by their access, without reading anything else of them."""
    keys: dict[str, list[str]] = defaultdict(list)
    rows = database.conn.execute(
        "SELECT id, kind, access FROM items WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    )
    for item_id, kind, access in rows:
        keys[access].append(key_of(item_id, Kind(kind)))
    return keys


def read(database: Database, ids: Sequence[str]) -> Iterator[Current]:
    """The items named, in the order of their ids; those that are gone are left out."""
    named = json.dumps(list(ids))
    items = _rows(
        database,
        "SELECT id AS owner, * FROM items WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        named,
    )
    texts = _by_item(database, "texts", "item", named)
    themes = _by_item(database, "item_themes", "n", named)
    people = _by_item(database, "item_people", "role DESC, n", named)
    files = _by_item(database, "item_files", "n", named)
    segments = _by_item(database, "segments", "n", named)
    problems = _by_item(database, "problems", "n", named)
    told_about = _by_item(database, "told_about", "n", named)
    facts = {
        table: _rows(database, _BY_FILE.format(table=table), named)
        for table in ("photographs", "recordings", "thumbnails")
    }
    for item_id, (item,) in items.items():
        yield Current(
            key=key_of(item_id, Kind(item["kind"])),
            item=item,
            text=texts[item_id][0]["text"] if item_id in texts else None,
            themes=[row["theme"] for row in themes.get(item_id, [])],
            people=[_without(row, "item", "n") for row in people.get(item_id, [])],
            files=files.get(item_id, []),
            segments=[_without(row, "item") for row in segments.get(item_id, [])],
            photographs=_by_sha(facts["photographs"].get(item_id, []), keep_sha=False),
            recordings=_by_sha(facts["recordings"].get(item_id, []), keep_sha=False),
            thumbnails=_by_sha(facts["thumbnails"].get(item_id, []), keep_sha=True),
            problems=frozenset(row["code"] for row in problems.get(item_id, [])),
            told_about=[_without(row, "item") for row in told_about.get(item_id, [])],
        )


def _by_item(database: Database, table: str, order: str, named: str) -> dict[str, list[Row]]:
    return _rows(database, _BY_ITEM.format(table=table, order=order), named)


def _rows(database: Database, sql: str, named: str) -> dict[str, list[Row]]:
    """Rows by the item that owns them."""
    cursor = database.conn.execute(sql, [named])
    names = [column[0] for column in cursor.description]
    grouped: dict[str, list[Row]] = defaultdict(list)
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        row.pop("seal")
        grouped[row.pop("owner")].append(row)
    return dict(grouped)


def _by_sha(rows: list[Row], *, keep_sha: bool) -> dict[str, Row]:
    return {row["sha256"]: row if keep_sha else _without(row, "sha256") for row in rows}


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}
