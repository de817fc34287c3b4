"""Questions about all items at once: what they lack, and what cannot be as it is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator

from sqlite_utils import Database

_NO_DATE = "coalesce(date, date_start, date_end) IS NULL"
_HAS_ROLE = "EXISTS (SELECT 1 FROM item_files f WHERE f.item = items.id AND f.role = '{role}')"
_HAS = "EXISTS (SELECT 1 FROM {table} x WHERE x.item = items.id)"
_RECORDING = _HAS_ROLE.format(role="recording")
# By the code of the check. :neither are places on no bank, where no city is missing.
_WHERE = {
    "no-city": "city IS NULL AND (place IS NULL OR place NOT IN (SELECT value FROM json_each("
    ":neither)))",
    "no-date": _NO_DATE,
    "no-theme": f"NOT {_HAS.format(table='item_themes')}",
    "no-place": "place IS NULL",
    "no-language": "language IS NULL AND kind <> 'photograph'",
    "no-transcript": f"kind = 'interview' AND NOT {_HAS.format(table='segments')}",
    "empty-note": "kind = 'note' AND description IS NULL AND NOT EXISTS (SELECT 1 FROM texts x "
    "WHERE x.item = items.id AND trim(x.text, char(9, 10, 13, 32)) <> '')",
    "no-length": f"{_RECORDING} AND NOT EXISTS (SELECT 1 FROM item_files f JOIN recordings r "
    "ON r.sha256 = f.sha256 WHERE f.item = items.id AND r.duration_ms IS NOT NULL)",
    "told-of-later": "about_start > date_end",
    "future-date": "date_start > date(added_at, '+1 day')",
    "before-cameras": f"(kind = 'photograph' AND date_end < '1826') "
    f"OR ({_RECORDING} AND date_end < '1877')",
}
_FILES = '"files":['  # follows the claims in the canonical JSON of a revision
_SAME_TITLE = """
SELECT title, date, group_concat(id, ' ') FROM items WHERE kind <> 'photograph' AND date IS NOT NULL
GROUP BY title, date, city HAVING count(*) > 1 ORDER BY 2, 1"""


def ids(database: Database, code: str, neither: Collection[str]) -> tuple[str, ...]:
    """The items that a code is about, by id; `neither` are slugs of places on no bank."""
    rows = database.conn.execute(
        f"SELECT id FROM items WHERE {_WHERE[code]} ORDER BY id",
        {"neither": json.dumps(list(neither))},
    )
    return tuple(item_id for (item_id,) in rows)


def counts(database: Database, codes: Collection[str], neither: Collection[str]) -> dict[str, int]:
    """How many items each of these codes is about; `neither` as for `ids`."""
    return {
        code: database.conn.execute(
            f"SELECT count(*) FROM items WHERE {_WHERE[code]}",
            {"neither": json.dumps(list(neither))},
        ).fetchone()[0]
        for code in codes
    }


def same_titles(database: Database) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Title, date and ids of interviews and notes that share all of these."""
    for title, date, found in database.conn.execute(_SAME_TITLE):
        yield title, date, tuple(sorted(found.split()))


def told(database: Database) -> Iterator[tuple[str, str, bool, str]]:
    """Every problem that describing told of an item: code, message, whether serious, item."""
    rows = database.conn.execute(
        "SELECT code, message, serious, item FROM problems ORDER BY code, message, item"
    )
    for code, message, serious, item in rows:
        yield code, message, bool(serious), item


def counts_of_problems(database: Database) -> dict[str, int]:
    """How many items have a problem of each code."""
    rows = database.conn.execute("SELECT code, count(DISTINCT item) FROM problems GROUP BY code")
    return dict(rows.fetchall())


def said(database: Database, is_wanted: Callable[[str], bool]) -> tuple[str, ...]:
    """The items of which the JSON of what their newest revisions claim is wanted, by id."""
    rows = database.conn.execute(
        "SELECT r.record, r.body FROM revisions r "
        "CROSS JOIN heads h ON h.record = r.record AND h.digest = r.digest "
        "WHERE r.body IS NOT NULL"
    )
    found = {record for record, body in rows if is_wanted(body[: body.rfind(_FILES)])}
    shown = database.conn.execute("SELECT id FROM items ORDER BY id")
    return tuple(item_id for (item_id,) in shown if item_id in found)


def speakers(database: Database) -> Iterator[tuple[str, str]]:
    """Each label of a speaker, with each item whose transcript has it: (label, item)."""
    yield from database.conn.execute(
        "SELECT DISTINCT speaker, item FROM segments WHERE speaker IS NOT NULL ORDER BY 1, 2"
    )


def present(database: Database) -> dict[str, set[str]]:
    """The handles of the people of each item that has any."""
    found: dict[str, set[str]] = {}
    for item, handle in database.conn.execute("SELECT item, handle FROM item_people"):
        found.setdefault(item, set()).add(handle)
    return found


def themes_by_city(database: Database) -> dict[str, dict[str | None, int]]:
    """How many items of each city have each theme, by slug."""
    found: dict[str, dict[str | None, int]] = {}
    rows = database.conn.execute(
        "SELECT t.theme, i.city, count(*) FROM item_themes t JOIN items i ON i.id = t.item "
        "GROUP BY 1, 2 ORDER BY 1, 2"
    )
    for theme, city, count in rows:
        found.setdefault(theme, {})[city] = count
    return found
