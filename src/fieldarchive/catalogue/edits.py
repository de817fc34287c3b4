"""Edits: the files that people edit, as an operation found and left them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive.catalogue import seals


@dataclass(frozen=True, slots=True)
class Edit:
    """What an operation made of one file, `name` being its path below the archive's root.

    `before` and `after` are all of its bytes, None where there was no file.
    """

    name: str
    before: bytes | None
    after: bytes | None


def add_edit(database: Database, operation: int, edit: Edit) -> None:
    """Note what an operation is about to make of a file."""
    row = (operation, edit.name, edit.before, edit.after)
    seals.insert(database.conn, "edits", [row], "INSERT")


def edits_of(database: Database, operation: int) -> list[Edit]:
    """The files that an operation changed, by name."""
    rows = database.conn.execute(
        "SELECT name, before, after FROM edits WHERE operation = ? ORDER BY name", [operation]
    )
    return [Edit(*row) for row in rows]


def edited_last(database: Database, name: str) -> int | None:
    """The newest operation that changed a file."""
    row = database.conn.execute("SELECT max(operation) FROM edits WHERE name = ?", [name])
    found: int | None = row.fetchone()[0]
    return found
