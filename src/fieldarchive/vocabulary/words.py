"""Comparing the words that people write with the words of a table, in three scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SPACES = re.compile(r"[\s_]+")


def folded(word: str) -> str:
    """The form in which words are compared: no case, ё as е, full-width letters narrow."""
    text = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")
    return _SPACES.sub(" ", text).strip()


def alternatives(cell: str) -> tuple[str, ...]:
    """The words of one cell, which are separated by `|`."""
    return tuple(word.strip() for word in cell.split("|") if word.strip())


def joined(words: Iterable[str]) -> str:
    """The words of one cell, none of them twice."""
    return "|".join(dict.fromkeys(words))


def language_of(word: str) -> str:
    """The language that a word's script belongs to: zh, ru, or else en."""
    if any("CJK" in unicodedata.name(sign, "") for sign in word):
        return "zh"
    return "ru" if any("CYRILLIC" in unicodedata.name(sign, "") for sign in word) else "en"


def plain(text: str) -> str:
    """A text in one line, as it may stand in a cell: no spaces around, one space within."""
    return " ".join(text.split())
