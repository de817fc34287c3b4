"""Tables: each row of a table of notes becomes a note; a row of items.csv describes a file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from fieldarchive.intake.material import FileRead, Material
from fieldarchive.model import Authority, Bundle, Claim, Problem, Reading
from fieldarchive.readers.field_names import field_of
from fieldarchive.scan import key_of, stem_of

_NOT_CLAIMED = {"file", "id", "text"}


def notes_of(material: Material, table: FileRead) -> Iterator[Material]:
    """One material a row. A row keeps its name (`part`) by its id, else by what it says."""
    reading, name = table.reading, table.file.source.name
    if reading is None or not reading.rows:
        return
    if (problem := why_no_notes(reading, name)) is not None:
        yield replace(material, problems=(*material.problems, problem))
        return
    seen: Counter[str] = Counter()
    for number, row in enumerate(reading.rows, 1):
        said = _fields_of(row)
        part = (
            said.get("id") or hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()[:16]
        )
        seen[part] += 1
        yield replace(
            material,
            claims=(
                *material.claims,
                *_claims(said, f"row {number} of {table.file.source.path.name}"),
            ),
            problems=material.problems if number == 1 else (),
            part=part if seen[part] == 1 else f"{part}#{seen[part]}",
            row=number,
            row_text=text_of(row),
        )


def why_no_notes(table: Reading, name: str) -> Problem | None:
    """Why the rows of a table are no notes, or None when they are; `name` is for the problem."""
    headers = table.rows[0] if table.rows else ()
    if {field_of(header) for header in headers} & {"text", "title", "description"}:
        return None
    return Problem(
        "no-note-column",
        "It has no column named text, title or description (in English, Russian or Chinese), "
        "so its rows are no notes. The table is kept whole.",
        path=name,
    )


def text_of(row: Mapping[str, str]) -> str | None:
    """What a row of a table of notes says: its text, else its description or title."""
    said = _fields_of(row)
    return said.get("text") or said.get("description") or said.get("title")


def claims_by_file(rows: tuple[Mapping[str, str], ...]) -> dict[str, tuple[Claim, ...]]:
    """What items.csv claims, by the key of the file or stem that each row names."""
    table: dict[str, tuple[Claim, ...]] = {}
    for number, row in enumerate(rows, 1):
        said = _fields_of(row)
        if name := said.get("file", "").strip():
            table.setdefault(key_of(name), _claims(said, f"row {number} of items.csv"))
    return table


def keys_of(bundle: Bundle) -> list[str]:
    """The keys under which items.csv may speak of a bundle: its files' names, then their stem."""
    names = [file.source.path.name for file in bundle.files]
    return [*(key_of(name) for name in names), *(key_of(stem_of(name)[0]) for name in names)]


def _fields_of(row: Mapping[str, str]) -> dict[str, str]:
    """A row under the archive's field names; the first of two columns for one field counts."""
    said: dict[str, str] = {}
    for header, value in row.items():
        name = field_of(header)
        if name is not None and value.strip():
            said.setdefault(name, value)
    return said


def _claims(said: Mapping[str, str], origin: str) -> tuple[Claim, ...]:
    return tuple(
        Claim(name, value.strip(), Authority.TABLE, origin)
        for name, value in said.items()
        if name not in _NOT_CLAIMED
    )
