"""The ways a job with a second copy of an archive can fail: backup, restore, merge, repair.

What they share with all other jobs stands in `errors`.

    NoCopies                 a folder without originals, named to repair from
    BackupRefused            a folder that cannot take, or is not, a backup of this archive
    DamagedBackup            a backup that lacks what a restore needs
    DamagedHistory           a line of history that is not what it was
    WouldErase               a merge that would erase what is here, unasked
    NothingToMerge           what was named is no archive, or not to be believed
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fieldarchive.errors import FieldArchiveError


class NoCopies(FieldArchiveError):
    """`folder` holds no originals to repair with; `reason` is a clause."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder, self.reason = folder, reason
        super().__init__(
            f"Nothing can be fetched from {folder}: {reason}. "
            "Name the folder of another archive or of a backup."
        )


class BackupRefused(FieldArchiveError):
    """`folder` cannot take the backup, or is none; `reason` says why and what to do."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder, self.reason = folder, reason
        super().__init__(f"{folder} {reason}")


class DamagedBackup(FieldArchiveError):
    """The backup in `folder` lacks what a restore needs; `faults` are clauses, one each."""

    def __init__(self, folder: Path, faults: Sequence[str], advice: str) -> None:
        self.folder, self.faults = folder, tuple(faults)
        super().__init__(f"{folder} cannot be restored as it is. {advice}")


class DamagedHistory(FieldArchiveError):
    """Line `number` of `table`'s JSON Lines is not what it was; `reason` is a clause."""

    def __init__(self, table: str, number: int, reason: str) -> None:
        self.table, self.number, self.reason = table, number, reason
        super().__init__(f"{table}.jsonl, line {number}: {reason}.")


class WouldErase(FieldArchiveError):
    """Items that are here, `names`, were erased in `path`, and a merge would erase them too.

    `originals` counts the files that would go: theirs, and those that no item here names.
    """

    def __init__(self, path: Path, names: Sequence[str], originals: int) -> None:
        self.path, self.names, self.originals = path, tuple(names), originals
        shown = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
        files = f"{originals:,} original{'' if originals == 1 else 's'}"
        what = f"{shown} ({len(names):,} in all), with {files}" if names else f"{files} of no item"
        super().__init__(
            f"In {path} these were erased for good, and merging would erase them here too: {what}. "
            "Nothing was changed. If a narrator withdrew, merge again with --yes."
        )


class NothingToMerge(FieldArchiveError):
    """`path` cannot be merged; `reason` is a clause. Nothing was changed."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} cannot be merged: {reason}. Nothing was changed.")
