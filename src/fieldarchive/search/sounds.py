"""Sounds: the keys under which words meet across scripts, found without any dictionary.

An index notes them beside its words: a word by its skeleton, two Han characters that stand side by
side by the first of them. How characters sound is asked by a search alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from fieldarchive.search import skeleton
from fieldarchive.search.folding import HAN, IS_CYRILLIC, IS_LATIN, fold

_SHORTEST = 3  # letters of a word with a skeleton
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(f"[{HAN}]{{2,}}")


def rows_of(form: str) -> Iterator[tuple[str, str]]:
    """What the lexicon notes of a word of the index: it under its skeleton."""
    word = fold(form)
    if len(word) < _SHORTEST or not _WORD.fullmatch(word):
        return
    if IS_CYRILLIC.search(word):
        yield skeleton.of_cyrillic(word), form
    elif IS_LATIN.search(word):
        yield skeleton.of_latin(word), form


def pairs(text: str) -> set[str]:
    """Every two Han characters that stand side by side in a text."""
    found: set[str] = set()
    for run in _RUN.findall(text):
        found.update(map("".join, pairwise(run)))
    return found


def rows_of_pairs(two: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What it notes of such pairs: each under its first character."""
    return ((pair[0], pair) for pair in two)
