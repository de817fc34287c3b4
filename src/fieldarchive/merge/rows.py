"""The part of a merge that is history alone: what comes in, what was erased, which heads are left.

It knows no files and no laptop's clock, so that any number of records can be merged in any order
and compared. The transaction is the caller's.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive.catalogue import erasing, erasures, merging
from fieldarchive.errors import NothingToMerge
from fieldarchive.merge.other import Other
from fieldarchive.merge.withdrawn import Withdrawn


@dataclass(frozen=True, slots=True)
class Came:
    """How many records went because they were erased there, and whether more is known erased."""

    erased: int
    has_news: bool


def bring_in(record: Database, other: Other, gone: Withdrawn, operation: int) -> Came:
    """Add what the other archive said, and erase what it erased.

    Raises `NothingToMerge` when its history cannot stand by itself, and `DamagedHistory`.
    """
    merging.add_incoming(record, gone.living(other.rows("revisions")), operation)
    if (stray := merging.stray_revision(record, operation)) is not None:
        raise NothingToMerge(other.path, f"revision {stray} follows one that is not there")
    came = _erase(record, gone, operation)  # only now is it known which originals others need
    merging.find_heads(record, operation)
    return came


def let_go(record: Database, gone: Withdrawn, operation: int) -> None:
    """Give up originals that nobody living names, once it is known which records came in."""
    if gone.erased_at:
        erasing.let_go(record, operation)


def _erase(record: Database, gone: Withdrawn, operation: int) -> Came:
    """Erase here what was erased there, and remember all that it left."""
    news, known = gone.news(record), erasures.all_erasures(record).marks
    here = merging.known_records(record, news)
    erasures.put_tombstones(record, gone.theirs.items(), operation)
    erasures.put_marks(record, gone.marks)
    if news:
        erasing.erase(record, news, operation)
    return Came(len(here), bool(news) or bool({mark for _, mark in gone.marks} - known))
