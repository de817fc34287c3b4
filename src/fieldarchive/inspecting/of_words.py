"""Checks of how things are spelled, in descriptions and in vocabularies."""

from __future__ import annotations

from collections.abc import Iterator

from fieldarchive.archive import Archive
from fieldarchive.catalogue import inspection, revisions
from fieldarchive.groups import groups
from fieldarchive.history.claims import LISTS, texts_of, winner, words_of
from fieldarchive.history.revision import Account
from fieldarchive.inspecting import spelling
from fieldarchive.inspecting.findings import Check, Finding, Fix
from fieldarchive.inspecting.spelling import slips
from fieldarchive.storage.rewriting import content_of
from fieldarchive.vocabulary.people import parse_people
from fieldarchive.vocabulary.themes import parse_themes

_AT_ONCE = 500
_FIX = "fieldarchive check --fix --only "
CHECKS = (
    Check(
        spelling.STRAY, "Spaces before, after, or doubled in a word",
        "“Благовещенск ” and “Благовещенск” look alike and are two words to every other program. "
        "Spaces that cannot break a line count as well, except in titles and sentences.",
        _FIX + spelling.STRAY, can_fix=True,
    ),
    Check(
        spelling.INVISIBLE, "Signs that cannot be seen",
        "Zero-width spaces, byte order marks, soft hyphens and marks of direction come along from "
        "web pages and word processors. A word with one in it is not found.",
        _FIX + spelling.INVISIBLE, can_fix=True,
    ),
    Check(
        spelling.FULL_WIDTH, "Full-width letters and figures in a word",
        "２０１３ is not 2013 to most programs. In titles and sentences they may be meant.",
        _FIX + spelling.FULL_WIDTH, can_fix=True,
    ),
    Check(
        spelling.LOOK_ALIKE, "Letters of another alphabet that look the same",
        "“рынoк” with a Latin o is never found by who types рынок. It comes of a keyboard that was "
        "switched too late.",
        _FIX + spelling.LOOK_ALIKE, can_fix=True,
    ),
    Check(
        spelling.MIXED, "Words of two alphabets whose right spelling is not clear",
        "Such a word may be meant (PDFка), or be mistyped in a way that only a person can mend: "
        "`fieldarchive edit ITEM`.",
        "fieldarchive check --only mixed-scripts", is_wrong=False,
    ),
    Check(
        "untidy-vocabulary", "Such signs in the names of themes, people, places and cities",
        "A label with such a sign in it names nothing that anybody types.",
        "edit the file, or `fieldarchive theme rename`",
    ),
)  # fmt: skip
# Of people only handles are kept. Dates are read whatever stands around them.
_PROSE = ("title", "description", "rights")
_NAMING = {"slug", "handle", "en", "ru", "zh", "alt_en", "alt_ru", "alt_zh", "speakers"}
_WORDS = ("city", "place", "language", "creator", "device", "themes", "keywords")


def findings(archive: Archive) -> Iterator[Finding]:
    """Slips in what holds of items, a finding a word; then those of the vocabularies."""
    found: dict[tuple[str, str, str], tuple[str, list[str]]] = {}
    suspects = inspection.said(archive.record, spelling.is_suspect)
    for group in groups(suspects, _AT_ONCE):
        for one in revisions.standings(archive.record, list(group)):
            for field, text, is_prose in _said(one.account):
                for slip in slips(text, is_prose=is_prose):
                    key = (slip.code, field, text)
                    found.setdefault(key, (slip.told, []))[1].append(one.record)
    for (code, field, text), (told, records) in found.items():
        right = spelling.put_right(text, is_prose=field in _PROSE)
        fix = Fix(field, text, right) if code != spelling.MIXED and right != text else None
        instead = f": “{_short(right)}”" if fix else ""
        sentence = f"{field} “{_short(text)}” {told}{instead}"
        yield Finding(code, sentence, tuple(dict.fromkeys(records)), fix)
    yield from _of_vocabularies(archive)


def _said(account: Account) -> Iterator[tuple[str, str, bool]]:
    """The texts that hold of an item: field, text, and whether it is prose."""
    for field in (*_PROSE, *_WORDS):
        claim = winner(account.description, field)
        if claim is None:
            continue
        texts = texts_of(claim)
        if field in LISTS and len(texts) == 1 and len(words := words_of(claim)) > 1:
            texts = words  # in one line, the words have spaces around them
        for text in texts:
            yield field, text.strip("\n"), field in _PROSE


def _of_vocabularies(archive: Archive) -> Iterator[Finding]:
    for file, word in _labels(archive):
        for slip in slips(word):
            instead = f": “{slip.right}”" if slip.right else ""
            yield Finding("untidy-vocabulary", f"{file}: “{word}” {slip.told}{instead}")


def _labels(archive: Archive) -> Iterator[tuple[str, str]]:
    """Every word that names something, as it is written, with the file that has it."""
    for file, parse in (("themes.csv", parse_themes), ("people.csv", parse_people)):
        path = archive.folders.root / "vocabularies" / file
        table = parse(path, content) if (content := content_of(path)) else None
        for line in table.lines if table else ():
            for name, cell in zip(table.header.cells if table else (), line.cells, strict=False):
                if name.strip() in _NAMING:
                    yield from ((f"vocabularies/{file}", word) for word in cell.split("|"))
    for place in archive.vocabulary.places.all:
        yield from (("vocabularies/places.geojson", word) for word in place.words())
    for city in archive.configuration.cities:
        for word in (*city.labels.values(), *city.alternatives):
            yield "fieldarchive.toml", word


def _short(text: str) -> str:
    line = " ".join(text.split("\n"))
    return line if len(line) <= 30 else f"{line[:29]}…"
