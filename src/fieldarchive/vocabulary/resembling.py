"""Which known words a mistyped or inflected one looks like, in three scripts.

One measure is not enough: a case ending hides a short Russian word from a comparison of letters,
and two Chinese signs are too few for one. So the best of four counts: letters in order, the
beginning, a word within the other, and Chinese signs in any order.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from fieldarchive.vocabulary.words import folded

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LETTERS = 0.7
_BEGINNING, _SHORTEST_BEGINNING = 0.6, 3
_SHORTEST_WITHIN = 4
_SIGNS = 0.5
_ABOUT = 0.15
_MOST = 3
_REMEMBERED = 4096  # words


def resembling(word: str, known: Mapping[str, str]) -> list[str]:
    """Up to three of the `known` words that look like `word`, the nearest first.

    `known` are words and what each names. Of words that name one thing the nearest is given, or
    an earlier one that is about as near: a label before its case forms.
    """
    asked = folded(word)
    near: dict[str, list[tuple[float, str]]] = {}
    for other, named in known.items():
        if nearness := _nearness(asked, folded(other)):
            near.setdefault(named, []).append((nearness, other))
    best = [max(found)[0] for found in near.values()]
    ranked = sorted(zip(best, near.values(), strict=True), key=lambda one: -one[0])
    return [
        next(other for nearness, other in found if nearness >= most - _ABOUT)
        for most, found in ranked[:_MOST]
    ]


def remembering(known: Mapping[str, str]) -> Callable[[str], list[str]]:
    """`resembling` among these words, asked once for a word that thousands of notes share."""
    return lru_cache(maxsize=_REMEMBERED)(lambda word: resembling(word, known))


def _nearness(one: str, other: str) -> float:
    """How much two folded words look alike, 0 where they do not."""
    if not one or not other:
        return 0.0
    return max(
        _letters(one, other), _beginning(one, other), _within(one, other), _signs(one, other)
    )


def _letters(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one, other)
    if matcher.real_quick_ratio() < _LETTERS or matcher.quick_ratio() < _LETTERS:
        return 0.0
    return _if_enough(matcher.ratio(), _LETTERS)


def _beginning(one: str, other: str) -> float:
    """Russian changes the end of a word: рынок, рынка, на рынке."""
    shared = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    if shared < _SHORTEST_BEGINNING:
        return 0.0
    measured = _if_enough(shared / max(len(one), len(other)), _BEGINNING)
    return (1 + measured) / 2 if measured else 0.0  # льдом is nearer to льду than to дом


def _within(one: str, other: str) -> float:
    """菜市场 holds 市场, and "fish market" holds "market"."""
    shorter, longer = sorted((one, other), key=len)
    if _HAN.search(shorter):
        holds = len(shorter) > 1 and shorter in longer
    else:
        words = set(re.findall(r"\w+", longer))
        holds = len(shorter) >= _SHORTEST_WITHIN and shorter in words
    return 0.5 + 0.5 * len(shorter) / len(longer) if holds else 0.0


def _signs(one: str, other: str) -> float:
    """市集 is 集市, and 市厂 is nearly 市场."""
    mine, theirs = (Counter(_han(word)) for word in (one, other))
    longest = max(mine.total(), theirs.total())
    return _if_enough((mine & theirs).total() / longest, _SIGNS) if longest > 1 else 0.0


def _han(word: str) -> Iterable[str]:
    return _HAN.findall(word)


def _if_enough(measured: float, enough: float) -> float:
    return measured if measured >= enough else 0.0
