"""What the map asks of a release: its outlines, and the items of a window one by one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'outlines'"
_OUTLINES = "SELECT * FROM outlines"
_POINTS = """
SELECT id, key, kind, title, city, place, date, language, latitude, longitude, accuracy_m
FROM items WHERE id IN (SELECT value FROM json_each(?)) AND latitude IS NOT NULL
AND longitude IS NOT NULL ORDER BY id
"""
_POSITION = "SELECT id, latitude, longitude FROM items WHERE key = ?"


def outlines(connection: sqlite3.Connection) -> list[Row]:
    """The rows of `outlines`; an older release has none."""
    if connection.execute(_TABLES).fetchone() is None:
        return []
    return [dict(row) for row in connection.execute(_OUTLINES)]


def points(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Row]:
    """These items with their positions."""
    return [dict(row) for row in connection.execute(_POINTS, [json.dumps(list(numbers))])]


def position(connection: sqlite3.Connection, key: str) -> Row | None:
    """The number and the position of one item."""
    row = connection.execute(_POSITION, [key]).fetchone()
    return None if row is None else dict(row)


def in_groups(numbers: Sequence[int], size: int = 2000) -> Iterator[Sequence[int]]:
    """Numbers by so many at once."""
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]
