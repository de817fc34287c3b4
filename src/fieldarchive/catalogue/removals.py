"""Removals: originals that the record has given up and whose files still have to go.

They are noted in the transaction that takes their rows, and forgotten once the files are gone, so
that a crash in between leaves work to finish and never a row without its file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive.catalogue import seals

_NAMED = "FROM revisions r, json_each(r.body, '$.files') f WHERE r.record"
_UNNEEDED = f"""
WITH aside AS (
  SELECT h.record FROM heads h JOIN revisions r ON r.digest = h.digest
  JOIN operations o ON o.number = r.operation GROUP BY h.record
  HAVING min(json_extract(r.body, '$.aside') IS 1 AND o.command <> 'merge')
  AND max(o.started_at) <= ?),
named AS (
  SELECT json_extract(f.value, '$.sha256') AS sha256, json_extract(f.value, '$.name') AS name
  {_NAMED} IN aside)
SELECT sha256, min(n.name), o.size FROM named n JOIN originals o USING (sha256)
WHERE sha256 NOT IN (SELECT json_extract(f.value, '$.sha256') {_NAMED} NOT IN aside)
GROUP BY sha256 ORDER BY 2, 1"""


@dataclass(frozen=True, slots=True)
class Unneeded:
    """An original that only items set aside ever named; `name` is the first it came under."""

    sha256: str
    name: str
    size: int


def unneeded(database: Database, until: str) -> Iterator[Unneeded]:
    """Originals that nobody needs whose items were set aside here until an instant (UTC).

    What an item that is shown named in any of its revisions is needed, and so is what none named:
    it came beside the items of a folder. That an item was set aside on another laptop, and a
    merge brought it, is no reason to remove what may be the only copy.
    """
    for row in database.conn.execute(_UNNEEDED, [until]):
        yield Unneeded(*row)


def give_up(database: Database, sha256s: Iterable[str]) -> None:
    """Take the rows of originals out of the record, and note that their files have to go."""
    gone = list(sha256s)
    for table in ("photographs", "recordings", "thumbnails", "sources", "originals"):
        database.conn.execute(
            f"DELETE FROM {table} WHERE sha256 IN (SELECT value FROM json_each(?))",
            [json.dumps(gone)],
        )
    note(database, gone)


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
