"""What the pages of a theme and of a place ask: the newest of some items, and what they say."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from fieldarchive.browse.facets import BitMap

Row = Mapping[str, Any]

_FEW = 4000  # so many are sorted sooner than picked out of all items in their order
_LONGEST = 20_000  # letters of a note
_LINES = 300  # segments of a recording
_NEWEST = "SELECT id FROM items WHERE date_start IS NOT NULL ORDER BY date_start DESC"
_NEWEST_OF = """
SELECT id FROM items WHERE id IN (SELECT value FROM json_each(?))
ORDER BY date_start DESC, id LIMIT ?
"""
_TEXTS = f"""
SELECT id, key, kind, title, city, date, language, description, segments,
       substr(text, 1, {_LONGEST}) AS text
FROM items WHERE id IN (SELECT value FROM json_each(?))
"""
_SAID = f"""
SELECT start_ms, speaker, language, text FROM segments WHERE item = ? ORDER BY n LIMIT {_LINES}
"""
_TERM = "SELECT * FROM {} WHERE slug = ?"


def newest(connection: sqlite3.Connection, chosen: BitMap, most: int) -> list[int]:
    """The newest of the chosen items, the newest first; of many those without date are left out."""
    if len(chosen) < _FEW:
        rows = connection.execute(_NEWEST_OF, [json.dumps(list(chosen)), most])
        return [row["id"] for row in rows]
    found: list[int] = []
    for row in connection.execute(_NEWEST):
        if row["id"] in chosen:
            found.append(row["id"])
            if len(found) == most:
                break
    return found


def texts(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Row]:
    """What some items say of themselves, in the order given; the text as far as a page reads it."""
    rows = connection.execute(_TEXTS, [json.dumps(list(numbers))])
    found = {row["id"]: dict(row) for row in rows}
    return [found[number] for number in numbers if number in found]


def said(connection: sqlite3.Connection, number: int) -> list[Row]:
    """The first segments of a recording."""
    return [dict(row) for row in connection.execute(_SAID, [number])]


def term(connection: sqlite3.Connection, table: str, slug: str) -> Row:
    """The row of a theme or a place that is there; `table` is its table."""
    return dict(connection.execute(_TERM.format(table), [slug]).fetchone())
