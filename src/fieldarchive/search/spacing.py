"""The index copy of a text: how it enters the index.

SQLite's `unicode61` takes a run of Han characters for one word, so a zero-width space goes to
each border of a Han character: it reads the same, and every character becomes a word.
Text is NFC here, because unicode61 would make и of a decomposed й.
"""

from __future__ import annotations

import re
import unicodedata

from fieldarchive.search.folding import HAN, IS_HAN

ZERO_WIDTH_SPACE = "\u200b"

_WORD = re.compile(r"\w+")
_PIECE = re.compile(f"[{HAN}]|[^{HAN}]+")
_INVISIBLE = re.compile(  # as in `folding`, but for the space that `spaced` puts in
    "[\u00ad\u200c\u200d\u2060\ufeff]"
)
_STRESS = re.compile("(?<=[а-яёА-ЯЁ])[\u0300\u0301]")
_PLAIN = re.compile(r"[\x00-\x7f\u0400-\u052f–—“”„«»…№]*")  # none of all this, and NFC


def spaced(text: str) -> str:
    """`text` as the index stores it; the same string when nothing had to change."""
    if text.isascii() or _PLAIN.fullmatch(text):
        return text
    text = _INVISIBLE.sub("", _STRESS.sub("", unicodedata.normalize("NFC", text)))
    return _WORD.sub(_divided, text) if IS_HAN.search(text) else text


def unspaced(text: str) -> str:
    """Indexed text as a person wrote it: without the spaces that `spaced` put in."""
    return text.replace(ZERO_WIDTH_SPACE, "")


def _divided(word: re.Match[str]) -> str:
    return ZERO_WIDTH_SPACE.join(_PIECE.findall(word[0]))
