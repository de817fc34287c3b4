"""The counts of times in a browse database follow its items, and equal those of one built anew."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue import browse_schema, timeline
from fieldarchive.config import schema
from fieldarchive.describe import edtf

_DATES = ("2013-05-12", "2013-05", "1969~", "196X", "1967~/1989~", "1991/..", "../1991", None)
_CITIES = ("heihe", "blagoveshchensk", None)


def release() -> Database:
    database = Database(memory=True)
    browse_schema.create(database, schema("tables.json")["tables"])
    return database


def add(database: Database, numbers: range, shift: int = 0) -> None:
    for number in numbers:
        date, about = _DATES[(number + shift) % 8], _DATES[(number * 3 + shift) % 8]
        row = {"id": number, "key": f"n-{number}", "kind": "note", "city": _CITIES[number % 3]}
        database.conn.execute("DELETE FROM items WHERE id = ?", [number])
        database.conn.execute("DELETE FROM told_about WHERE item = ?", [number])
        database["items"].insert({**row, **dated("date", date), **dated("about", about)})
        stretch = {"item": number, "n": 1, "words": "then", **dated("about", date)}
        database["told_about"].insert(stretch)


def dated(field: str, date: str | None) -> dict[str, str | None]:
    bounds = edtf.bounds(date) if date else None
    start, end = (bounds.start, bounds.end) if bounds else (None, None)
    return {
        field: date,
        f"{field}_start": start and start.isoformat(),
        f"{field}_end": end and end.isoformat(),
    }


def counts(database: Database) -> list[Any]:
    tables = ("timeline", "told_times")
    return [sorted(map(str, map(dict, database[table].rows))) for table in tables]


def test_a_file_that_follows_counts_like_one_built_anew():
    followed, anew = release(), release()
    add(followed, range(1, 25))
    timeline.put(followed.conn, list(range(1, 25)))
    for number in range(5, 15):
        timeline.forget(followed.conn, number)
    add(followed, range(5, 15), shift=3)
    timeline.put(followed.conn, list(range(5, 15)))
    add(anew, range(1, 25))
    add(anew, range(5, 15), shift=3)
    timeline.put(anew.conn, list(range(1, 25)))
    assert counts(followed) == counts(anew)


def test_forgetting_every_item_leaves_nothing():
    database = release()
    add(database, range(1, 25))
    timeline.put(database.conn, list(range(1, 25)))
    assert counts(database) != [[], []]
    for number in range(1, 25):
        timeline.forget(database.conn, number)
    assert counts(database) == [[], []]


def test_a_count_that_was_forgotten_is_seen():
    """The negative control of the comparison above."""
    followed, anew = release(), release()
    for database in (followed, anew):
        add(database, range(1, 9))
        timeline.put(database.conn, list(range(1, 9)))
    timeline.put(followed.conn, [])
    assert counts(followed) == counts(anew)
    followed.conn.execute("UPDATE timeline SET items = items + 1 WHERE rowid = 1")
    assert counts(followed) != counts(anew)
