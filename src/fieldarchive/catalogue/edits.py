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


def unfinished(database: Database) -> list[tuple[int, Edit]]:
    """Operations that were cut off while they changed a file, each with what it was to become."""
    rows = database.conn.execute(
        "SELECT operation, name, before, after FROM edits JOIN operations ON number = operation "
        "WHERE ended_at IS NULL ORDER BY number"
    )
    return [(number, Edit(*edit)) for number, *edit in rows.fetchall()]


def end_undone(database: Database, number: int) -> None:
    """Close an operation that was cut off before it changed anything; it takes nothing back."""
    row = database.conn.execute(
        "SELECT number, command, started_at, started_at, made_by, device, ?, NULL "
        "FROM operations WHERE number = ?",
        ["cut off; nothing was changed", number],
    ).fetchone()
    seals.insert(database.conn, "operations", [row])


def edited_last(database: Database, name: str) -> int | None:
    """The newest operation that changed a file."""
    row = database.conn.execute("SELECT max(operation) FROM edits WHERE name = ?", [name])
    found: int | None = row.fetchone()[0]
    return found
