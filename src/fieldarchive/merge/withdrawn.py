"""What was erased on either side of a merge, and what therefore stays out.

A laptop that slept through a withdrawal still has the record and its originals. They are told
apart here before a byte of them is copied.
"""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive.catalogue import erasures
from fieldarchive.catalogue.erasures import Erasures
from fieldarchive.errors import DamagedHistory
from fieldarchive.merge.other import Other


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The tombstones and marks of both sides.

    `theirs` are the other side's tombstones as (record, instant), `marks` its marks and those of
    what its stale revisions name, as (record, mark). `originals` are those that stay out.
    """

    theirs: tuple[tuple[str, str], ...] = ()
    marks: frozenset[tuple[str, str]] = frozenset()
    records: frozenset[str] = frozenset()
    originals: frozenset[str] = frozenset()


def withdrawn(database: Database, other: Other) -> Withdrawn:
    """What was erased here or there; raises `DamagedHistory`."""
    theirs = tuple((row["record"], row["erased_at"]) for row in other.rows("erasures"))
    here = erasures.all_erasures(database)
    erased_at = {**here.erased_at, **dict(theirs)}
    if not erased_at:
        return Withdrawn()
    marks = {(row["record"], row["mark"]) for row in other.rows("erased_originals")}
    if stray := {record for record, _ in marks} - erased_at.keys():
        raise DamagedHistory("erased_originals", 1, f"{min(stray)} was never erased")
    stale, named = _named(other, erased_at.keys())
    marks |= {(record, erasures.mark_of(record, message)) for record, message in stale}
    both = Erasures(erased_at, here.marks | {mark for _, mark in marks})
    there = (row["sha256"] for row in other.rows("originals"))
    suspects = {sha256 for sha256 in there if sha256 not in named and both.of(sha256)}
    needed = erasures.needed_by(database, suspects, without=erased_at)
    return Withdrawn(
        theirs, frozenset(marks), frozenset(erased_at), frozenset(suspects - needed.keys())
    )


def _named(other: Other, erased: Set[str]) -> tuple[set[tuple[str, str]], set[str]]:
    """What the other side's new revisions name: those of erased records, as (record, message),
    and the originals of the living."""
    stale: set[tuple[str, str]] = set()
    living: set[str] = set()
    for row in other.rows("revisions"):
        body = json.loads(row["body"])
        if row["record"] in erased:
            stale |= {(row["record"], message) for message in erasures.messages_of(body)}
        else:
            living |= {entry["sha256"] for entry in body["files"]}
    return stale, living
