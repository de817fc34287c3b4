"""WebVTT (.vtt) as the W3C describes it, and as YouTube and others write it.

Comments, styles, regions, settings and identifiers are left out, voices become speakers. A block
without a line of times, which a player would skip, is kept as text: somebody may have typed it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldarchive.errors import Unreadable
from fieldarchive.readers.cue_times import times_of
from fieldarchive.readers.cues import Cue, cut

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t][^\n]*)?(?:\n|$)")
_LANGUAGE = re.compile(r"language:[ \t]*(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)[ \t]*$", re.I)
_NO_CUE = re.compile(r"NOTE(?:[ \t]|$)|(?:STYLE|REGION)[ \t]*$")
_VOICE = re.compile(r"<v(?:\.[^\s<>.]+)*(?:[ \t\n](?P<name>[^<>]*))?>|</v>")
_SPOKEN_IN = re.compile(r"<lang(?:\.[^\s<>.]+)*[ \t\n]+(?P<tag>[A-Za-z0-9-]+)\s*>")
# A tag of the standard, a moment as in <00:17.500>, or an empty end tag.
_TAG = re.compile(
    r"</?\s*(?:c|i|b|u|ruby|rt|lang)(?:\.[^\s<>]*)?(?:[ \t\n][^<>]*)?>"
    r"|<[0-9]+(?::[0-9]+)+[.,]?[0-9]*>|</\s*>"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one speaker says inside a cue; `language` where the cue itself names it."""

    text: str
    speaker: str | None
    language: str | None


def is_vtt(text: str) -> bool:
    """Whether a text carries the signature of the format."""
    return bool(_SIGNATURE.match(text))


def cues_of(text: str) -> list[Cue]:
    """The cues that have text; raises `Unreadable` where the signature is missing."""
    if not is_vtt(text):
        raise Unreadable(
            'It does not begin with "WEBVTT", so it is no WebVTT file. Name it .srt if it is '
            "SubRip.",
            code="no-signature",
        )
    lines = text.split("\n")
    cues = cut(lines[_header_length(lines) :], _is_identifier)
    return [part for cue in cues for part in _parts(cue) if any(map(str.strip, part.lines))]


def language_of(text: str) -> str | None:
    """The language that the header names, as YouTube writes it ("Language: ru")."""
    lines = text.split("\n")
    matches = map(_LANGUAGE.match, lines[1 : _header_length(lines)])
    return next((match["tag"] for match in matches if match), None)


def voices_of(text: str) -> Iterator[Voice]:
    """The text of a cue, cut where another voice begins; its tags left out, entities decoded."""
    speaker = None
    at = 0
    for match in _VOICE.finditer(text):
        yield from _voice(text[at : match.start()], speaker)
        speaker = html.unescape(match["name"] or "").strip() or None
        at = match.end()
    yield from _voice(text[at:], speaker)


def _voice(marked: str, speaker: str | None) -> Iterator[Voice]:
    lines = html.unescape(_TAG.sub("", marked)).split("\n")
    text = "\n".join(words for line in lines if (words := line.strip()))
    spoken_in = _SPOKEN_IN.match(marked.lstrip())
    if text:
        yield Voice(text, speaker, spoken_in["tag"] if spoken_in else None)


def _header_length(lines: Sequence[str]) -> int:
    """The header ends at the first empty line, or where somebody forgot it, at the first times."""
    for number, line in enumerate(lines[1:], start=1):
        if not line or times_of(line):
            return number
    return len(lines)


def _is_identifier(lines: Sequence[str], at: int) -> bool:
    """A line above the times: the first of its block, or one that no text may look like."""
    line = lines[at]
    if not line or times_of(line):
        return False
    return at == 0 or not lines[at - 1] or "-->" in line


def _parts(cue: Cue) -> Iterator[Cue]:
    """An empty line ends a cue. What follows is a comment, a style, or text that lost its times."""
    first, *others = _blocks(cue.lines)
    if cue.times is None:
        others = [first, *others]
    else:
        yield Cue(first, cue.times, cue.label)
    for block in others:
        if block and not _NO_CUE.match(block[0]):
            yield Cue(block)


def _blocks(lines: Sequence[str]) -> list[tuple[str, ...]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        else:
            blocks.append([])
    return [tuple(block) for block in blocks]
