"""What was erased on either side of a merge, and what therefore stays out.

A laptop that slept through a withdrawal still has the record and its originals. They are told
apart here before a byte of them is copied.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlite_utils import Database

from fieldarchive.catalogue import erasures
from fieldarchive.catalogue.erasures import Erasures
from fieldarchive.merge.other import Other, Row


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The tombstones and marks of both sides.

    `theirs` are the other side's tombstones as (record, instant), `marks` its marks and those of
    what its stale revisions name, as (record, mark). `originals` are those that stay out.
    """

    theirs: tuple[tuple[str, str], ...] = ()
    marks: frozenset[tuple[str, str]] = frozenset()
    records: frozenset[str] = frozenset()
    originals: frozenset[str] = field(default=frozenset())


def withdrawn(database: Database, other: Other) -> Withdrawn:
    """What was erased here or there; raises `DamagedHistory`."""
    theirs = tuple((row["record"], row["erased_at"]) for row in other.rows("erasures"))
    here = erasures.all_erasures(database)
    both = Erasures(
        {**here.erased_at, **dict(theirs)},
        here.marks | {row["mark"] for row in other.rows("erased_originals")},
    )
    if not both.erased_at:
        return Withdrawn()
    marks = {(row["record"], row["mark"]) for row in other.rows("erased_originals")}
    stale = list(_stale(other, both))
    marks |= {(record, erasures.mark_of(record, message)) for record, message in stale}
    suspects = {message for _, message in stale} | {
        row["sha256"] for row in other.rows("originals") if both.of(row["sha256"])
    }
    here_needed = erasures.needed_by(database, suspects, without=both.erased_at)
    needed = _named_by_the_living(other, both, suspects) | here_needed.keys()
    return Withdrawn(
        theirs, frozenset(marks), frozenset(both.erased_at), frozenset(suspects - needed)
    )


def is_living(row: Row, found: Withdrawn) -> bool:
    """Whether a revision is of a record that nobody erased."""
    return row["record"] not in found.records


def _stale(other: Other, both: Erasures) -> Iterator[tuple[str, str]]:
    """What erased records still say there, as (record, what leaves a mark)."""
    for row in other.rows("revisions"):
        if row["record"] in both.erased_at:
            for message in erasures.messages_of(json.loads(row["body"])):
                yield row["record"], message


def _named_by_the_living(other: Other, both: Erasures, suspects: set[str]) -> set[str]:
    if not suspects:
        return set()
    return {
        entry["sha256"]
        for row in other.rows("revisions")
        if row["record"] not in both.erased_at
        for entry in json.loads(row["body"])["files"]
    } & suspects
