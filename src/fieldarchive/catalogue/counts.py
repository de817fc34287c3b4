"""How often themes and people are named by the items that are shown, and by which."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlite_utils import Database

from fieldarchive.groups import groups

_AT_ONCE = 500


def items_by_theme(database: Database) -> Iterator[tuple[str, str | None, str]]:
    """Each theme of each item: its slug, the item's city, the item's id."""
    yield from database.conn.execute(
        "SELECT t.theme, i.city, i.id FROM item_themes t JOIN items i ON i.id = t.item"
    )


def items_by_person(database: Database) -> Iterator[tuple[str, str, str | None, str]]:
    """Each person of each item: the handle, the role, the item's city, the item's id."""
    yield from database.conn.execute(
        "SELECT p.handle, p.role, i.city, i.id FROM item_people p JOIN items i ON i.id = p.item"
    )


def having_problem(database: Database, code: str) -> Iterator[str]:
    """The ids of the items that have a problem of a kind."""
    rows = database.conn.execute("SELECT DISTINCT item FROM problems WHERE code = ?", [code])
    yield from (item for (item,) in rows.fetchall())


def newest_of(database: Database, items: Collection[str], limit: int) -> list[tuple[str, ...]]:
    """The newest of some items by their dates: id, kind, date or nothing, title."""
    found: list[tuple[str, ...]] = []
    for group in groups(sorted(items), _AT_ONCE):
        marks = ", ".join("?" * len(group))
        found += database.conn.execute(
            "SELECT id, kind, coalesce(date, ''), title, coalesce(date_start, date_end, '') "
            f"FROM items WHERE id IN ({marks})",
            group,
        )
    found.sort(key=lambda row: (row[4], row[0]), reverse=True)
    return [row[:4] for row in found[:limit]]
