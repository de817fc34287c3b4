"""Changes of the table of people: somebody added, or told more of. No column takes a real name.

Nothing is written here: a table goes in and a table comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.errors import CannotReword
from fieldarchive.vocabulary.people import DECADE, Person, person_of
from fieldarchive.vocabulary.tables import Table
from fieldarchive.vocabulary.themes import SLUG
from fieldarchive.vocabulary.words import folded, joined, plain

ALL_COLUMNS = (
    "handle", "role", *LABEL_LANGUAGES, "languages", "birth_decade", "note", "speakers",
)  # fmt: skip
_LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DECADE_IN_WORDS = re.compile("([0-9]{3})0(?:s|-е|年代)")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a person; what is None or empty is not said, and stays as it is.

    `pseudonyms` are by language code; `languages` and `speakers` are added to those that are there.
    """

    role: str | None = None
    pseudonyms: Mapping[str, str] = field(default_factory=dict)
    languages: Sequence[str] = ()
    birth_decade: str | None = None
    speakers: Sequence[str] = ()
    note: str | None = None


def add(table: Table, handle: str, said: Said) -> Table:
    """One more person; raises `CannotReword`."""
    if not SLUG.fullmatch(handle):
        raise CannotReword(
            f'"{handle}" is no handle: small Latin letters, digits and hyphens, as narrator-07. '
            "It must not tell who this is."
        )
    _refuse_taken(table, handle, None)
    return table.plus(_cells(table, Person(handle), said))


def change(table: Table, handle: str, said: Said) -> Table:
    """Somebody who is there, told more of or otherwise; raises `CannotReword`."""
    return table.changed(handle, _cells(table, person_of(table.row(handle)), said))


def _cells(table: Table, person: Person, said: Said) -> dict[str, str]:
    """All cells of a person as they are with what is said; others of the row stay."""
    pseudonyms = {code: plain(word) for code, word in said.pseudonyms.items()}
    for word in pseudonyms.values():
        if not folded(word):
            raise CannotReword("An empty pseudonym names nobody.")
        _refuse_taken(table, word, person.handle)
    called = {**person.pseudonyms, **pseudonyms}
    born = person.birth_decade if said.birth_decade is None else _decade(said.birth_decade)
    return {
        "handle": person.handle,
        "role": plain(said.role) if said.role is not None else person.role or "",
        **{code: called.get(code, "") for code in LABEL_LANGUAGES},
        "languages": ";".join(dict.fromkeys((*person.languages, *_languages(said.languages)))),
        "birth_decade": born or "",
        "note": plain(said.note) if said.note is not None else person.note or "",
        "speakers": joined((*person.speakers, *_labels(said.speakers))),
    }


def _refuse_taken(table: Table, word: str, handle: str | None) -> None:
    """A word names one person: nobody else may be called so."""
    for row in table.rows():
        other = person_of(row)
        names = map(folded, (other.handle, *other.pseudonyms.values()))
        if other.handle != handle and folded(word) in names:
            raise CannotReword(
                f'"{word}" names {other.handle} already, and a word names one person. '
                "Choose another one."
            )


def _decade(written: str) -> str:
    """A decade as EDTF; a year is refused, because it would help to recognise somebody."""
    if found := _DECADE_IN_WORDS.fullmatch(written.strip()):
        return f"{found[1]}X"
    if DECADE.fullmatch(written.strip()):
        return written.strip()
    raise CannotReword(
        f'"{written}" is no decade. Write 196X or 1960s; a year would help to recognise somebody.'
    )


def _languages(codes: Sequence[str]) -> Iterator[str]:
    for code in codes:
        if not _LANGUAGE.fullmatch(code):
            raise CannotReword(f'"{code}" is no code of a language. Write ru, zh, en, or the like.')
        yield code


def _labels(labels: Sequence[str]) -> Iterator[str]:
    for label in map(plain, labels):
        if not folded(label) or "|" in label:
            raise CannotReword(f'"{label}" is no label: say the labels one by one, without |.')
        yield label
