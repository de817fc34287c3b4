"""English: what a form is a form of, and in which forms it stands, by simplemma.

Its first word takes 0.3 s; `search` states the memory of all dictionaries.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import simplemma
from simplemma.strategies import DictionaryLookupStrategy
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

_LIST = DictionaryLookupStrategy()
# What is added to a word that no list has: tanghulu, tanghulus. A final e or y goes before some.
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "est", "'s")
_AFTER_Y = ("ies", "ied", "ier", "iest")


@lru_cache(1 << 14)
def lemma(word: str) -> str:
    """The lemma of a folded form; the form itself where the list does not have it."""
    return simplemma.lemmatize(word, lang="en").lower()


def forms(word: str) -> Iterable[str]:
    """What may be a form of the same word as a folded form; ask `lemma` whether one is."""
    stem = lemma(word)
    yield from _listed().get(stem, ())
    yield stem
    yield from (stem + ending for ending in _ENDINGS)
    if stem[-1:] == "e":
        yield stem[:-1] + "ing"
    elif stem[-1:] == "y":
        yield from (stem[:-1] + ending for ending in _AFTER_Y)


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


def is_also_a_name(word: str) -> bool:
    """Whether the list has a word as typed with a capital too: shanghai is a verb and a city."""
    return _LIST.is_dictionary_member(word.capitalize(), "en")


@cache
def _listed() -> dict[str, list[str]]:
    """The list the other way round: by lemma the forms that differ from it."""
    found: dict[str, list[str]] = {}
    for form, base in DEFAULT_DICTIONARY_FACTORY.get_dictionary("en").items():
        if form != base:
            found.setdefault(base.lower(), []).append(form.lower())
    return found
