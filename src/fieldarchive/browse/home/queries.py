"""What the first page asks of a release; each answer comes from an index or is bounded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldarchive.browse.versions import Database

Row = Mapping[str, Any]

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
