"""A few words of a text around what was looked for, with the finds marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from fieldarchive.browse.wording import shortened

_AROUND = 90
_LONGEST_SEARCHED = 200_000
_WORDS = re.compile(r"\w+", re.UNICODE)


def excerpt(texts: Iterable[str | None], typed: str) -> Markup | str:
    """The first text that holds a word typed, cut around it; else the beginning of the first."""
    present = [text for text in texts if text]
    finder = _finder(typed)
    if finder is not None:
        for text in present:
            if found := finder.search(text, 0, _LONGEST_SEARCHED):
                return _marked(_cut(text, found.start()), finder)
    return shortened(present[0]) if present else ""


def marked(text: str, typed: str) -> Markup | str:
    """The whole text, with the words typed marked."""
    finder = _finder(typed)
    return text if finder is None else _marked(text, finder)


def _finder(typed: str) -> re.Pattern[str] | None:
    words = sorted(set(_WORDS.findall(typed)), key=len, reverse=True)
    if not words:
        return None
    return re.compile("|".join(re.escape(word) for word in words[:20]), re.IGNORECASE)


def _cut(text: str, place: int) -> str:
    start, end = max(0, place - _AROUND), min(len(text), place + 2 * _AROUND)
    piece = " ".join(text[start:end].split())
    return ("…" if start else "") + piece + ("…" if end < len(text) else "")


def _marked(text: str, finder: re.Pattern[str]) -> Markup:
    pieces: list[str] = []
    place = 0
    for found in finder.finditer(text):
        pieces += [escape(text[place : found.start()]), Markup("<mark>{}</mark>").format(found[0])]
        place = found.end()
    return Markup("").join([*pieces, escape(text[place:])])


def with_marks(text: str) -> Markup:
    """A text with what stands between \\x02 and \\x03 marked; everything in it is escaped."""
    pieces = text.replace("\x03", "\x02").split("\x02")
    found = Markup("<mark>{}</mark>")
    return Markup("").join(found.format(p) if n % 2 else escape(p) for n, p in enumerate(pieces))
