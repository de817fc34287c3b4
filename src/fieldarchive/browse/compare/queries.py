"""What the comparison asks of a release: field days, pictures to face each other, and a search."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

_DAYS = "SELECT substr(day, 1, 7) AS month, count(*) FROM field_days WHERE city = ? GROUP BY 1"
_DAYS_BUT = """
SELECT substr(day, 1, 7) AS month, count(DISTINCT day) FROM field_days WHERE city <> ? GROUP BY 1
"""
_PICTURES = """
SELECT i.key, i.title, i.city, i.date, i.date_start, i.language, i.thumbnail, t.width, t.height
FROM items i JOIN thumbnails t ON t.sha256 = i.thumbnail
WHERE i.id IN (SELECT value FROM json_each(?)) ORDER BY i.date_start, i.id
"""
_TABLES = "SELECT 1 FROM sqlite_schema WHERE name = 'field_days'"


def field_days(
    connection: sqlite3.Connection, city: str, *, but: bool = False
) -> dict[str, int] | None:
    """The field days of a city by month, or with `but` those of all others.

    None where a release of an older program has not counted them.
    """
    if connection.execute(_TABLES).fetchone() is None:
        return None
    return dict(connection.execute(_DAYS_BUT if but else _DAYS, [city]).fetchall())


def pictures(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Row]:
    """These photographs in the order of time, with the size of their thumbnails."""
    return [dict(row) for row in connection.execute(_PICTURES, [json.dumps(list(numbers))])]
