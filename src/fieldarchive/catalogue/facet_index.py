"""Which items have which value, as one bitmap a value: what the pages count by.

A bitmap holds numbers of items (`items.id`) and is stored as Roaring writes it (the portable
format of https://github.com/RoaringBitmap/RoaringFormatSpec), so that counting a million items
takes no longer than joining two bitmaps. It follows its rows at a cost of what changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from pyroaring import BitMap
from sqlite_utils import Database

from fieldarchive.catalogue.quadkeys import quadkey

Value: TypeAlias = str | int
Bitmaps: TypeAlias = Mapping[str, Mapping[Value, BitMap]]  # by facet, by value
Said: TypeAlias = dict[tuple[str, Value], BitMap]

TABLE = "CREATE TABLE facet_index (facet TEXT, value, items BLOB, PRIMARY KEY (facet, value))"
EVERY = "every"  # the facet of all items; its only value is the empty word
_COLUMNS = ("city", "kind", "place", "year", "decade", "language", "access")
_ARRAYS = ("themes", "people")
# By facet a statement of the pairs (value, id). A month is said where a date is known so well;
# a square of the map is named by its quadkey.
_PAIRS = {
    EVERY: "SELECT '' AS value, id FROM items",
    **{
        column: f'SELECT "{column}" AS value, id FROM items WHERE "{column}" IS NOT NULL'
        for column in _COLUMNS
    },
    **{
        column: f"SELECT e.value AS value, items.id AS id FROM items, json_each(items.{column}) e"
        for column in _ARRAYS
    },
    "month": "SELECT substr(date_start, 1, 7) AS value, id FROM items "
    "WHERE substr(date_start, 1, 7) = substr(date_end, 1, 7)",
    "square": "SELECT quadkey(latitude, longitude) AS value, id FROM items "
    "WHERE latitude IS NOT NULL AND longitude IS NOT NULL",
}
FACETS = (*_COLUMNS, *_ARRAYS, "month", "square")


def fill(database: Database) -> None:
    """Write the index of all items that are here."""
    database.conn.execute("DELETE FROM facet_index")
    for facet, bitmaps in made(database).items():
        _put(database, {(facet, value): items for value, items in bitmaps.items()})


def made(database: Database) -> Bitmaps:
    """The same from the rows, stored nowhere: for a release that has no index."""
    _prepare(database)
    return {facet: _made(database, pairs) for facet, pairs in _PAIRS.items()}


def stored(database: Database) -> Bitmaps:
    """The index as it was written."""
    found: dict[str, dict[Value, BitMap]] = {facet: {} for facet in _PAIRS}
    for facet, value, items in database.conn.execute("SELECT * FROM facet_index"):
        found.setdefault(facet, {})[value] = BitMap.deserialize(items)
    return found


def said(database: Database, keys: Sequence[str]) -> Said:
    """By facet and value the items of these keys that have it, of those that are here."""
    named = "SELECT id FROM items WHERE key IN (SELECT value FROM json_each(?))"
    numbers = json.dumps([number for (number,) in database.conn.execute(named, [json.dumps(keys)])])
    found: Said = {}
    _prepare(database)
    for facet, pairs in _PAIRS.items():
        some = f"SELECT * FROM ({pairs}) WHERE id IN (SELECT value FROM json_each(?))"
        for value, number in database.conn.execute(some, [numbers]):
            found.setdefault((facet, value), BitMap()).add(number)
    return found


def follow(database: Database, before: Said, after: Said) -> None:
    """Bring the index up to date, where `said` gave this before a change and that after it."""
    changed: Said = {}
    for facet, value in before.keys() | after.keys():
        was, now = (side.get((facet, value), BitMap()) for side in (before, after))
        if was != now:
            changed[facet, value] = (_stored(database, facet, value) - was) | now
    _put(database, changed)


def _prepare(database: Database) -> None:
    database.conn.create_function("quadkey", 2, quadkey, deterministic=True)


def _made(database: Database, pairs: str) -> dict[Value, BitMap]:
    grouped = f"SELECT value, group_concat(id) FROM ({pairs}) GROUP BY value"
    return {
        value: BitMap(json.loads(f"[{numbers}]"))
        for value, numbers in database.conn.execute(grouped)
    }


def _stored(database: Database, facet: str, value: Value) -> BitMap:
    asked = "SELECT items FROM facet_index WHERE facet = ? AND value = ?"
    row = database.conn.execute(asked, [facet, value]).fetchone()
    return BitMap() if row is None else BitMap.deserialize(row[0])


def _put(database: Database, bitmaps: Said) -> None:
    empty = [pair for pair, items in bitmaps.items() if not items]
    database.conn.executemany("DELETE FROM facet_index WHERE facet = ? AND value = ?", empty)
    database.conn.executemany(
        "INSERT OR REPLACE INTO facet_index VALUES (?, ?, ?)", _rows(bitmaps.items())
    )


def _rows(
    bitmaps: Iterable[tuple[tuple[str, Value], BitMap]],
) -> Iterable[tuple[str, Value, bytes]]:
    for (facet, value), items in bitmaps:
        if items:
            items.run_optimize()
            yield facet, value, items.serialize()
