"""Marks around what was found, on a text as it was written.

SQLite marks the index copy of a text (`spacing`), where stress marks, soft hyphens and joiners
are gone and zero-width spaces stand between Chinese characters. Here the places of the marks are
found in the text itself, and a few words are cut out around them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeAlias

from fieldarchive.search.folding import IS_HAN
from fieldarchive.search.spacing import ZERO_WIDTH_SPACE, spaced, unspaced

ON, OFF = "\x02", "\x03"  # around what was found; in no index copy
# A stretch of a text that was found: its first sign, and the first behind it.
Span: TypeAlias = tuple[int, int]

_MARK = re.compile(f"[{ON}{OFF}]")
_JAMO = "\u1100-\u11ff"  # letters that compose without being marks
_PLAIN = re.compile("[ -~а-яёА-ЯЁ\u4e00-\u9fff]")
_LETTER = re.compile(f"[{_JAMO}]+|.", re.DOTALL)


def markable(text: str) -> str:
    """The index copy of a text as it is to be marked: no sign of it looks like a mark."""
    return spaced(_MARK.sub(" ", text))


def spans(text: str, marked: str) -> list[Span]:
    """Where in `text` stands what is marked in its index copy, `marked`."""
    bare = unspaced(marked)
    pieces = _MARK.split(bare)
    ends = list(accumulate(map(len, pieces)))
    found = list(zip(ends[0:-1:2], ends[1::2], strict=True))
    if ends[-1] == len(text) and _MARK.sub(" ", text) == "".join(pieces):
        return found
    starts, stops = _places(text)
    return [(starts[first], stops[last - 1]) for first, last in found if last > first]


def with_marks(text: str, found: Sequence[Span]) -> str:
    """The text with marks around the spans; a sign of its own that looks like one is a space."""
    text = _MARK.sub(" ", text)
    pieces, place = [], 0
    for first, last in found:
        pieces += [text[place:first], ON, text[first:last], OFF]
        place = last
    return "".join([*pieces, text[place:]])


def excerpt(text: str, found: Sequence[Span], most: int) -> str:
    """A piece of the text, marked, in which the most different finds stand; … where it is cut.

    It is some `most` columns wide, line breaks are spaces. Without finds it is the beginning.
    """
    first, last = _best_window(text, found, most)
    room = max(0, most - _columns(text[first:last]))
    start = _back(text, first, room // 3 if found else 0)
    end = _forth(text, last, room - _columns(text[start:first]))
    inside = [(a - start, b - start) for a, b in found if a >= start and b <= end]
    piece = " ".join(with_marks(text[start:end], inside).split())
    before = "…" if text[:start].strip() else ""
    return before + piece + ("…" if text[end:].strip() else "")


def without_marks(marked: str) -> str:
    """The text that was given marks."""
    return _MARK.sub("", marked)


def _places(text: str) -> tuple[list[int], list[int]]:
    """For each sign of the index copy, its spaces left out: where it begins and ends in `text`."""
    starts: list[int] = []
    stops: list[int] = []
    for first, last in _letters(_MARK.sub(" ", text)):
        letter = text[first:last]
        size = 1 if _PLAIN.fullmatch(letter) else len(unspaced(spaced(letter)))
        starts += [first] * size
        stops += [last] * size
    return starts, stops


def _letters(text: str) -> list[Span]:
    """Letters with the marks on them, which Unicode may put together or take apart."""
    found: list[Span] = []
    for match in _LETTER.finditer(text):
        is_mark = unicodedata.category(match.group()[0])[0] == "M"
        if is_mark and found:
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return found


def _best_window(text: str, found: Sequence[Span], most: int) -> Span:
    """From one find to another, `most` columns at most, with the most different words."""
    best, best_count = (0, 0), 0
    for number, (first, last) in enumerate(found):
        said: set[str] = set()
        for start, end in found[number:]:
            if said and _columns(text[first:end]) > most:
                break
            said.add(text[start:end].casefold())
            last = end
        if len(said) > best_count:
            best, best_count = (first, last), len(said)
    return best


def _back(text: str, place: int, room: int) -> int:
    """Where to begin so that at most `room` columns stand before a place; between two words."""
    start = place
    while start and room > 0:
        start -= 1
        room -= _columns(text[start])
    return start if not start else _next_word(text, start, place)


def _forth(text: str, place: int, room: int) -> int:
    end = place
    while end < len(text) and room > 0:
        room -= _columns(text[end])
        end += 1
    while place < end < len(text) and _within_word(text, end):
        end -= 1
    return end


def _next_word(text: str, start: int, most: int) -> int:
    while start < most and _within_word(text, start):
        start += 1
    return start


def _within_word(text: str, place: int) -> bool:
    """Whether a word goes on from the sign before a place to the sign at it; Chinese does not."""
    before, at = text[place - 1], text[place]
    if at == ZERO_WIDTH_SPACE or IS_HAN.match(before) or IS_HAN.match(at):
        return False
    return not (before.isspace() or at.isspace())


def _columns(text: str) -> int:
    """How wide a text is; a Chinese sign takes two columns."""
    return len(text) + len(IS_HAN.findall(text))
