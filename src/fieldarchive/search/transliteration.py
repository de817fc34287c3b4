"""Transliteration: the words of an index that a word typed in another script may mean.

Russian in Latin letters and Latin in Russian ones meet by their skeletons; Chinese in Latin or
Russian letters by its sound, two characters at a time. An English word is not read so, or `post`
would find every fast.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from fieldarchive.search import english, inflection, palladius, pinyin, russian, skeleton
from fieldarchive.search.folding import IS_CYRILLIC, IS_LATIN, fold, has_accents
from fieldarchive.search.lexicon import Lexicon

MOST_CHAINS = 400
_SHORTEST = 4  # letters of a word of perhaps another script; with a capital one less
_ENDING = 2  # sounds of a Russian word that are others in other forms
_LONGEST_ENDING = 3
_LONG = 6  # sounds of a word of which so many may be others


def may_be_romanised(typed: str) -> bool:
    """Whether a word may be Russian or Chinese in Latin letters: no English word, or a name."""
    word = fold(typed)
    if not IS_LATIN.search(word):
        return False
    if has_accents(typed):  # Kolâ, ālǐ: English would be typed without
        return len(word) >= _SHORTEST - 1
    shortest = _SHORTEST - 1 if typed.istitle() else _SHORTEST
    return len(word) >= shortest and not english.is_common(unicodedata.normalize("NFKC", typed))


def words_in(index: Lexicon, typed: str, *, is_absent: bool) -> Iterator[str]:
    """Words of the index that a word may mean in other letters; of Chinese, with spaces.

    A common English or Russian word may, too, where `is_absent`: no form of it is in the index.
    """
    folded = fold(typed)
    if len(folded) > inflection.LONGEST:
        return
    if IS_CYRILLIC.search(folded):
        yield from _latin(index, folded)
        yield from _chinese(index, _syllables_of_russian(folded, is_absent), typed)
    elif may_be_romanised(typed):
        yield from _russian(index, typed)
        ways = pinyin.syllables(folded)
        yield from _russian_by_palladius(index, ways)
        yield from _chinese(index, ways, typed)
    elif IS_LATIN.search(folded) and len(folded) >= _SHORTEST - 1:
        yield from _of_common_word(index, typed, is_absent)


def chinese_of(index: Lexicon, syllables: tuple[str, ...]) -> list[str]:
    """The words that are said in these syllables, which were typed one by one: hei he."""
    return list(_chinese(index, [syllables], " ".join(syllables)))


def _of_common_word(index: Lexicon, typed: str, is_absent: bool) -> Iterator[str]:
    """What a common English word may be beside: with a capital a name, and a city in shanghai."""
    if is_absent or _is_capitalised(typed):
        yield from _russian(index, typed, names_alone=not is_absent)
    if is_absent or _is_capitalised(typed) or english.is_also_a_name(typed.lower()):
        ways = [way for way in pinyin.syllables(fold(typed)) if len(way) > 1]
        for word in _chinese(index, ways, typed):
            if is_absent or pinyin.is_word(word.replace(" ", "")):
                yield word


def _is_capitalised(typed: str) -> bool:
    return typed[:1].isupper() and not typed.isupper()


def _latin(index: Lexicon, word: str) -> Iterator[str]:
    """Romanised names for a Russian word: Heihe for Хэйхэ."""
    for key in dict.fromkeys(map(skeleton.of_cyrillic, [word, *inflection.lemmas(word)])):
        for form in index.sounding(key):
            if may_be_romanised(form):
                yield from inflection.forms_in(index, form)


def _russian(index: Lexicon, typed: str, *, names_alone: bool = False) -> Iterator[str]:
    """Russian words that are spelled so in some romanisation, and other romanisations of them."""
    key = skeleton.of_latin(typed)
    lemmas = dict.fromkeys(_lemmas_sounding(index, key))
    names = [lemma for lemma in lemmas if russian.is_a_name(lemma)]
    chosen = names if names_alone or (names and _is_capitalised(typed)) else lemmas
    for lemma in chosen:
        yield from inflection.forms_in(index, lemma)
    for form in () if names_alone else index.sounding(key):
        if may_be_romanised(form):
            yield from inflection.forms_in(index, fold(form))


def _lemmas_sounding(index: Lexicon, key: str) -> Iterator[str]:
    for form in index.sounding(key):
        if IS_CYRILLIC.search(form):
            yield from inflection.lemmas(fold(form))
    for beginning in _beginnings(key):
        for form in index.sounding_like(beginning, len(key) + _LONGEST_ENDING):
            for lemma in inflection.lemmas(fold(form)) if IS_CYRILLIC.search(form) else ():
                if skeleton.of_cyrillic(lemma) == key:
                    yield lemma


def _beginnings(key: str) -> Iterator[str]:
    """What the skeletons of other forms begin with: of rinok rino, and rink without its vowel."""
    yield key[: -1 if len(key) < _LONG else -_ENDING]
    if len(key) > _SHORTEST and key[-2] in "eo":
        yield key[:-2] + key[-1]


def _russian_by_palladius(index: Lexicon, ways: Sequence[tuple[str, ...]]) -> Iterator[str]:
    for syllables in ways:
        if len(syllables) > 1 and (word := palladius.in_cyrillic(syllables)):
            yield from inflection.forms_in(index, word)


def _syllables_of_russian(word: str, is_absent: bool) -> Iterator[tuple[str, ...]]:
    if len(word) < _SHORTEST - is_absent:
        return
    for lemma in dict.fromkeys([word, *inflection.lemmas(word)]):
        ways = palladius.in_pinyin(lemma)
        if ways and (is_absent or not russian.is_known(lemma) or russian.is_a_name(lemma)):
            yield from ways


def _chinese(index: Lexicon, ways: Iterable[tuple[str, ...]], typed: str) -> Iterator[str]:
    for syllables in ways:
        for word in _by_sound(index, syllables, typed):
            yield " ".join(word)


def _by_sound(index: Lexicon, syllables: tuple[str, ...], typed: str) -> list[str]:
    """Chains of Han characters that sound so; with tones typed, with these tones alone."""
    if len(syllables) == 1:
        if not pinyin.has_tones(typed):  # one in three characters of a text may be an yi or a shi
            return []
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


def _pairs(index: Lexicon, first: str, second: str) -> list[str]:
    there = index.pairs(pinyin.characters(first), pinyin.characters(second))
    return [pair for pair in there if _sounds(pair) == (first, second)]


def _sounds(characters: str) -> tuple[str, ...]:
    return tuple(map(pinyin.without_tones, pinyin.sounds(characters)))
