"""What the pages of people ask of a release; nobody has another name there than a pseudonym."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]

_PEOPLE = "SELECT * FROM people ORDER BY items DESC, handle LIMIT 2000"
_PERSON = "SELECT * FROM people WHERE handle = ?"
_ITEMS = """
SELECT DISTINCT i.id, i.key, i.kind, i.title, i.city, i.date, i.language, i.thumbnail,
       i.duration_ms, t.width, t.height
FROM item_people p JOIN items i ON i.id = p.item LEFT JOIN thumbnails t ON t.sha256 = i.thumbnail
WHERE p.handle = ? ORDER BY i.date_start DESC, i.id LIMIT 60
"""
_ROLES = "SELECT DISTINCT role FROM item_people WHERE handle = ? LIMIT 20"
_SAID = """
SELECT s.start_ms, s.n, s.text, s.language, i.key, i.title, i.date
FROM segments s JOIN items i ON i.id = s.item WHERE s.handle = ? ORDER BY s.item, s.n LIMIT 40
"""
_TOLD = """
SELECT about, count(DISTINCT item) AS items FROM told_times
WHERE item IN (SELECT item FROM item_people WHERE handle = ?)
GROUP BY about, about_start ORDER BY about_start, about LIMIT 60
"""
_IS_COUNTED = "SELECT 1 FROM sqlite_schema WHERE name = 'told_times'"


def people(connection: sqlite3.Connection) -> list[Row]:
    """Everybody whom the release names, those in most items first."""
    return [dict(row) for row in connection.execute(_PEOPLE)]


def person(connection: sqlite3.Connection, handle: str) -> Row | None:
    """One person by handle."""
    row = connection.execute(_PERSON, [handle]).fetchone()
    return None if row is None else dict(row)


def items(connection: sqlite3.Connection, handle: str) -> list[Row]:
    """The newest items that somebody takes part in, as cards show them."""
    return [dict(row) for row in connection.execute(_ITEMS, [handle])]


def roles(connection: sqlite3.Connection, handle: str) -> list[str]:
    """What somebody does in items."""
    return [role for (role,) in connection.execute(_ROLES, [handle])]


def told(connection: sqlite3.Connection, handle: str) -> list[Row]:
    """The times that are told of in items of somebody; none in an older release."""
    if connection.execute(_IS_COUNTED).fetchone() is None:
        return []
    return [dict(row) for row in connection.execute(_TOLD, [handle])]


def said(connection: sqlite3.Connection, handle: str) -> list[Row]:
    """The first segments that somebody speaks."""
    return [dict(row) for row in connection.execute(_SAID, [handle])]
