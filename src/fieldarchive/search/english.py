"""English: the word that a form is a form of, by simplemma. Its first word takes 24 MB, 0.3 s."""

from __future__ import annotations

from functools import lru_cache

import simplemma


@lru_cache(1 << 14)
def lemma(word: str) -> str:
    """The lemma of a folded form; the form itself where the list does not have it."""
    return simplemma.lemmatize(word, lang="en").lower()


@lru_cache(1 << 14)
def is_known(word: str) -> bool:
    """Whether a folded form is English: then it is not a romanised word of another language."""
    return simplemma.is_known(word, lang="en")
