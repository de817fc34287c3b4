"""Checks of the themes and people: labels that are shared or missing, rows that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator

from fieldarchive.archive import Archive
from fieldarchive.catalogue import inspection
from fieldarchive.inspecting.findings import Check, Finding
from fieldarchive.vocabulary.themes import SLUG, doubled_words

CHECKS = (
    Check(
        "shared-label", "Words that name two themes",
        "The first theme in the table has the word; the other is not found by it. Take the word "
        "away from one of them in vocabularies/themes.csv, or make one theme of the two.",
        "fieldarchive theme merge",
    ),
    Check(
        "odd-slug", "Themes whose slug is none",
        "A slug is what people type and what stands in addresses and exports: small Latin letters, "
        "digits and hyphens. The old one goes on naming the theme.",
        "fieldarchive theme rename",
    ),
    Check(
        "unsettled-theme", "Themes that were proposed and that nobody settled",
        "Words that no theme had became themes. Keep each with `theme add`, or say with `theme "
        "merge` which theme it is.",
        "fieldarchive theme list --proposed", is_wrong=False,
    ),
    Check(
        "no-label", "Themes without a label in a language of the archive",
        "Pages in that language show another one in its place.",
        "fieldarchive theme rename", is_wrong=False,
    ),
    Check(
        "unused-theme", "Themes that no item has, nor any narrower one",
        "A vocabulary grows by itself. A theme that waits for its first item does no harm.",
        "fieldarchive theme list", is_wrong=False,
    ),
    Check(
        "no-pseudonym", "People without a pseudonym",
        "Without one their handle is shown. Say what to call them with --en, --ru and --zh.",
        "fieldarchive person change",
    ),
    Check(
        "unknown-speaker", "Speakers of transcripts who are nobody in people.csv",
        "The label stays as it is written, and may be a real name. The column `speakers` of "
        "vocabularies/people.csv tells whom transcripts call so; --speaker adds to it.",
        "fieldarchive person change", is_wrong=False,
    ),
)  # fmt: skip
_LANGUAGES = {"en": "English", "ru": "Russian", "zh": "Chinese"}


def findings(archive: Archive) -> Iterator[Finding]:
    """What is to be mended in the tables of themes and people."""
    words = archive.vocabulary
    for word, owner, other in doubled_words(words.themes):
        yield Finding("shared-label", f"“{word}” names {owner}, and {other} as well")
    for theme in words.themes:
        if not SLUG.fullmatch(theme.slug):
            yield Finding("odd-slug", f"“{theme.slug}” ({theme.label()})")
        if theme.is_proposed:
            yield Finding("unsettled-theme", f"{theme.slug} ({theme.label()})")
    for code in archive.configuration.languages:
        for theme in words.themes:
            if code in _LANGUAGES and code not in theme.labels:
                yield Finding("no-label", f"{theme.slug} has no label in {_LANGUAGES[code]}")
    used = inspection.themes_by_city(archive.record)
    for theme in words.themes:
        if used.keys().isdisjoint(words.narrower(theme.slug)):
            yield Finding("unused-theme", f"{theme.slug} ({theme.label()})")
    for person in words.people:
        if not person.pseudonyms:
            yield Finding("no-pseudonym", f"{person.handle} of vocabularies/people.csv")
    yield from _unknown_speakers(archive)


def _unknown_speakers(archive: Archive) -> Iterator[Finding]:
    present = inspection.present(archive.record)
    found: dict[str, list[str]] = {}
    for label, item in inspection.speakers(archive.record):
        if archive.vocabulary.speaker_of(label, present.get(item, set())) is None:
            found.setdefault(label, []).append(item)
    for label, records in found.items():
        yield Finding("unknown-speaker", f"speaker “{label}”", tuple(records))
