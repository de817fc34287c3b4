"""The values that pass between the rooms, and the words for them.

Each stop of the walk takes one of these and returns the next:
`SourceFile` (in a `Bundle`) → `Reading` → `Description` → `Item` → `StoredFile` → `Outcome`.
All are frozen; nothing here opens a file or knows a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TypeAlias

from fieldarchive.facts import PhotographFacts, RecordingFacts, Segment, Thumbnail, ToldAbout

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"


FOLDER_FILE = "_folder.yaml"
ITEMS_TABLE = "items.csv"


class Kind(StrEnum):
    """What an item is. A field note is called `note` wherever one word is needed."""

    INTERVIEW = "interview"
    PHOTOGRAPH = "photograph"
    NOTE = "note"


class Access(StrEnum):
    """Who may see an item: everybody, the team, or only who opens the record itself."""

    OPEN = "open"
    TEAM = "team"
    CLOSED = "closed"


class Role(StrEnum):
    """What a file is to its item."""

    IMAGE = "image"
    RECORDING = "recording"
    TRANSCRIPT = "transcript"
    TEXT = "text"
    TABLE = "table"
    SIDECAR = "sidecar"
    ATTACHMENT = "attachment"


class Authority(IntEnum):
    """Who claims a value, strongest first: the smaller number wins."""

    EDIT = 1
    SIDECAR = 2
    FRONT_MATTER = 3
    TABLE = 4
    EMBEDDED = 5
    FOLDER = 6
    OPTION = 7
    PATH = 8
    INFERENCE = 9


@dataclass(frozen=True, slots=True)
class Claim:
    """One value for one field, and who says so.

    `value` is what JSON can hold: text, a number, or a list of texts. `origin` is for a person:
    "XMP dc:title", "heihe/_folder.yaml". Within one authority the earlier claim is the stronger.
    """

    field: str
    value: JSON
    authority: Authority
    origin: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one file or one value: a whole sentence, and what to do about it.

    `message` does not name the file; who prints it puts `path` before it. A problem that is
    `serious` leaves part of the work undone (exit code 3); the others are remarks. `group` is
    what a report counts it under, where many are alike: "phone: 1 h ahead of GPS".
    """

    code: str
    message: str
    serious: bool = False
    path: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something kept that is not as it was written: a code, what it is about, and a sentence.

    `subject` is the SHA-256 of an original, a path in a backup, a table and its row.
    """

    code: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A regular file where the fieldworker has it, as `lstat` saw it.

    `name` is its path below the folder that was named on the command line, NFC, for people;
    `path` keeps the bytes of the file system (surrogateescape).
    """

    path: Path
    name: str
    size: int
    mtime_ns: int
    device: int
    inode: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says, before anybody judged it.

    `mime` is what the content is, not what its name claims. `text` is readable text as written;
    `encoding` the codec that read it (Python's name), None for binary formats.
    `rows` are the lines of a table, keys as written in its header.
    """

    format: str
    mime: str
    role: Role
    text: str | None = None
    encoding: str | None = None
    segments: tuple[Segment, ...] = ()
    claims: tuple[Claim, ...] = ()
    rows: tuple[Mapping[str, str], ...] = ()
    photograph: PhotographFacts | None = None
    recording: RecordingFacts | None = None
    thumbnail: Thumbnail | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What a reader is told beforehand: `encoding` overrides the guess, `language` is BCP 47."""

    encoding: str | None = None
    language: str | None = None
    thumbnail: bool = True


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A file inside a bundle: the language its name tells (`r-012.ru.srt`)."""

    source: SourceFile
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of one item, found together by their stem; `files` in the order of their names.

    `stem` is for people ("heihe/r-012"). `folder_files` are the `_folder.yaml` and `items.csv`
    that hold for them, nearest folder first.
    """

    stem: str
    files: tuple[BundledFile, ...]
    folder_files: tuple[SourceFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """Every claim about one item, and the winner of each field."""

    claims: tuple[Claim, ...] = ()

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def ranked(self, name: str) -> list[Claim]:
        """All claims for a field, the winner first."""
        return sorted((c for c in self.claims if c.field == name), key=lambda c: c.authority)

    def value(self, name: str) -> JSON:
        """The winning value of a field, or None."""
        return next((claim.value for claim in self.ranked(name)), None)

    def fields(self) -> list[str]:
        """The names that anybody claims something for, in order of first claim."""
        return list(dict.fromkeys(claim.field for claim in self.claims))

    def plus(self, claims: Iterable[Claim]) -> Description:
        """This description with more claims, each weaker than its equals that are here."""
        return Description((*self.claims, *claims))


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of an item as a revision remembers it: enough to read the original again.

    `row` is the line of a table (1 is the first after its header) when the item is that line.
    """

    sha256: str
    name: str
    role: Role
    format: str
    mime: str
    size: int
    language: str | None = None
    encoding: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An interview, photograph or field note: checked, typed, ready to be recorded.

    Dates are EDTF with the words as written beside; `date_start` and `date_end` are ISO days
    that bound it, None where it is open. `themes` are slugs of the vocabulary; `people` maps a
    role to handles. `latitude` and `longitude` are WGS 84 degrees, `accuracy_m` metres.
    `recorded_at` is the instant in UTC, where a clock tells it: `clock` says which one.
    `told_about` are stretches in the order of the recording.
    """

    kind: Kind
    title: str
    access: Access
    description: str | None = None
    city: str | None = None
    place: str | None = None
    date: str | None = None
    date_words: str | None = None
    date_start: str | None = None
    date_end: str | None = None
    about: str | None = None
    about_words: str | None = None
    about_start: str | None = None
    about_end: str | None = None
    language: str | None = None
    themes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    creator: str | None = None
    rights: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy_m: float | None = None
    recorded_at: str | None = None
    clock: str | None = None
    told_about: tuple[ToldAbout, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An original that is safe: synced, read back and compared."""

    sha256: str
    size: int
    is_new: bool


class Result(StrEnum):
    """What became of an item, or of a bundle that made none; `back` had been set aside."""

    NEW = "new"
    UPDATED = "updated"
    BACK = "back"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of the walk for one item: what the report has a line for."""

    result: Result
    name: str
    item_id: str | None = None
    kind: Kind | None = None
    title: str | None = None
    problems: tuple[Problem, ...] = ()
