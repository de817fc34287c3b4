"""Boundaries: whether Chinese characters stand in a text as a word, or inside another word.

Chinese has no spaces, so 市 (city) is found in 市场 (market) as well. None of these is left out,
since no division into words is sure, but where the character stands as a word comes first. Which
hits there are, and what else orders them, is for the catalogue.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import islice

from fieldarchive.search import chinese
from fieldarchive.search.folding import IS_HAN
from fieldarchive.search.grammar import All, Either, Node, Words, read

_LONGEST = 4  # characters of a word that may well be part of another
_MOST_PLACES = 100  # of one word in one text that are looked at
_STEPS = (0.001, 0.01, 0.1, 0.5)  # likelihoods at which a grade ends and the next begins
SUREST = len(_STEPS)
_ABSENT = 2
_ALL_WORDS = 60_101_967  # how many words were counted for the dictionary of jieba


def words_asked(typed: str) -> tuple[str, ...]:
    """The Chinese words of up to four characters that a query looks for, as typed."""
    tree = read(typed).tree
    return tuple(dict.fromkeys(_words_of(tree))) if tree else ()


def grade(text: str, words: Sequence[str]) -> int:
    """How surely these stand in a text as words: 0 (none) to 4 for each of them.

    Each counts where it does best, in either script. One that the text does not hold, because the
    text was found by another word for the same, counts as 2: more than a part of another word.
    """
    return sum(_grade(text, word) for word in words)


def likelihood(before: str, word: str, after: str) -> float:
    """How likely characters are a word, or words, between their neighbours; from 0 to 1.

    `before` and `after` are a Han character each, or empty. Of all ways to divide the whole into
    words, each as likely as its words are frequent, it is the share of those that cut here.
    """
    cut = _ways(before) * _ways(word) * _ways(after)
    return cut / _ways(before + word + after)


def _grade(text: str, word: str) -> int:
    best = -1
    for found in islice(_pattern(word).finditer(text), _MOST_PLACES):
        start, end = found.span()
        best = max(best, _grade_between(text[start - 1 : start], found[0], text[end : end + 1]))
        if best == SUREST:
            break
    return _ABSENT if best < 0 else best


@lru_cache(1 << 15)
def _grade_between(before: str, word: str, after: str) -> int:
    return bisect(_STEPS, likelihood(_han(before), _han(word), _han(after)))


def _han(text: str) -> str:
    """The Han characters of a text, simplified."""
    return "".join(chinese.simplified(sign) for sign in text if IS_HAN.match(sign))


@lru_cache(1 << 8)
def _pattern(word: str) -> re.Pattern[str]:
    """A word in either script."""
    return re.compile("".join(f"[{sign}{''.join(chinese.variants(sign))}]" for sign in word))


def _words_of(node: Node) -> list[str]:
    if isinstance(node, Words):
        word = "".join(node.words)
        return [word] if len(word) <= _LONGEST and all(map(IS_HAN.match, node.words)) else []
    parts = node.parts if isinstance(node, All | Either) else ()
    return [word for part in parts for word in _words_of(part)]


@lru_cache(1 << 15)
def _ways(text: str) -> float:
    """How likely a text is, over all ways to divide it into words."""
    if not text:
        return 1.0
    lengths = range(1, min(_LONGEST, len(text)) + 1)
    return sum(_share(text[:n]) * _ways(text[n:]) for n in lengths)


@lru_cache(1 << 15)
def _share(word: str) -> float:
    """How much of all text is this word; 0 for several characters that are none."""
    is_word, how_often = _dictionary()
    return how_often(word) / _ALL_WORDS if len(word) == 1 or is_word(word) else 0.0


@cache
def _dictionary() -> tuple[Callable[[str], bool], Callable[[str], int]]:
    """What jieba knows as words, simplified, and how often each occurs, 1 at the least.

    It takes 33 MB, 0.2 s.
    """
    import rjieba

    jieba = rjieba.Jieba()
    return jieba.has_word, jieba.suggest_freq
