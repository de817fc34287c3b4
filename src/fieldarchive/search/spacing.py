"""The one normaliser: how text enters an index, and how typed words meet it there.

SQLite's `unicode61` takes a run of Han characters for one word, so a zero-width space goes to
each border of a Han character: it reads the same, and every character becomes a word.
Text is NFC here, because unicode61 would make и of a decomposed й.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

ZERO_WIDTH_SPACE = "\u200b"
_MOST_YO = 4

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_HAN_BORDER = re.compile(f"(?<=[{_HAN}])(?=\\w)|(?<=\\w)(?=[{_HAN}])")
_INVISIBLE = re.compile("[\u00ad\u200c\u200d\u2060\ufeff]")
_STRESS = re.compile("(?<=[а-яёА-ЯЁ])[\u0300\u0301]")
_WORD = re.compile(r'"([^"]*)"|(\S+)')


def spaced(text: str) -> str:
    """`text` as the index stores it; the same string when nothing had to change."""
    if text.isascii():
        return text
    text = _STRESS.sub("", unicodedata.normalize("NFC", text))
    return _HAN_BORDER.sub(ZERO_WIDTH_SPACE, _INVISIBLE.sub("", text))


def unspaced(text: str) -> str:
    """Indexed text as a person wrote it: without the spaces that `spaced` put in."""
    return text.replace(ZERO_WIDTH_SPACE, "")


def match_query(typed: str) -> str:
    """An FTS5 expression for what a person typed; empty when nothing can be looked for.

    Words all have to be there; "words in quotes" stand together; word* is a beginning. Anything
    else that FTS5 would take for syntax is looked for as text, so nothing typed can raise.
    """
    terms = [_term(match.group(1), match.group(2)) for match in _WORD.finditer(typed)]
    return " AND ".join(term for term in terms if term)


def _term(phrase: str | None, word: str | None) -> str:
    begins = phrase is None and word is not None and word.endswith("*")
    text = spaced((phrase if phrase is not None else word) or "")
    text = "".join(sign if sign.isalnum() or sign == ZERO_WIDTH_SPACE else " " for sign in text)
    if not text.strip(ZERO_WIDTH_SPACE + " "):
        return ""
    spellings = [f'"{spelling}"' + "*" * begins for spelling in _spellings(text.strip())]
    return spellings[0] if len(spellings) == 1 else f"({' OR '.join(spellings)})"


def _spellings(text: str) -> list[str]:
    """A Russian text with each е as ё and each ё as е; as typed alone when there are too many."""
    places = [place for place, sign in enumerate(text) if sign in "еёЕЁ"]
    if len(places) > _MOST_YO:
        return [text]
    found = []
    for choice in product("её", repeat=len(places)):
        signs = list(text)
        for place, sign in zip(places, choice, strict=True):
            signs[place] = sign
        found.append("".join(signs))
    return found
