"""What the files of an item say of themselves, as the record holds it: no original is read."""

from __future__ import annotations

from dataclasses import fields

from sqlite_utils import Database

from fieldarchive.facts import PhotographFacts, RecordingFacts

_PHOTOGRAPH = ", ".join(f"t.{field.name}" for field in fields(PhotographFacts))
_RECORDING = ", ".join(f"t.{field.name}" for field in fields(RecordingFacts))
_OF_ITEM = (
    "SELECT f.sha256, {columns} FROM item_files f JOIN {table} t ON t.sha256 = f.sha256 "
    "WHERE f.item = ? ORDER BY f.n"
)


def photographs_of(database: Database, item_id: str) -> dict[str, PhotographFacts]:
    """What the pictures of an item say, by SHA-256, in the order of its files."""
    sql = _OF_ITEM.format(columns=_PHOTOGRAPH, table="photographs")
    return {
        sha256: PhotographFacts(*facts) for sha256, *facts in database.conn.execute(sql, [item_id])
    }


def recordings_of(database: Database, item_id: str) -> dict[str, RecordingFacts]:
    """The same of its recordings."""
    sql = _OF_ITEM.format(columns=_RECORDING, table="recordings")
    return {
        sha256: RecordingFacts(*facts) for sha256, *facts in database.conn.execute(sql, [item_id])
    }
