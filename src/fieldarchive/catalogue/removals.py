"""Removals: originals that the record has given up and whose files still have to go.

They are noted in the transaction that takes their rows, and forgotten once the files are gone, so
that a crash in between leaves work to finish and never a row without its file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlite_utils import Database

from fieldarchive.catalogue import seals


def note(database: Database, sha256s: Iterable[str]) -> None:
    """Note that these files have to go. The transaction is the caller's."""
    seals.insert(database.conn, "removals", [(sha256,) for sha256 in sha256s])


def waiting(database: Database) -> list[str]:
    """The files that still have to go; never one that has come back as an original since."""
    rows = database.conn.execute(
        "SELECT sha256 FROM removals WHERE sha256 NOT IN (SELECT sha256 FROM originals) ORDER BY 1"
    )
    return [sha256 for (sha256,) in rows]


def done(database: Database, sha256s: Iterable[str]) -> None:
    """Forget files that are gone."""
    database.conn.execute(
        "DELETE FROM removals WHERE sha256 IN (SELECT value FROM json_each(?))",
        [json.dumps(list(sha256s))],
    )
