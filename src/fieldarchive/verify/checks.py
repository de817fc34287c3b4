"""The checks of a verify as tasks that any process can do: parts of the record, and originals.

Every task opens the record for itself, to read only. What it finds it says in whole sentences,
with what to do: what is shown can be made again, what was said comes back from a backup.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from sqlite_utils import Database

from fieldarchive.catalogue import arrivals, integrity, revisions, seals
from fieldarchive.catalogue.database import told_in_words
from fieldarchive.catalogue.integrity import Check
from fieldarchive.catalogue.schema import PROJECTION
from fieldarchive.errors import DamagedDatabase, StorageError
from fieldarchive.model import Fault
from fieldarchive.storage.fixity import Checked, check_folder, leftovers_elsewhere
from fieldarchive.storage.folders import Folders
from fieldarchive.verify.findings import Part, Verified

Task: TypeAlias = "Callable[[], Iterator[Verified]]"
Look: TypeAlias = "Callable[[Database], Iterator[Verified]]"

REBUILD = "`fieldarchive rebuild` makes it again from history."
RESTORE = "Bring the record back from a backup: `fieldarchive restore BAG`."
_FOLDERS = [f"{number:02x}" for number in range(256)]
_FOLDERS_A_TASK = 4


def tasks(folders: Folders, part: Part) -> list[Task]:
    """All that there is to check; what lasts longest comes first."""
    checks = [partial(_findings, check) for check in integrity.CHECKS]
    looks: list[Look] = [_seals, *checks, _digests]
    groups = [_FOLDERS[n : n + _FOLDERS_A_TASK] for n in range(0, len(_FOLDERS), _FOLDERS_A_TASK)]
    looks += [partial(_originals, folders, part, group) for group in groups]
    return [*(partial(_on_record, folders, look) for look in looks), partial(_leftovers, folders)]


def _on_record(folders: Folders, look: Look) -> Iterator[Verified]:
    """What a look at the record finds; that it cannot be finished is a fault."""
    try:
        with told_in_words(folders.record):
            yield from look(_opened(folders.record, os.getpid()))
    except StorageError as error:
        yield Verified(faults=[unread(error)])
    except (TypeError, ValueError) as error:  # a value that is no text, or no number, any more
        yield Verified(faults=[_database_fault(None, f"it cannot be read to its end ({error})")])


@cache
def _opened(path: Path, _process: int) -> Database:
    """The record, opened once by each process that does tasks; it ends with the process."""
    return integrity.open_to_check(path)


def _findings(check: Check, database: Database) -> Iterator[Verified]:
    for table, clause in integrity.findings(check, database):
        yield Verified(faults=[_database_fault(table, clause)])


def _seals(database: Database) -> Iterator[Verified]:
    for table, row in seals.broken_rows(database):
        code = "shown-changed" if table in PROJECTION else "row-changed"
        message = f"This row of {table} no longer says what it said. {_advice(table)}"
        yield Verified(faults=[Fault(code, row, message)])


def _digests(database: Database) -> Iterator[Verified]:
    yield Verified(revisions=revisions.count(database))
    for digest in revisions.broken_revisions(database):
        message = f"This revision no longer says what it said. {RESTORE}"
        yield Verified(faults=[Fault("revision-changed", digest, message)])


def _originals(
    folders: Folders, part: Part, names: Sequence[str], database: Database
) -> Iterator[Verified]:
    for name in names:
        expected = dict(arrivals.originals_named(database, name))
        chosen = part.of_these(expected)
        for checked in check_folder(folders, name, expected, chosen):
            yield _verified(checked)


def _leftovers(folders: Folders) -> Iterator[Verified]:
    yield Verified(leftovers=leftovers_elsewhere(folders))


def _verified(checked: Checked) -> Verified:
    return Verified(
        checked.files, checked.bytes_read, faults=checked.faults, leftovers=checked.leftovers
    )


def _database_fault(table: str | None, clause: str) -> Fault:
    """A fault of the record, with what to do about it."""
    code = "shown-changed" if table in PROJECTION else "database"
    return Fault(code, "archive.db", f"The record is damaged: {clause}. {_advice(table)}")


def unread(error: StorageError) -> Fault:
    """That SQLite gave up, in its own words: of the record, or of a disk that is full."""
    if not isinstance(error, DamagedDatabase):
        return Fault(
            "unfinished", "archive.db", f"The check did not come to its end: {error.reason}"
        )
    return _database_fault(None, f"it cannot be read to its end ({error.__cause__})")


def _advice(table: str | None) -> str:
    return REBUILD if table in PROJECTION else RESTORE
