"""What the first page asks of a release; each answer comes from an index or is bounded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldarchive.browse.versions import Database

Row = Mapping[str, Any]
Counts = Mapping[str | None, Mapping[str, int]]  # by city, by value

_LATEST = """
SELECT i.id, i.key, i.kind, i.title, i.city, i.date, i.language, i.thumbnail, i.duration_ms,
       t.width, t.height
FROM items i LEFT JOIN thumbnails t ON t.sha256 = i.thumbnail
ORDER BY i.date_start DESC, i.recorded_at DESC, i.id LIMIT ?
"""
_PICTURES = """
SELECT i.key, i.title, i.thumbnail, t.width, t.height
FROM items i JOIN thumbnails t ON t.sha256 = i.thumbnail
WHERE i.city = ? AND i.kind = 'photograph' ORDER BY i.id DESC LIMIT ?
"""


async def latest(database: Database, most: int) -> list[Row]:
    """The newest items by date, the newest first."""
    return [dict(row) for row in (await database.execute(_LATEST, [most])).rows]


async def pictures(database: Database, city: str, most: int) -> list[Row]:
    """The photographs of a city that came in last, with the size of their thumbnails."""
    return [dict(row) for row in (await database.execute(_PICTURES, [city, most])).rows]


_KINDS = "SELECT city, kind, count(*) FROM items GROUP BY city, kind"
_THEMES = """
SELECT i.city, t.theme, count(*) FROM item_themes t JOIN items i ON i.id = t.item
GROUP BY i.city, t.theme
"""
_MONTHS = "SELECT city, substr(date_start, 1, 7), count(*) FROM items GROUP BY 1, 2"


async def kinds(database: Database) -> Counts:
    """Items by city and kind; the city is None where nobody knows it."""
    return await _counts(database, _KINDS)


async def themes(database: Database) -> Counts:
    """Items by city and theme."""
    return await _counts(database, _THEMES)


async def months(database: Database) -> Counts:
    """Items by city and month of the earliest day."""
    return await _counts(database, _MONTHS)


async def _counts(database: Database, sql: str) -> Counts:
    counts: dict[str | None, dict[str, int]] = {}
    for city, value, count in (await database.execute(sql)).rows:
        if value is not None:
            counts.setdefault(city, {})[value] = count
    return counts
