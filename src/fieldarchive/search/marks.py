"""Marks around what was found, on a text as it was written.

SQLite marks the index copy of a text (`spacing`), where stress marks, soft hyphens and joiners
are gone and zero-width spaces stand between Chinese characters. Here the places of the marks are
found in the text itself; `excerpts` cuts a few words out around them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeAlias

from fieldarchive.search.spacing import spaced, unspaced

ON, OFF = "\x02", "\x03"  # around what was found; in no index copy
# A stretch of a text that was found: its first sign, and the first behind it.
Span: TypeAlias = tuple[int, int]

_MARK = re.compile(f"[{ON}{OFF}]")
_ODD = re.compile(f"[\0{ON}{OFF}]")  # SQLite ends a text at a NUL
_JAMO = "\u1100-\u11ff"  # letters that compose without being marks
_PLAIN = re.compile("[ -~а-яёА-ЯЁ\u4e00-\u9fff]")
_LETTER = re.compile(f"[{_JAMO}]+|.", re.DOTALL)


def markable(text: str) -> str:
    """The index copy of a text as it is to be marked: no sign of it looks like a mark."""
    return spaced(_ODD.sub(" ", text))


def spans(text: str, marked: str) -> list[Span]:
    """Where in `text` stands what is marked in its index copy, `marked`."""
    bare = unspaced(marked)
    pieces = _MARK.split(bare)
    ends = list(accumulate(map(len, pieces)))
    found = list(zip(ends[0:-1:2], ends[1::2], strict=True))
    if ends[-1] == len(text) and _ODD.sub(" ", text) == "".join(pieces):
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


def without_marks(marked: str) -> str:
    """The text that was given marks."""
    return _MARK.sub("", marked)


def _places(text: str) -> tuple[list[int], list[int]]:
    """For each sign of the index copy, its spaces left out: where it begins and ends in `text`."""
    starts: list[int] = []
    stops: list[int] = []
    for first, last in _letters(text):
        letter = _ODD.sub(" ", text[first:last])
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
