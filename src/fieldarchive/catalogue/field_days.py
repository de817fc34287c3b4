"""The days on which something was recorded in a city: what counts are weighed by.

A day counts where an item's date is known to the day. The table `field_days` follows its items at
a cost of what changed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeAlias

from sqlite_utils import Database

Days: TypeAlias = set[tuple[str, str]]  # slug of a city, ISO day

_COUNTED = """
INSERT INTO field_days (city, day, items)
SELECT city, date_start, count(*) FROM items
WHERE city IS NOT NULL AND date_start = date_end GROUP BY city, date_start
"""
_OF_KEYS = """
SELECT DISTINCT city, date_start FROM items
WHERE key IN (SELECT value FROM json_each(?)) AND city IS NOT NULL AND date_start = date_end
"""
_OF_A_DAY = """
SELECT count(*) FROM items WHERE date_start = :day AND date_end = :day AND city = :city
"""


def fill(database: Database) -> None:
    """Count all items that are here."""
    database.conn.execute("DELETE FROM field_days")
    database.conn.execute(_COUNTED)


def of_items(database: Database, keys: Sequence[str]) -> Days:
    """The field days that these items make."""
    return {(city, day) for city, day in database.conn.execute(_OF_KEYS, [json.dumps(keys)])}


def follow(database: Database, days: Days) -> None:
    """Count these days anew; a day without items goes."""
    for city, day in days:
        [(count,)] = database.conn.execute(_OF_A_DAY, {"city": city, "day": day})
        database.conn.execute("DELETE FROM field_days WHERE city = ? AND day = ?", [city, day])
        if count:
            database.conn.execute("INSERT INTO field_days VALUES (?, ?, ?)", [city, day, count])
