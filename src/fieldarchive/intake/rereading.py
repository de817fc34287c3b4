"""Items made again from history and originals, as they were made when they came in.

`rebuild` makes all of them again; merging, undoing and an ingest into a record that others
worked on too make again what they touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

from fieldarchive.archive import Archive
from fieldarchive.catalogue import items, revisions
from fieldarchive.catalogue.items import Shown
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.groups import groups
from fieldarchive.intake.making_items import derive_from, derived_of, item_of, main_file
from fieldarchive.intake.reading import wait
from fieldarchive.intake.rows import text_of, why_no_notes
from fieldarchive.intake.workers import Pending, Workers
from fieldarchive.model import FileEntry, Hints, Problem, Reading, Role
from fieldarchive.readers.formats import format_of
from fieldarchive.storage.naming import named

AT_ONCE = 100


def show_again(archive: Archive, records: Sequence[str], workers: Workers) -> None:
    """Bring the projection of these records up to date: shown, or set aside and not shown.

    Originals are read again only where an item has other files than before. The transaction is
    the caller's.
    """
    for group in groups(records, AT_ONCE):
        show(archive, list(revisions.standings(archive.record, group, aside=True)), workers)


def show(archive: Archive, standing: Sequence[Standing], workers: Workers) -> None:
    """The same of a handful of records of which it is known how they stand."""
    aside = [one.record for one in standing if one.account.aside]
    living = [one for one in standing if not one.account.aside]
    before = items.files_shown(archive.record, [one.record for one in living])
    same = [one for one in living if before.get(one.record) == list(one.account.files)]
    others = [one for one in living if before.get(one.record) != list(one.account.files)]
    items.put_items(archive.record, [described_again(archive, one) for one in same])
    items.put_items(archive.record, read_again(archive, others, workers))
    items.remove_items(archive.record, aside)


def described_again(archive: Archive, head: Standing) -> Shown:
    """The item as it is described now. What its files say is taken from the projection."""
    derived = derived_of(archive, head.record)
    item, problems = item_of(archive, head.account, derived)
    told_by_readers = tuple(
        Problem(row["code"], row["message"], bool(row["serious"]), row["path"])
        for row in items.parts_of(archive.record, "problems", head.record)
        if row["path"] is not None
    )
    return Shown(
        head.record,
        head.digest,
        item,
        head.account.files,
        (*told_by_readers, *problems),
        head.added_at,
        derived=None,
        conflicts=head.conflicts,
    )


# An original as it was read: two items may share one and have been told another language of it.
_Told: TypeAlias = "tuple[str, str, Hints]"
_Read: TypeAlias = "Mapping[_Told, tuple[Reading | None, list[Problem]]]"


def read_again(archive: Archive, heads: Sequence[Standing], workers: Workers) -> list[Shown]:
    """The items of a group of heads; a table that several of them share is read once."""
    with ExitStack() as stack:
        entries = {_told(head, e): e for head in heads for e in head.account.files}
        begun = {
            told: _begin(archive, entry, told[2], workers, stack) for told, entry in entries.items()
        }
        readings = {told: _finish(entry, *begun[told], workers) for told, entry in entries.items()}
    return [_shown(archive, head, readings) for head in heads]


def _told(head: Standing, entry: FileEntry) -> _Told:
    return entry.sha256, Path(entry.name).suffix, _hints(head, entry)


def _hints(head: Standing, entry: FileEntry) -> Hints:
    """What the reader was told when the file came in: an encoding only if somebody named one."""
    was_told = entry.role is not Role.SIDECAR and head.account.description.value("encoding")
    return Hints(encoding=entry.encoding if was_told else None, language=entry.language)


def _begin(
    archive: Archive, entry: FileEntry, hints: Hints, workers: Workers, stack: ExitStack
) -> tuple[Path, Pending]:
    suffix = Path(entry.name).suffix
    path = stack.enter_context(named(archive.folders, entry.sha256, suffix))
    return path, workers.begin(path, format_of(path), hints)


def _finish(
    entry: FileEntry, path: Path, pending: Pending, workers: Workers
) -> tuple[Reading | None, list[Problem]]:
    """What an original says, in the encoding that was found or given when it came in."""
    is_sidecar = entry.format == "yaml"
    reading, problems = wait(pending, entry.name, describes=is_sidecar)
    if reading is None or reading.encoding == entry.encoding:
        return reading, problems
    hints = Hints(encoding=entry.encoding, language=entry.language)
    again = workers.begin(path, format_of(path), hints)
    return wait(again, entry.name, describes=is_sidecar)


def _shown(archive: Archive, head: Standing, readings: _Read) -> Shown:
    files = head.account.files
    read = [(entry, *readings[_told(head, entry)]) for entry in files]
    main = main_file(files)
    table = readings[_told(head, main)][0]
    row = _row_text(table, main.row) if table and main.row else None
    derived = derive_from([(e, reading) for e, reading, _ in read if reading], row)
    item, problems = item_of(archive, head.account, derived)
    told = [] if main.row not in {None, 1} else [p for _, _, found in read for p in found]
    if table and _is_table_alone(files) and (problem := why_no_notes(table, main.name)):
        told.append(problem)
    return Shown(
        head.record,
        head.digest,
        item,
        files,
        (*told, *problems),
        head.added_at,
        derived,
        head.conflicts,
    )


def _row_text(table: Reading, row: int) -> str | None:
    return text_of(table.rows[row - 1]) if row <= len(table.rows) else None


def _is_table_alone(files: Sequence[FileEntry]) -> bool:
    """Whether an item is a whole table: one that could have been notes, had it been one of them."""
    content = [entry for entry in files if entry.role is not Role.SIDECAR]
    return len(content) == 1 and content[0].role is Role.TABLE and content[0].row is None
