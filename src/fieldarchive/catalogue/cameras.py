"""Cameras and recorders as their files name them, and the items that are theirs."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive.model import Kind

_SEEN = """
SELECT p.camera, p.camera_serial, count(DISTINCT f.item), min(p.taken_local), max(p.taken_local),
  count(DISTINCT CASE WHEN p.gps_at IS NOT NULL THEN f.item END)
FROM item_files f JOIN photographs p ON p.sha256 = f.sha256
WHERE p.taken_local IS NOT NULL OR p.gps_at IS NOT NULL
GROUP BY p.camera, p.camera_serial ORDER BY p.camera, p.camera_serial"""
_OF_CAMERA = """
SELECT DISTINCT f.item FROM item_files f JOIN photographs p ON p.sha256 = f.sha256
WHERE p.camera IS ? AND p.camera_serial IS ? ORDER BY f.item"""
# A quotation mark inside a text is written as \\", so this stands at the beginning of a claim.
_NAMING_A_DEVICE = """
SELECT i.id FROM items i JOIN revisions r ON r.digest = i.revision
WHERE instr(r.body, '["device",') ORDER BY i.id"""
_WITH_PROBLEMS = """
SELECT DISTINCT item FROM problems WHERE code IN (SELECT value FROM json_each(?)) ORDER BY item"""
_NAMED = """
SELECT DISTINCT f.item FROM item_files f JOIN photographs p ON p.sha256 = f.sha256
WHERE f.name = :name OR f.name LIKE '%/' || :escaped ESCAPE '\\' ORDER BY f.item"""


@dataclass(frozen=True, slots=True)
class Seen:
    """One camera as its pictures name it, None where they do not; `first` and `last` are local.

    `with_gps` counts the items that have satellite time.
    """

    camera: str | None
    serial: str | None
    items: int
    first: str | None
    last: str | None
    with_gps: int


def seen(database: Database) -> list[Seen]:
    """The cameras whose pictures tell a time."""
    return [Seen(*row) for row in database.conn.execute(_SEEN)]


def items_of_camera(database: Database, camera: str | None, serial: str | None) -> list[str]:
    """The items with a picture that was taken by a camera, by id."""
    rows = database.conn.execute(_OF_CAMERA, [camera, serial])
    return [item for (item,) in rows]


def items_naming_a_device(database: Database) -> list[str]:
    """The items of which somebody says the device, by id."""
    return [item for (item,) in database.conn.execute(_NAMING_A_DEVICE)]


def items_with_problems(database: Database, codes: Collection[str]) -> list[str]:
    """The items that have one of these problems, by id."""
    rows = database.conn.execute(_WITH_PROBLEMS, [json.dumps(list(codes))])
    return [item for (item,) in rows]


def kinds_and_cities(database: Database, ids: Sequence[str]) -> dict[str, tuple[Kind, str | None]]:
    """The kind and the city of items, by id."""
    rows = database.conn.execute(
        "SELECT id, kind, city FROM items WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    )
    return {item: (Kind(kind), city) for item, kind, city in rows}


def photographs_named(database: Database, name: str) -> Sequence[str]:
    """The items with a picture file of this name, by id."""
    escaped = "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in name)
    rows = database.conn.execute(_NAMED, {"name": name, "escaped": escaped})
    return [item for (item,) in rows]
