"""Russian: the words that a form may be a form of, by pymorphy3. Loading it takes 30 MB, 0.2 s."""

from __future__ import annotations

from functools import cache, lru_cache

import pymorphy3

# Readings below this score are not followed. Measured: anything from .05 to .3 does as well.
_LIKELY = 0.15
_NAMES = ("Geox", "Name", "Surn")


@lru_cache(1 << 14)
def lemmas(word: str) -> tuple[str, ...]:
    """The lemmas of a folded form, the likeliest first, with е for ё."""
    readings = _dictionary().parse(word)
    kept = [one for n, one in enumerate(readings) if not n or one.score >= _LIKELY]
    return tuple(dict.fromkeys(one.normal_form.replace("ё", "е") for one in kept))


def may_be_a_name(word: str) -> bool:
    """Whether a folded form may name a place or a person: it is in no dictionary, or as a name."""
    if not _dictionary().word_is_known(word):
        return True
    return any(name in one.tag for one in _dictionary().parse(word) for name in _NAMES)


@cache
def _dictionary() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()
