"""Noting: a field note written tonight, from its draft into the record.

A note is written in a draft, by hand in an editor or in one line, and then makes the same stops as
any file that is ingested; its original holds the bytes of the draft. Asking and editing are left
to the terminal; keeping drafts safe, to `storage`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals
from fieldarchive.errors import StorageError
from fieldarchive.ingest import take_in
from fieldarchive.intake.describing import Describer
from fieldarchive.intake.making_items import Described, describe_item
from fieldarchive.intake.material import Options, place_of
from fieldarchive.intake.reading import begin, finish
from fieldarchive.intake.stopping import Stopping
from fieldarchive.intake.workers import Workers
from fieldarchive.model import Authority, Bundle, BundledFile, Claim, Problem, Result, SourceFile

COMMAND = "note"
_BY_HAND = "agreed to in `note`"


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of a draft; `item` is None where nothing was recorded, and `failure` may say why.

    The draft may go when `is_done`: a note may be recorded and not be on the pages yet, and
    taking its draft up again puts it there.
    """

    item: str | None
    result: Result
    problems: tuple[Problem, ...]
    is_done: bool
    failure: StorageError | None = None


def understood(archive: Archive, draft: Path) -> Described:
    """What a draft would become, without writing anything; it has to hold text."""
    describer = Describer(Options())
    with Workers() as workers:
        [material] = finish(begin(_bundle(draft), workers, None))
    return describe_item(archive, describer.describe(material), {draft: ""})


def record(
    archive: Archive, draft: Path, themes: tuple[str, ...] | None, stopping: Stopping
) -> Noted:
    """Keep, record and publish a draft as one operation; `themes` hold over those it names.

    A draft that was recorded before, and then written on, becomes a revision of its note.
    """
    said = () if themes is None else (Claim("themes", [*themes], Authority.EDIT, _BY_HAND),)
    bundle, options = _bundle(draft), Options(by_hand=said, command=COMMAND)
    report = take_in(archive, [bundle], options, lambda step, words: None, stopping)
    found = arrivals.items_at(archive.record, place_of(bundle))
    result = next((one for one in Result if report.items[one]), Result.REFUSED)
    is_recorded = bool(found) and result is not Result.REFUSED
    item = found[0][0] if is_recorded else None
    is_done = is_recorded and report.failure is None and not report.interrupted
    return Noted(item, result, tuple(report.problems), is_done, report.failure)


def _bundle(draft: Path) -> Bundle:
    """A draft as the walk meets it: a file of no folder, called by the moment it was begun."""
    status = draft.lstat()
    source = SourceFile(
        path=draft,
        name=f"notes/{draft.name}",
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        device=status.st_dev,
        inode=status.st_ino,
    )
    return Bundle(f"notes/{draft.stem}", (BundledFile(source),))
