"""Checks that ask the record: what items lack, and dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from fieldarchive.archive import Archive
from fieldarchive.catalogue import inspection
from fieldarchive.inspecting.findings import Check, Finding

_SIDECAR = "a sidecar, front matter or _folder.yaml can say it as well"
CHECKS = (
    Check(
        "no-city", "Items without a city",
        "Without a city an item is in no comparison. Its position, a place inside a city, or the "
        f"folder may tell one; {_SIDECAR}. What lies on the river or at a crossing has none and is "
        "not counted.",
        "fieldarchive fix place", is_wrong=False,
    ),
    Check(
        "no-date", "Items without a date",
        "Without a date an item is in no timeline. A date may be as vague as what is known: 1969~, "
        f"summer 2013, 60-е; {_SIDECAR}, and so can the day in a file's name.",
        "fieldarchive fix date", is_wrong=False,
    ),
    Check(
        "no-theme", "Items without a theme",
        f"Without a theme an item is found by its words alone; {_SIDECAR}.",
        "fieldarchive fix theme", is_wrong=False,
    ),
    Check(
        "no-place", "Items without a place inside their city",
        f"A place is a market, a quay, a station; {_SIDECAR}. Many items need none.",
        "fieldarchive find -has:place", is_wrong=False,
    ),
    Check(
        "no-language", "Interviews and notes without a language",
        "The language decides how words are searched for, and which names pages show.",
        "fieldarchive edit --set language=ru -- -has:language kind:interview,note", is_wrong=False,
    ),
    Check(
        "no-transcript", "Interviews without a transcript",
        "A recording is found by its transcript. Put one beside it under the same name, as "
        "r-012.ru.srt beside r-012.wav, and ingest the folder again.",
        "fieldarchive find kind:interview -has:transcript", is_wrong=False,
    ),
    Check(
        "empty-note", "Field notes without any text",
        "The note has no words: the file may be empty, or of a format that is kept without being "
        "read, such as PDF. A description in a sidecar makes it findable.",
        "fieldarchive find kind:note -has:text -has:description", is_wrong=False,
    ),
    Check(
        "no-length", "Recordings whose length is not known",
        "A recorder that lost its power leaves a file without its end. Listen to it; if it plays, "
        "nothing is lost but the length.",
        "fieldarchive find has:recording", is_wrong=False,
    ),
    Check(
        "told-of-later", "Items that talk of a time after they were recorded",
        "`about` is the time that people talk of. It begins after the day of the recording here, "
        "so one of the two is mistyped, or they talk of plans.",
        "fieldarchive fix date",
    ),
    Check(
        "future-date", "Items dated after the day on which they were taken in",
        "What was not yet can not have been recorded: the date is mistyped, or a clock was wrong.",
        "fieldarchive fix date",
    ),
    Check(
        "before-cameras", "Photographs before 1826 and recordings before 1877",
        "Nobody could take them then. A clock was reset, or the date is that of what can be seen: "
        "say that with `about`.",
        "fieldarchive fix date",
    ),
    Check(
        "same-title", "Interviews and notes with one title on one day in one city",
        "They may be one item that came twice. If they are, `fieldarchive resolve ITEM --same-as "
        "OTHER` makes them one; if not, other titles tell them apart.",
        "fieldarchive conflicts", is_wrong=False,
    ),
)  # fmt: skip
_TOLD = {
    "no-city": "no city is known",
    "no-date": "no date is known",
    "no-theme": "no theme",
    "no-place": "no place is said",
    "no-language": "no language is said",
    "no-transcript": "no transcript",
    "empty-note": "neither a text nor a description",
    "no-length": "the recording tells no length",
    "told-of-later": "the time that is talked of begins after the recording",
    "future-date": "dated after the day of being taken in",
    "before-cameras": "dated before anybody could record it",
}


def findings(archive: Archive) -> Iterator[Finding]:
    """What the record says of all items, a finding a code."""
    for code, told in _TOLD.items():
        if found := inspection.ids(archive.record, code, archive.vocabulary.places.neither):
            yield Finding(code, told, found)
    for title, date, records in inspection.same_titles(archive.record):
        yield Finding("same-title", f"“{title}” of {date}, {len(records)} times", records)
