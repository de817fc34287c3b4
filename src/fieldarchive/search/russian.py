"""Russian: what a form is a form of, and in which forms it stands, by pymorphy3.

Loading it takes 0.2 s; `search` states the memory of all dictionaries.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import pymorphy3
from pymorphy3.analyzer import Parse

# Readings below this score are not followed. Measured: anything from .05 to .3 does as well.
_LIKELY = 0.15
_NAMES = ("Geox", "Name", "Surn")


def lemmas(word: str) -> tuple[str, ...]:
    """The lemmas of a folded form, the likeliest first, with е for ё."""
    return tuple(dict.fromkeys(_plain(one.normal_form) for one in _likely(word)))


def forms(word: str) -> Iterable[str]:
    """Every form of the words that a folded form may be a form of, with ё and with е for it."""
    for reading in _likely(word):
        for form in reading.lexeme:
            yield form.word
            if "ё" in form.word:
                yield _plain(form.word)


def is_known(word: str) -> bool:
    """Whether a folded form is in the dictionary; what is not is read by its ending."""
    return bool(_dictionary().word_is_known(word))


def is_a_name(word: str) -> bool:
    """Whether the dictionary has a folded form as the name of a place or a person."""
    if not is_known(word):
        return False
    return any(name in one.tag for one in _dictionary().parse(word) for name in _NAMES)


@lru_cache(1 << 14)
def _likely(word: str) -> tuple[Parse, ...]:
    readings = _dictionary().parse(word)
    return tuple(one for n, one in enumerate(readings) if not n or one.score >= _LIKELY)


def _plain(word: str) -> str:
    return word.replace("ё", "е")


@cache
def _dictionary() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()
