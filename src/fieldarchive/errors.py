"""The ways a job can fail, and nothing else.

A bad file is no failure: it is news, and travels as a `Problem` (see `model`). What stands here
ends a whole job, and each class carries its facts so that a terminal, a page and a test can say
them in their own way. Those about a second copy of an archive stand in `errors_of_copies`.

    FieldArchiveError            exit 1
    ├── ArchiveNotFound          no archive where one was looked for
    ├── ArchiveExists            init would write over something
    ├── ConfigurationError       fieldarchive.toml or a vocabulary cannot be used
    ├── ChangedMeanwhile         a file that people edit is not as it was read any more
    ├── CannotReword             a change of a vocabulary that cannot be meant
    ├── ArchiveBusy              another fieldarchive is writing here
    ├── UnsafePlace              a folder that would damage or leak a database
    ├── StorageError             the disk refused, or did not keep what it was given
    │   └── DamagedDatabase      the record, or another database, cannot be used any more
    ├── UnfinishedErasure        the record let go of an item, and a disk kept something of it
    ├── ReportInTheWay           a report would write over something else
    ├── NoSuchItem               a short id that names nothing, or several things
    │   └── WasErased            an item that was withdrawn
    ├── NoEditor                 no program to write a text in
    ├── NoSuchDraft              a name that no draft has, or several
    ├── NotServable              a database that must not be shown
    ├── CannotListen             (in browse) the pages cannot be served at this address
    │   └── PortBusy             (in browse) another program listens there already
    ├── NotOurExport             an export would write among files that are not its own
    ├── NotUnderstood            a term of a query that means nothing in this archive
    ├── UnusablePart             a part of the originals that cannot be meant
    ├── NoSuchOperation          a number that the log does not have
    ├── CannotCalibrate          a picture or a clock that tells no time, or no such device
    ├── CannotUndo               an operation that cannot be taken back, or none that could be
    └── Unreadable               one file; readers raise it, ingest turns it into a Problem
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class FieldArchiveError(Exception):
    """A job cannot go on; `str()` is a whole sentence for the person who started it."""


class ArchiveNotFound(FieldArchiveError):
    """No archive at `start` or in any folder above it."""

    def __init__(self, start: Path) -> None:
        self.start = start
        super().__init__(
            f"No archive at {start} or above it. Make one with `fieldarchive init FOLDER`, "
            "or name one with --archive FOLDER."
        )


class ArchiveExists(FieldArchiveError):
    """`root` holds an archive already, or files that are not ours."""

    def __init__(self, root: Path, found: str) -> None:
        self.root, self.found = root, found
        super().__init__(f"{root} already holds {found}; nothing was changed. Choose a new folder.")


class ConfigurationError(FieldArchiveError):
    """`path` (fieldarchive.toml or a vocabulary) cannot be used; `reason` says where and why."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


class ChangedMeanwhile(FieldArchiveError):
    """Somebody edited `path` between the reading of it and the writing; it was left alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} was changed by somebody else while this command worked, and was left as it "
            "is. Save it in your editor, then run this again."
        )


class CannotReword(FieldArchiveError):
    """A change of a vocabulary that cannot be made; `reason` is a sentence. Nothing was changed."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class ArchiveBusy(FieldArchiveError):
    """Another process holds the archive's lock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        super().__init__(
            f"Another fieldarchive is writing to {root}. Wait until it ends, then run this again."
        )


class UnsafePlace(FieldArchiveError):
    """`root` lies on a network or in a folder that a cloud service copies while we write."""

    def __init__(self, root: Path, service: str) -> None:
        self.root, self.service = root, service
        super().__init__(
            f"{root} lies in {service}, which can damage the database while it copies it. "
            "Move the archive to a folder of this machine, "
            "or set FIELDARCHIVE_ALLOW_SYNCED=1 if you accept that."
        )


class StorageError(FieldArchiveError):
    """The disk under `path` refused a write, or gave back other bytes than it was given."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


class DamagedDatabase(StorageError):
    """The database at `path` is lost, or is not what it was; a backup has the record as it was."""


class UnfinishedErasure(FieldArchiveError):
    """What was erased is shown nowhere, but `reason` kept its words from leaving the disk."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"{reason} What was erased is out of the record, but not yet out of all files. "
            "See to the disk, then run `fieldarchive rebuild`: it finishes this first."
        )


class ReportInTheWay(FieldArchiveError):
    """`path`, for a report or what else is written, holds something else already."""

    def __init__(self, path: Path, what: str = "report") -> None:
        self.path = path
        super().__init__(f"{path} is no earlier {what} and was not written over. Choose another.")


class NoSuchItem(FieldArchiveError):
    """`prefix` names no item, or several: `candidates` are the names and titles of the first."""

    def __init__(self, prefix: str, candidates: Sequence[tuple[str, str]] = ()) -> None:
        self.prefix, self.candidates = prefix, tuple(candidates)
        super().__init__(
            f'"{prefix}" could be any of these. Type more of the id.'
            if candidates
            else f'No item is called "{prefix}". `fieldarchive find` lists what there is.'
        )


class NoEditor(FieldArchiveError):
    """No editor can be opened; `reason` says which was asked for."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{reason} Name yours: export EDITOR=nano")


class NoSuchDraft(FieldArchiveError):
    """`typed` names no draft, or more than one (`matches`)."""

    def __init__(self, typed: str, matches: Sequence[str] = ()) -> None:
        self.typed, self.matches = typed, tuple(matches)
        super().__init__(
            f'"{typed}" could be any of {", ".join(matches)}. Type more of the name.'
            if matches
            else f'No draft is called "{typed}". `fieldarchive note --drafts` lists them.'
        )


class WasErased(NoSuchItem):
    """`prefix` names an item that was erased at the instant `erased_at`."""

    def __init__(self, prefix: str, erased_at: str) -> None:
        super().__init__(prefix)
        self.erased_at = erased_at
        self.args = (
            f"{prefix} was erased on {erased_at[:10]}. Nothing of it is left, "
            "and it cannot be brought back.",
        )


class NotServable(FieldArchiveError):
    """`path` is no browse database: the record itself is never served."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} is not served: {reason}")


class NotOurExport(FieldArchiveError):
    """`folder` holds files that no earlier export wrote; `found` is one of them."""

    def __init__(self, folder: Path, found: str) -> None:
        self.folder, self.found = folder, found
        super().__init__(
            f"{folder} holds {found}, which is no export of fieldarchive; nothing was written. "
            "Choose a new or empty folder."
        )


class NotUnderstood(FieldArchiveError):
    """`word` of a query means nothing in this archive; `wrong` says how, `hint` what to do."""

    def __init__(self, word: str, wrong: str, hint: str) -> None:
        self.word, self.wrong, self.hint = word, wrong, hint
        super().__init__(f'"{word}" {wrong}. {hint}'.rstrip())


class UnusablePart(FieldArchiveError):
    """`written` names no part of the originals."""

    def __init__(self, written: str) -> None:
        self.written = written
        super().__init__(
            f'"{written}" names no part. Write which of how many: 3/7 is the third of seven.'
        )


class NoSuchOperation(FieldArchiveError):
    """The log has no operation `number`."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"There is no operation {number}. `fieldarchive log` lists what there is.")


class CannotCalibrate(FieldArchiveError):
    """What was said of a clock in a picture cannot be used; `reason` is a whole sentence."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class CannotUndo(FieldArchiveError):
    """Operation `number` cannot be taken back, `reason` being the rest of the sentence.

    Without a number there is none to take back, and `reason` is all of it. Nothing was changed.
    """

    def __init__(self, number: int | None, reason: str) -> None:
        self.number, self.reason = number, reason
        super().__init__(reason if number is None else f"Operation {number} {reason}")


class Unreadable(FieldArchiveError):
    """One file has no readable content; `code` is the Problem's, `reason` a clause without path."""

    def __init__(self, reason: str, code: str = "unreadable") -> None:
        self.reason, self.code = reason, code
        super().__init__(reason)
