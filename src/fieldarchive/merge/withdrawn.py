"""What was erased on either side of a merge, and what therefore stays out.

A laptop that slept through a withdrawal still has the record and its originals. Its revisions are
told from the living while they pass; its originals before a byte of them is copied.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from fieldarchive.catalogue import erasures, merging
from fieldarchive.catalogue.merging import Row
from fieldarchive.errors import DamagedHistory
from fieldarchive.merge.other import Other


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The tombstones of both sides, by record with the instant, `theirs` being the other's.

    `marks` are the other's, and those of what its stale revisions name, as (record, mark);
    `named` are the originals that its living revisions name. Both grow while revisions pass.
    """

    theirs: Mapping[str, str]
    erased_at: Mapping[str, str]
    marks: set[tuple[str, str]]
    named: set[str] = field(default_factory=set)

    def news(self, database: Database) -> list[str]:
        """The records that the other side erased and this one did not."""
        known = erasures.all_erasures(database).erased_at
        return [record for record in self.theirs if record not in known]

    def living(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The revisions of records that nobody erased; what the others name is marked."""
        if not self.erased_at:
            yield from rows
            return
        for row in rows:
            body = json.loads(row["body"])
            if (record := row["record"]) in self.erased_at:
                messages = erasures.messages_of(body)
                self.marks.update((record, erasures.mark_of(record, one)) for one in messages)
            else:
                self.named.update(entry["sha256"] for entry in body["files"])
                yield row

    def originals(self, database: Database, other: Other) -> frozenset[str]:
        """The other's originals that stay out: of erased records, and named by no living one.

        To be asked once the tombstones, the marks and the living revisions are in `database`.
        """
        if not self.erased_at:
            return frozenset()
        missing = merging.missing_originals(database, other.rows("originals"))
        unnamed = [sha256 for sha256, _ in missing if sha256 not in self.named]
        return frozenset(erasures.withdrawn(database, unnamed))


def withdrawn(database: Database, other: Other) -> Withdrawn:
    """What was erased here or there; raises `DamagedHistory`."""
    theirs = {row["record"]: row["erased_at"] for row in other.rows("erasures")}
    marks = {(row["record"], row["mark"]) for row in other.rows("erased_originals")}
    if stray := {record for record, _ in marks} - theirs.keys():
        raise DamagedHistory("erased_originals", 1, f"{min(stray)} was never erased")
    return Withdrawn(theirs, {**erasures.all_erasures(database).erased_at, **theirs}, marks)
