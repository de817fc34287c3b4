"""Saved searches, read: their revisions, which are few among those of many items."""

from __future__ import annotations

import json

from sqlite_utils import Database

from fieldarchive.history.revision import Revision

# Answered by the index that has these revisions alone.
_SAID = "FROM revisions INDEXED BY revisions_searches WHERE kind = 'search'"
ARE_SEARCHES = f"SELECT record {_SAID}"
_HISTORIES = f"""
SELECT record, kind, parents, made_at, made_by, device, body, operation {_SAID}
ORDER BY record, operation, made_at, digest"""


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
    sql = f"SELECT DISTINCT record {_SAID} AND operation = ? ORDER BY record"
    rows = database.conn.execute(sql, [operation])
    return [record for (record,) in rows]
