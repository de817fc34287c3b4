"""Merging 200,000 revisions and 10,000 originals that are here already, and memory meanwhile.

Two archives took in the same notes, each for itself, so every record is new and no file has to
be copied. The other one has been worked on: twenty revisions a record, and on every tenth record
the last two words were said apart.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import archives
import material
from measuring import Figure, bench_folder, peak_mb, run

from fieldarchive.archive import new_revision, opened
from fieldarchive.catalogue import arrivals, revisions
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.groups import groups
from fieldarchive.history.revision import Account, Revision
from fieldarchive.model import Authority, Claim, Description

SECONDS, MEMORY_MB = 30, 300
EACH = 20


def figures(quick: bool) -> Iterator[Figure]:
    many = 1_000 if quick else 10_000
    with tempfile.TemporaryDirectory(dir=bench_folder()) as name:
        for items in (many // 10, many):
            folder = Path(name) / str(items)
            folder.mkdir()
            notes = material.notes(bench_folder() / f"notes-{items}", items)
            here = archives.filled(folder / "here", notes)
            other = archives.filled(folder / "other", notes)
            _work_on(other)
            told = f"{items * EACH:,} revisions, {items:,} originals that are here"
            spare = shutil.copytree(here, folder / "spare")
            yield _seconds(f"merge {told}", archives.command(here, "merge", other))
            yield _seconds(f"merge {told}, once more", archives.command(here, "merge", other))
            yield _memory(f"merge {told}", archives.command(spare, "merge", other))
        empty = folder / "empty"
        archives.new(empty)
        told = f"{items * EACH:,} revisions, {items:,} originals, copied too"
        yield _seconds(f"merge {told}", archives.command(empty, "merge", other), None)


def _seconds(what: str, command: list[str | Path], at_most: int | None = SECONDS) -> Figure:
    taken = run(command)
    return Figure(what, f"{taken:.2f} s", "", None, f"{at_most} s" if at_most else "", 1)


def _memory(what: str, command: list[str | Path]) -> Figure:
    return Figure(f"memory: {what}", f"{peak_mb(command):.0f} MB", "", None, f"{MEMORY_MB} MB", 1)


def _work_on(root: Path) -> None:
    """Say more of each record, until it has `EACH` revisions."""
    with opened(root) as archive:
        for group in groups(revisions.standings(archive.record), 500):
            with archive.record.atomic():
                operation = arrivals.begin_operation(archive.record, "ingest", None, "bench")
                written = [said for one in group for said in _further(one)]
                revisions.add_revisions(archive.record, written, operation)


def _further(one: Standing) -> Iterator[Revision]:
    parent, account = one.digest, one.account
    for number in range(1, EACH):
        account = _said(account, number)
        revision = new_revision(one.record, [parent], account)
        is_apart = one.record < "3" and number == EACH - 2  # a tenth of all ids begins so
        parent = parent if is_apart else revision.digest
        yield revision


def _said(account: Account, number: int) -> Account:
    edits = (
        Claim("title", f"Запись {number}", Authority.EDIT, "by hand"),
        Claim("keywords", [f"word-{number}", "fish", "tea"], Authority.EDIT, "by hand"),
        Claim("place", "quay" if number % 2 else "bridge", Authority.EDIT, "by hand"),
    )
    others = [claim for claim in account.description if claim.authority is not Authority.EDIT]
    return replace(account, description=Description((*edits, *others)))
