"""Read: every file of a bundle with the reader of its format, and tables opened into notes.

A file that cannot be read is no loss: its original is kept, and a problem says why there is
nothing to see of it. Only what has no format at all, or no bytes, is left where it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from fieldarchive.errors import Unreadable
from fieldarchive.intake.material import FileRead, Material
from fieldarchive.intake.rows import notes_of
from fieldarchive.intake.workers import NoReader, Pending, Workers
from fieldarchive.model import Bundle, BundledFile, Hints, Problem, Reading, Role
from fieldarchive.readers.formats import format_of
from fieldarchive.readers.front_matter import refusal
from fieldarchive.readers.interface import Format

_KEPT_ALONE = {".pdf", ".rtf", ".doc", ".xls", ".xlsx", ".ods", ".eaf", ".textgrid", ".gpx", ".kml"}


@dataclass(frozen=True, slots=True)
class ReadingBegun:
    """A bundle whose files are being read; `refused` are those that will not be taken in."""

    bundle: Bundle
    pending: tuple[tuple[BundledFile, Format, Pending], ...]
    refused: tuple[Problem, ...]

    @property
    def is_ready(self) -> bool:
        """Whether every file was read well, so that there is nothing to wait for."""
        return all(pending.is_ready() for _, _, pending in self.pending)


def begin(bundle: Bundle, workers: Workers, encoding: str | None) -> ReadingBegun:
    """Start reading all files of a bundle; `encoding` overrides the guess for its texts."""
    pending: list[tuple[BundledFile, Format, Pending]] = []
    refused: list[Problem] = []
    alone = len(bundle.files) == 1
    for file in bundle.files:
        entry = format_of(file.source.path)
        if (problem := _why_refused(file, entry, alone=alone)) is not None or entry is None:
            refused += [problem] if problem else []
            continue
        own = None if entry.role is Role.SIDECAR else encoding  # it speaks of the other files
        hints = Hints(encoding=own, language=file.language)
        pending.append((file, entry, workers.begin(file.source.path, entry, hints)))
    if pending and all(entry.role is Role.SIDECAR for _, entry, _ in pending):
        refused += [_describes_nothing(file) for file, _, _ in pending]
        pending = []
    return ReadingBegun(bundle, tuple(pending), tuple(refused))


def finish(begun: ReadingBegun) -> list[Material]:
    """Wait for the readers of a bundle: one item's material, or one a row of a table of notes."""
    read: list[FileRead] = []
    problems: list[Problem] = []
    for file, entry, pending in begun.pending:
        reading, told = wait(pending, file.source.name, describes=entry.name == "yaml")
        role = reading.role if reading else entry.role
        read.append(FileRead(file, reading, reading.format if reading else entry.name, role))
        problems += told
    if not read:
        return []
    material = Material(begun.bundle, tuple(read), problems=tuple(problems))
    content = material.content
    if content[0].role is Role.TABLE and len(content) == 1 and content[0].reading is not None:
        return list(notes_of(material, content[0]))
    return [material]


def wait(
    pending: Pending, name: str, *, describes: bool = False
) -> tuple[Reading | None, list[Problem]]:
    """What a reader found, and what it has to tell of the file called `name`.

    With `describes` it is a description, which may have said that its item is closed.
    """
    try:
        reading = pending()
    except NoReader:
        return None, []
    except Unreadable as error:
        return None, [_unread(error.reason, error.code, name, describes=describes)]
    except OSError as error:
        reason = f"It cannot be read: {error.strerror}."
        return None, [_unread(reason, "not-opened", name, describes=describes)]
    except Exception as error:  # noqa: BLE001  a reader's own mistake must not cost the night
        reason = f"Its reader failed ({type(error).__name__}: {error}). Please report it."
        return None, [_unread(reason, "reader-failed", name, describes=describes)]
    return reading, [replace(problem, path=problem.path or name) for problem in reading.problems]


def _unread(reason: str, code: str, name: str, *, describes: bool) -> Problem:
    if describes:
        return replace(refusal(_sentence(reason)), path=name)
    return Problem(code, f"{_sentence(reason)} The original is kept.", serious=True, path=name)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _why_refused(file: BundledFile, entry: Format | None, *, alone: bool) -> Problem | None:
    name, suffix = file.source.name, file.source.path.suffix.lower()
    if file.source.size == 0:
        return _refusal(
            "empty", "It is empty (0 bytes). Copy it again from the card if it should not be.", name
        )
    if entry is None:
        ending = f'The ending "{suffix}" is' if suffix else "A name without an ending is"
        return _refusal(
            "unknown-format",
            f"{ending} not known here, so it was left where it is. README lists what is read.",
            name,
        )
    if alone and entry.role is Role.ATTACHMENT and suffix not in _KEPT_ALONE:
        return _refusal(
            "attachment-alone",
            f"A {suffix} is kept only beside another file of the same name, and there is none.",
            name,
        )
    return None


def _describes_nothing(file: BundledFile) -> Problem:
    return _refusal(
        "describes-nothing",
        "It describes nothing: no other file here has its name. Rename it, or bring the file.",
        file.source.name,
    )


def _refusal(code: str, message: str, name: str) -> Problem:
    return Problem(code, message, serious=True, path=name)
