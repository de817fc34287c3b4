"""The part of a merge that is history alone: what comes in, what was erased, which heads are left.

It knows no files and no laptop's clock, so that any number of records can be merged in any order
and compared. The transaction is the caller's.

A laptop that slept through a withdrawal still has the record and its originals. Its revisions are
told from the living while they pass, its originals before a byte of them is copied. What it has
although it knows of the withdrawal it needs: such originals come in like all others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from fieldarchive.catalogue import erasing, erasures, merging
from fieldarchive.catalogue.merging import Row
from fieldarchive.errors_of_copies import DamagedHistory, NothingToMerge
from fieldarchive.merge.other import Other


@dataclass(frozen=True, slots=True)
class Came:
    """What went because it was erased there, and what stays out.

    `erased` are the records that were here, by id, and `removed` counts originals; `withheld` are
    originals of the other side. `has_news` tells that more is known erased than before.
    """

    erased: tuple[str, ...] = ()
    removed: int = 0
    withheld: frozenset[str] = frozenset()
    has_news: bool = False


@dataclass(frozen=True, slots=True)
class _Gone:
    """The other side's tombstones and marks; `erased` are the records of all tombstones.

    `stale` are marks of what its revisions of erased records name; they grow while those pass.
    """

    theirs: Mapping[str, str]
    marks: frozenset[tuple[str, str]]
    erased: frozenset[str]
    stale: set[tuple[str, str]] = field(default_factory=set)

    def living(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The revisions of records that nobody erased."""
        for row in rows:
            if (record := row["record"]) not in self.erased:
                yield row
                continue
            messages = erasures.messages_of(json.loads(row["body"]))
            self.stale.update((record, erasures.mark_of(record, one)) for one in messages)


def bring_in(record: Database, other: Other, operation: int) -> Came:
    """Add what the other archive said, and erase what it erased.

    Raises `NothingToMerge` when its history cannot stand by itself, and `DamagedHistory`.
    """
    gone = _gone(record, other)
    merging.add_incoming(record, gone.living(other.rows("revisions")), operation)
    if (stray := merging.stray_revision(record, operation)) is not None:
        raise NothingToMerge(other.path, f"revision {stray} follows one that is not there")
    came = _erase(record, other, gone, operation)  # only now is it known what others need
    merging.find_heads(record, operation)
    return came


def _gone(record: Database, other: Other) -> _Gone:
    theirs = {row["record"]: row["erased_at"] for row in other.rows("erasures")}
    marks = frozenset((row["record"], row["mark"]) for row in other.rows("erased_originals"))
    if stray := {one for one, _ in marks} - theirs.keys():
        raise DamagedHistory("erased_originals", 1, f"{min(stray)} was never erased")
    return _Gone(theirs, marks, frozenset(theirs.keys() | erasures.all_erasures(record).erased_at))


def _erase(record: Database, other: Other, gone: _Gone, operation: int) -> Came:
    """Erase here what was erased there, and remember all that it left."""
    if not gone.erased:
        return Came()
    before = erasures.all_erasures(record)
    news = [one for one in gone.theirs if one not in before.erased_at]
    here = merging.known_records(record, news)
    erasures.put_tombstones(record, gone.theirs.items(), operation)
    erasures.put_marks(record, gone.marks | gone.stale)
    removed = erasing.erase(record, news, operation) if news else []
    now = erasures.all_erasures(record)
    removed += erasing.let_go(record, now.but(before.marks), operation)
    missing = merging.missing_originals(record, other.rows("originals"))
    withheld = erasing.withdrawn(record, (sha256 for sha256, _ in missing), now.but(gone.marks))
    return Came(tuple(here), len(removed), withheld, now != before)
