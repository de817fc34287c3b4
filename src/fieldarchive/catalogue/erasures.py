"""Erasures: which records were withdrawn, and how what they held is known without naming it.

A tombstone is a record's id and the instant. A mark is an HMAC, under that id, of what came with
the record: the SHA-256 of an original, a row of a table, a place. A plain hash of a small or
known file would confirm that it was here. What is deleted, and how, stands in `erasing`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue import arrivals, seals

_UNFINISHED = "erasing"
_PLAIN = 6
_NAMED = """
SELECT DISTINCT json_extract(f.value, '$.sha256'), r.record
FROM revisions r, json_each(r.body, '$.files') f
WHERE r.record NOT IN (SELECT value FROM json_each(:without))
AND json_extract(f.value, '$.sha256') IN (SELECT value FROM json_each(:sha256s))"""


@dataclass(frozen=True)
class Erasures:
    """Tombstones, by record with the instant of each, and marks as (record, mark).

    To ask many times.
    """

    erased_at: Mapping[str, str]
    marks: frozenset[tuple[str, str]]

    @cached_property
    def _by_beginning(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for record, mark in self.marks:
            found.setdefault(mark[:_PLAIN], []).append((record, mark))
        return found

    def of(self, message: str) -> str | None:
        """The instant when what left a mark of this message was erased; None if nothing did."""
        for record, mark in self._by_beginning.get(message[:_PLAIN], ()):
            if mark_of(record, message) == mark:
                return self.erased_at[record]
        return None

    def but(self, marks: Set[tuple[str, str]]) -> Erasures:
        """The same without these marks: what is news to whoever knows them."""
        return Erasures(self.erased_at, self.marks - marks)


def all_erasures(database: Database) -> Erasures:
    """Every tombstone and mark here."""
    tombstones = database.conn.execute("SELECT record, erased_at FROM erasures")
    marks = database.conn.execute("SELECT record, mark FROM erased_originals")
    return Erasures(dict(tombstones.fetchall()), frozenset(marks.fetchall()))


def erased_like(database: Database, prefix: str) -> str | None:
    """When the one record was erased whose id begins so; None for none or several."""
    rows = database.conn.execute(
        "SELECT erased_at FROM erasures WHERE record >= ? AND record < ? LIMIT 2",
        [prefix, prefix + "{"],
    ).fetchall()
    return str(rows[0][0]) if len(rows) == 1 and prefix else None


def mark_of(record: str, message: str) -> str:
    """The mark that a record leaves of a message, which begins with a SHA-256.

    It begins as the message does, so that few are compared in earnest: one in millions. Whoever
    has a mark has its record, and learns nothing by that.
    """
    secret = hmac.digest(record.encode(), message.encode(), "sha256").hex()
    return message[:_PLAIN] + secret[_PLAIN:]


def messages_of(body: Mapping[str, Any]) -> Iterator[str]:
    """What a revision's JSON leaves marks of: each original, and each row of a table."""
    for entry in body.get("files", ()):
        yield entry["sha256"]
        if entry.get("row") is not None:
            yield row_message(entry["sha256"], entry["row"])


def row_message(sha256: str, row: int) -> str:
    """The message that stands for one row of a table."""
    return f"{sha256} {row}"


def place_message(place: bytes, part: str) -> str:
    """The message that stands for what lies at a place, by its digest: paths hold names."""
    return hashlib.sha256(place + b"\0" + part.encode("utf-8", "surrogatepass")).hexdigest()


def put_tombstones(
    database: Database, tombstones: Iterable[tuple[str, str]], operation: int
) -> None:
    """Add tombstones, as (record, instant). Of two instants the earlier stays, whichever way
    archives were merged."""
    known = all_erasures(database).erased_at
    rows = [
        (record, instant, operation)
        for record, instant in tombstones
        if instant < known.get(record, "~")
    ]
    seals.insert(database.conn, "erasures", rows)


def put_marks(database: Database, marks: Iterable[tuple[str, str]]) -> None:
    """Add marks, as (record, mark), to those of the tombstones here."""
    seals.insert(database.conn, "erased_originals", marks, "INSERT OR IGNORE")


def needed_by(
    database: Database, sha256s: Iterable[str], without: Iterable[str] = ()
) -> dict[str, set[str]]:
    """The records that name these originals, now or in history, those of `without` aside."""
    rows = database.conn.execute(
        _NAMED, {"without": json.dumps(list(without)), "sha256s": json.dumps(list(sha256s))}
    )
    needed: dict[str, set[str]] = {}
    for sha256, record in rows:
        needed.setdefault(sha256, set()).add(record)
    return needed


def is_unfinished(database: Database) -> bool:
    """Whether files, pages or a browse database may still hold something that was erased."""
    return arrivals.get_fact(database, _UNFINISHED) is not None


def note_unfinished(database: Database, operation: int) -> None:
    """Note that the record let go of something that lies elsewhere too."""
    arrivals.put_fact(database, _UNFINISHED, str(operation))


def note_finished(database: Database) -> None:
    """Note that nothing is left anywhere of what was erased."""
    database.conn.execute("DELETE FROM archive WHERE name = ?", [_UNFINISHED])
