"""English: the word that a form is a form of, by simplemma. Its first word takes 24 MB, 0.3 s."""

from __future__ import annotations

from functools import lru_cache

import simplemma
from simplemma.strategies import DictionaryLookupStrategy

_LIST = DictionaryLookupStrategy()


@lru_cache(1 << 14)
def lemma(word: str) -> str:
    """The lemma of a folded form; the form itself where the list does not have it."""
    return simplemma.lemmatize(word, lang="en").lower()


@lru_cache(1 << 14)
def is_common(word: str) -> bool:
    """Whether a word as typed is English and no name: then it is no romanised word.

    `Ivan` and `ivan` are names, since the list has them with a capital alone; `Roman` is typed as
    a name, `roman` is not.
    """
    lower, capital = word.lower(), word.capitalize()
    if not simplemma.is_known(lower, lang="en"):
        return False
    if word == capital and _LIST.is_dictionary_member(capital, "en"):
        return False
    return _LIST.is_dictionary_member(lower, "en")
