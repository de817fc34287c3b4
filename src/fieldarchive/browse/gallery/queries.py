"""What the gallery and its neighbours ask a browse database; indexes answer all of it.

The order of the pictures is read once a release, from an index that holds all that is asked for;
pages read the rows of the few items that they show.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

# As an index of the release has them; SQLite puts what has no date first.
_IN_TIME = """
SELECT id, date_start IS NULL FROM items WHERE thumbnail IS NOT NULL
ORDER BY date_start, recorded_at, id
"""
_FILMS = "SELECT count(*) FROM files WHERE mime GLOB 'video/*'"
_PICTURES = """
SELECT i.id, i.key, i.kind, i.title, i.description, i.city, i.place, i.date, i.date_start,
       i.date_end, i.thumbnail, t.width, t.height
FROM items i LEFT JOIN thumbnails t ON t.sha256 = i.thumbnail
WHERE i.id IN (SELECT value FROM json_each(?))
"""
_NUMBER = "SELECT id FROM items WHERE key = ?"


def in_time(connection: sqlite3.Connection) -> list[int]:
    """The numbers of all items that have a picture, the oldest first, those without date last."""
    rows = _plain(connection).execute(_IN_TIME).fetchall()
    dated = [number for number, is_undated in rows if not is_undated]
    return dated + [number for number, is_undated in rows if is_undated]


def films(connection: sqlite3.Connection) -> int:
    """How many files are films; the pages have no picture of them."""
    return int(_plain(connection).execute(_FILMS).fetchone()[0])


def pictures(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Row]:
    """What a page shows of some pictures, in the order of their numbers given."""
    rows = connection.execute(_PICTURES, [json.dumps(list(numbers))])
    found = {row["id"]: dict(row) for row in rows}
    return [found[number] for number in numbers if number in found]


def number_of(connection: sqlite3.Connection, key: str) -> int | None:
    """The number of the item with a key."""
    row = connection.execute(_NUMBER, [key]).fetchone()
    return None if row is None else int(row[0])


def _plain(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """A cursor that gives plain tuples: a million rows by name would cost a second more."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor
