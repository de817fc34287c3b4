"""Sounds: the keys under which words meet across scripts, found without any dictionary.

An index notes them beside its words: a word by its skeleton, a Han character by those that follow
it. How characters sound is asked by a search alone.
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
# Words a line each. Nearly all have these letters alone: taken at once they cost a third.
_RUSSIAN = re.compile(f"^[а-яё]{{{_SHORTEST},}}$", re.MULTILINE)
_ENGLISH = re.compile(f"^[a-z]{{{_SHORTEST},}}$", re.MULTILINE)
_OTHER = re.compile(f"^(?![а-яё]+$|[a-z]+$).{{{_SHORTEST},}}$", re.MULTILINE)


def rows_of(forms: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What the lexicon notes of words of the index: each under its skeleton."""
    text = "\n".join(forms)
    for plain, keys_of in ((_RUSSIAN, skeleton.of_cyrillic), (_ENGLISH, skeleton.of_latin)):
        words = plain.findall(text)  # no word at all has one key, which is left over
        yield from zip(keys_of("\n".join(words)).split("\n"), words, strict=False)
    for word in _OTHER.findall(text):
        yield from _rows_of(word)


def _rows_of(form: str) -> Iterator[tuple[str, str]]:
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
