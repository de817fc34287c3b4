"""SubRip (.srt): numbered cues. There is no standard; what the common programs write is read.

Numbers may be missing or repeated, empty lines may be missing between cues or stand inside one.
Formatting tags are left out; everything else in a cue is text as written, script tags included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fieldarchive.errors import Unreadable
from fieldarchive.readers.cues import Cue, cut

_LONGEST_CUE = 50
_NUMBER = re.compile(r"\s*[0-9]{1,7}\s*")
# A number, and empty lines between it and its times: every line of such a file ends twice.
_GAP = re.compile(r"^([ \t]*[0-9]{1,7}[ \t]*)\n(?:[ \t]*\n)+(?=[0-9:., \t]+-->)", re.MULTILINE)
# <b>, <i>, <u>, <font color=…>, and the positions of Advanced SubStation: {\an8}
_FORMATTING = re.compile(r"</?(?:[biu]|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


def cues_of(text: str) -> list[Cue]:
    """The cues that have text; raises `Unreadable` where there is text and no line of times."""
    cues = cut(_GAP.sub(r"\1\n", text).split("\n"), _is_number)
    if len(cues) == 1 and text.strip():
        raise Unreadable(
            "It has no line of times such as 00:00:01,000 --> 00:00:02,500. Name it .txt if it "
            "is a plain text.",
            code="no-times",
        )
    return [part for cue in cues for part in _parts(cue) if part.lines]


def plain(line: str) -> str:
    """A line of a cue without its formatting."""
    return _FORMATTING.sub("", line) if "<" in line or "{" in line else line


def _is_number(lines: Sequence[str], at: int) -> bool:
    """Whether a line is the number of the cue below it, and not the last word of the one above.

    A number is, below an empty line; and where empty lines are missing, if it follows a cue that
    is numbered too.
    """
    if not _NUMBER.fullmatch(lines[at]):
        return False
    return at == 0 or not lines[at - 1].strip() or _last_number(lines, at) == int(lines[at]) - 1


def _last_number(lines: Sequence[str], at: int) -> int | None:
    """The number of the cue that the line at `at` stands in; cues are short."""
    for above in range(at - 1, max(0, at - _LONGEST_CUE), -1):
        if "-->" in lines[above]:
            number = lines[above - 1]
            return int(number) if _NUMBER.fullmatch(number) else None
    return None


def _parts(cue: Cue) -> list[Cue]:
    """A cue and, after it, those next in number whose lines of times were lost."""
    parts = []
    label, times, start = cue.label, cue.times, 0
    for at in range(1, len(cue.lines) - 1):
        if not cue.lines[at - 1].strip() and _follows(label, cue.lines[at]):
            parts.append(Cue(_trimmed(cue.lines[start:at]), times, label))
            label, times, start = cue.lines[at].strip(), None, at + 1
    return [*parts, Cue(_trimmed(cue.lines[start:]), times, label)]


def _follows(label: str, line: str) -> bool:
    return bool(label and _NUMBER.fullmatch(line)) and int(line) == int(label) + 1


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of text that say something."""
    return tuple(words for line in lines if (words := plain(line).strip()))
