"""Transliteration: the words of an index that a word typed in another script may mean.

Russian in Latin letters and Latin in Russian ones meet by their skeletons; Chinese in Latin or
Russian letters by its sound, two characters at a time. An English word is not read so, or `post`
would find every fast.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from fieldarchive.search import english, inflection, palladius, pinyin, russian, skeleton
from fieldarchive.search.folding import IS_CYRILLIC, IS_LATIN, fold, has_accents

MOST_CHAINS = 400
_SHORTEST = (
    4  # letters of a word that may be of another script; of one with a capital a letter less
)
_ENDING = 2  # sounds of a Russian word that are others in other forms
_LONGEST_ENDING = 3


class Index(inflection.Words, Protocol):
    """The words of an index, and how they sound."""

    def sounding(self, key: str) -> Sequence[str]:
        """The words with a skeleton."""

    def sounding_like(self, beginning: str, longest: int) -> Sequence[str]:
        """Words whose skeleton begins so and has at most so many sounds; not all, if too many."""

    def pairs(self, first: Sequence[str], second: Sequence[str]) -> Sequence[str]:
        """The pairs of characters side by side that are one of `first` and one of `second`."""


def may_be_romanised(typed: str) -> bool:
    """Whether a word may be Russian or Chinese in Latin letters: no English word, or a name."""
    word = fold(typed)
    if not IS_LATIN.search(word):
        return False
    if has_accents(typed):  # Kolâ, ālǐ: English would be typed without
        return len(word) >= _SHORTEST - 1
    shortest = _SHORTEST - 1 if typed.istitle() else _SHORTEST
    return len(word) >= shortest and not english.is_common(unicodedata.normalize("NFKC", typed))


def words_in(index: Index, typed: str) -> Iterator[str]:
    """Words of the index that a word may mean in other letters; of Chinese, with spaces."""
    folded = fold(typed)
    if IS_CYRILLIC.search(folded):
        yield from _latin(index, folded)
        ways = list(_syllables_of_russian(folded))
    elif may_be_romanised(typed):
        yield from _by_skeleton(index, typed)
        ways = pinyin.syllables(folded)
        yield from _russian_by_palladius(index, ways)
    else:
        return
    for syllables in ways:
        for word in _by_sound(index, syllables, typed):
            yield " ".join(word)


def _latin(index: Index, word: str) -> Iterator[str]:
    """Romanised names for a Russian word: Heihe for Хэйхэ."""
    for key in dict.fromkeys(map(skeleton.of_cyrillic, [word, *inflection.lemmas(word)])):
        for form in index.sounding(key):
            if may_be_romanised(form):
                yield from inflection.forms_in(index, form)


def _by_skeleton(index: Index, typed: str) -> Iterator[str]:
    """Russian words that are spelled so in some romanisation, and other romanisations of them."""
    key = skeleton.of_latin(typed)
    for form in index.sounding(key):
        if IS_CYRILLIC.search(form) or may_be_romanised(form):
            yield from inflection.forms_in(index, fold(form))
    for beginning in _beginnings(key):
        for form in index.sounding_like(beginning, len(key) + _LONGEST_ENDING):
            for lemma in inflection.lemmas(fold(form)) if IS_CYRILLIC.search(form) else ():
                if skeleton.of_cyrillic(lemma) == key:
                    yield from inflection.forms_in(index, lemma)


def _beginnings(key: str) -> Iterator[str]:
    """What the skeletons of other forms begin with: of rinok rino, and rink without its vowel."""
    yield key[: max(_SHORTEST, len(key) - _ENDING)]
    if len(key) > _SHORTEST and key[-2] in "eo":
        yield key[:-2] + key[-1]


def _russian_by_palladius(index: Index, ways: Sequence[tuple[str, ...]]) -> Iterator[str]:
    for syllables in ways:
        if len(syllables) > 1 and (word := palladius.in_cyrillic(syllables)):
            yield from inflection.forms_in(index, word)


def _syllables_of_russian(word: str) -> Iterator[tuple[str, ...]]:
    if len(word) < _SHORTEST:
        return
    for lemma in dict.fromkeys([word, *inflection.lemmas(word)]):
        ways = palladius.in_pinyin(lemma)
        if ways and russian.may_be_a_name(lemma):
            yield from ways


def _by_sound(index: Index, syllables: tuple[str, ...], typed: str) -> list[str]:
    """Chains of Han characters that sound so; with tones typed, with these tones alone."""
    if len(syllables) == 1:
        signs = pinyin.characters(syllables[0])
        chains = [one for one in index.present(signs) if _sounds(one) == syllables]
    else:
        chains = _pairs(index, syllables[0], syllables[1])
    for first, second in pairwise(syllables[1:]):
        following: dict[str, list[str]] = {}
        for pair in _pairs(index, first, second) if chains else ():
            following.setdefault(pair[0], []).append(pair[1])
        chains = [one + sign for one in chains for sign in following.get(one[-1], ())]
        chains = chains[:MOST_CHAINS]
    if pinyin.has_tones(typed):
        chains = [one for one in chains if pinyin.sounds_so(one, typed)]
    return [one for one in chains if pinyin.is_word(one)] or chains


def _pairs(index: Index, first: str, second: str) -> list[str]:
    there = index.pairs(pinyin.characters(first), pinyin.characters(second))
    return [pair for pair in there if _sounds(pair) == (first, second)]


def _sounds(characters: str) -> tuple[str, ...]:
    return tuple(map(pinyin.without_tones, pinyin.sounds(characters)))
