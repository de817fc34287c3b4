"""The transcripts of an item as its address asks for them: a part, a language, lines of a word."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldarchive.browse.data import queries
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.finding.searching import Asked, asked
from fieldarchive.browse.item import told
from fieldarchive.browse.item.parts import Part, in_language, part_at, part_from, saying
from fieldarchive.browse.item.transcripts import transcripts
from fieldarchive.browse.versions import Request

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d)|(\d{1,6}(?:\.\d+)?)", re.ASCII)
_COLOURS = 6


@dataclass(frozen=True, slots=True)
class Listening:
    """What is shown of the transcripts. `speakers` are numbered by when they first speak, from 1.

    `within` is how a word that is looked for was understood; `told` the times that are talked of,
    by the number of the segment beside which they stand.
    """

    part: Part
    languages: Sequence[str]
    language: str
    speakers: Mapping[str, int]
    told: Mapping[int, Sequence[str]]
    told_elsewhere: Sequence[str]
    typed: str = ""
    within: Asked | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address of an item asks of its transcripts."""

    first: int
    at_ms: int | None
    language: str
    typed: str


def wish(request: Request) -> Wish:
    """`from` a line, `at` seconds or 12:34, in one `language`, `within` it a word."""
    said = request.args.get
    first = said("from") or ""
    return Wish(
        first=int(first) if first.isascii() and first.isdigit() and len(first) < 9 else 1,
        at_ms=milliseconds(said("at") or ""),
        language=said("language") or "",
        typed=(said("within") or "").strip(),
    )


def milliseconds(clock: str) -> int | None:
    """A place in a recording as it is written: 754, 754.5, 12:34, 1:12:34; None for other words."""
    found = _CLOCK.fullmatch(clock)
    if found is None:
        return None
    hours, minutes, seconds, plain = found.groups()
    if plain is not None:
        return round(float(plain) * 1000)
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000


def listening(
    release: Release, item: queries.Row, wanted: Wish, connection: sqlite3.Connection
) -> Listening:
    """The transcripts of an item, in the thread that holds a connection to the release."""
    segments = queries.segments(connection, item["id"])
    told_about = queries.told_about(connection, item["id"])
    whole = transcripts(segments, item["language"])
    languages = list(dict.fromkeys(s["language"] for s in segments if s["language"]))
    if wanted.language in languages:
        whole = in_language(whole, wanted.language)
    within: Asked | None = None
    if wanted.typed:
        looked_for, within = asked(release, wanted.typed, connection)
        part = saying(whole, queries.segments_saying(connection, item["id"], looked_for.match))
    elif wanted.at_ms is not None:
        part = part_at(whole, wanted.at_ms)
    else:
        part = part_from(whole, wanted.first)
    speakers = dict.fromkeys(s["speaker"] for s in segments if s["speaker"])
    return Listening(
        part,
        languages,
        wanted.language if wanted.language in languages else "",
        {name: n % _COLOURS + 1 for n, name in enumerate(speakers)},
        told.beside_segments(told_about, segments),
        told.without_segment(told_about, segments),
        wanted.typed,
        within,
    )
