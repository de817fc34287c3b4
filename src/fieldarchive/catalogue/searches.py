"""Saved searches, read: their revisions, which are few among those of many items."""

from __future__ import annotations

import json

from sqlite_utils import Database

from fieldarchive.history.revision import Revision

# Answered by the index that has these revisions alone.
ARE_SEARCHES = "SELECT record FROM revisions INDEXED BY revisions_searches WHERE kind = 'search'"
_HISTORIES = f"""
SELECT record, kind, parents, made_at, made_by, device, body, operation FROM revisions
WHERE record IN ({ARE_SEARCHES}) ORDER BY record, operation, made_at, digest"""


def histories(database: Database) -> dict[str, list[tuple[Revision, int]]]:
    """Every revision of each search, by record, with the operation that wrote it here."""
    found: dict[str, list[tuple[Revision, int]]] = {}
    for name, kind, parents, made_at, made_by, device, body, number in database.conn.execute(
        _HISTORIES
    ):
        known, said = tuple(json.loads(parents)), json.loads(body)
        one = Revision(name, kind, known, made_at, made_by, device, said)
        found.setdefault(name, []).append((one, number))
    return found


def written_by(database: Database, operation: int) -> list[str]:
    """The searches to which an operation added revisions, by id."""
    rows = database.conn.execute(
        f"SELECT DISTINCT record FROM revisions WHERE operation = ? AND record IN ({ARE_SEARCHES}) "
        "ORDER BY record",
        [operation],
    )
    return [record for (record,) in rows]
