"""Transcripts with times: SubRip and WebVTT files as segments.

Cues keep the order of the file, their text is never lost, and what is odd about their times is a
remark. The formats themselves are told in `srt` and `vtt`; which bytes are which letters, in
`encodings`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from fieldarchive.errors import Unreadable
from fieldarchive.facts import Segment
from fieldarchive.model import Hints, Reading, Role
from fieldarchive.readers import srt, vtt
from fieldarchive.readers.cues import Cue, problems_of
from fieldarchive.readers.encodings import read_text
from fieldarchive.readers.speaker_words import is_label, key_of
from fieldarchive.readers.turns import Opening, opening_of

_MIME = {"srt": "application/x-subrip", "vtt": "text/vtt"}


def read(path: Path, hints: Hints) -> Reading:
    """Read a .srt or .vtt file; raises `Unreadable` when it holds no cue with text.

    A file that calls itself .srt and begins with "WEBVTT" is read as what it is.
    """
    decoded = read_text(path, hints.encoding)
    if not decoded.text.strip():
        raise Unreadable("It is empty: there is nothing in it to read.", code="empty")
    is_vtt = path.suffix.lower() == ".vtt" or vtt.is_vtt(decoded.text)
    cues = vtt.cues_of(decoded.text) if is_vtt else srt.cues_of(decoded.text)
    language = (vtt.language_of(decoded.text) if is_vtt else None) or hints.language
    segments = _with_speakers(list(_vtt_segments(cues) if is_vtt else _srt_segments(cues)))
    if not segments:
        raise Unreadable("It has no segments: no cue in it has any text.", code="no-segments")
    name = "vtt" if is_vtt else "srt"
    return Reading(
        format=name,
        mime=_MIME[name],
        role=Role.TRANSCRIPT,
        encoding=decoded.encoding,
        segments=tuple(replace(s, language=s.language or language) for s in segments),
        problems=decoded.problems + problems_of(cues),
    )


def _srt_segments(cues: Sequence[Cue]) -> Iterator[Segment]:
    for cue in cues:
        yield cue.segment("\n".join(cue.lines), None, None)


def _vtt_segments(cues: Sequence[Cue]) -> Iterator[Segment]:
    for cue in cues:
        for voice in vtt.voices_of("\n".join(cue.lines)):
            yield cue.segment(voice.text, voice.speaker, voice.language)


def _with_speakers(segments: Sequence[Segment]) -> list[Segment]:
    """Segments whose text says who speaks ("Narrator: …"), where the file does so throughout.

    It does when three cues in five begin with a name, or two names come back: a single "Note: …"
    is nobody. Where two people speak in one cue, each gets a segment with its times.
    """
    named = [_names(segment) for segment in segments]
    names = Counter(key for keys in named for key in keys)
    often = {key for key, times in names.items() if times > 1}
    begins = sum(bool(keys) for keys in named)
    if len(often) < 2 and (len(segments) < 2 or 5 * begins < 3 * len(segments)):
        return list(segments)
    known = often if len(often) >= 2 else set(names)
    return [part for segment in segments for part in _spoken(segment, known)]


def _names(segment: Segment) -> list[str]:
    """The keys of the names before the lines of a segment, unless its speaker is known already."""
    if segment.speaker:
        return []
    openings = map(_prefix, segment.text.split("\n"))
    return [key_of(opening.speaker) for opening in openings if opening and opening.speaker]


def _prefix(line: str) -> Opening | None:
    opening = opening_of(line)
    if not opening or not opening.speaker or opening.has_time():
        return None
    return None if is_label(key_of(opening.speaker)) else opening


def _spoken(segment: Segment, known: set[str]) -> Iterator[Segment]:
    if segment.speaker:
        yield segment
        return
    speaker: str | None = None
    words: list[str] = []
    for line in segment.text.split("\n"):
        opening = _prefix(line)
        if opening and opening.speaker and key_of(opening.speaker) in known:
            yield from _said(segment, speaker, words)
            speaker, words = opening.speaker, [opening.text]
        else:
            words.append(line)
    yield from _said(segment, speaker, words)


def _said(segment: Segment, speaker: str | None, words: Sequence[str]) -> Iterator[Segment]:
    text = "\n".join(words).strip()
    if text:
        yield replace(segment, text=text, speaker=speaker)
