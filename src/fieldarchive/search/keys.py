"""Keys: under what a form that stands in the index is looked up.

A lemma is its own key, `~` begins a skeleton, `'` begins syllables of pinyin. A form is found
under itself without being told, so that alone makes no row in the lexicon.
"""

from __future__ import annotations

import unicodedata

from fieldarchive.search import chinese, english, pinyin, russian, skeleton
from fieldarchive.search.folding import IS_CYRILLIC, IS_HAN, IS_LATIN, fold, has_accents

_SHORTEST_SKELETON = 3  # letters of a Cyrillic word
SHORTEST_ROMANISED = 4  # letters of a Latin word that may be romanised


def rows_of(form: str) -> list[tuple[str, str]]:
    """What the lexicon notes of a form in the index: it under its lemmas, and its skeletons.

    A skeleton leads to the form and to its lemmas, which need not stand in the index.
    """
    word = fold(form)
    rows = [(key, form) for key in (*lemmas(word), *_sound(word)) if key != form]
    if IS_CYRILLIC.search(word):
        rows += [(_skeleton(lemma), lemma) for lemma in lemmas(word)]
    return list(dict.fromkeys(rows))


def rows_of_pair(pair: str) -> list[tuple[str, str]]:
    """What it notes of two neighbouring Han characters: how they sound, without tones."""
    return [(key, pair) for key in sound_keys(pinyin.sounds(pair))]


def lemmas(word: str) -> tuple[str, ...]:
    """What a folded word is a form of; itself where nothing is known."""
    if IS_HAN.match(word):
        return (chinese.simplified(word),)
    if IS_CYRILLIC.search(word):
        return russian.lemmas(word)
    return (english.lemma(word),) if IS_LATIN.search(word) else (word,)


def may_be_romanised(typed: str) -> bool:
    """Whether a word may be Russian or Chinese in Latin letters: no English word, or a name."""
    word = fold(typed)
    if not IS_LATIN.search(word):
        return False
    if has_accents(typed):  # Kolâ, ālǐ: English would be typed without
        return len(word) >= _SHORTEST_SKELETON
    shortest = _SHORTEST_SKELETON if typed.istitle() else SHORTEST_ROMANISED
    return len(word) >= shortest and not english.is_common(_plain(typed))


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed)


def sound_keys(syllables: tuple[str, ...]) -> list[str]:
    """The key of syllables of pinyin; none without syllables."""
    return ["'" + " ".join(map(pinyin.without_tones, syllables))] if syllables else []


def _sound(word: str) -> list[str]:
    if IS_HAN.match(word):
        return sound_keys(pinyin.sounds(word))
    if IS_CYRILLIC.search(word):
        return [_skeleton(word)] if len(word) >= _SHORTEST_SKELETON else []
    return ["~" + skeleton.of_latin(word)] if may_be_romanised(word) else []


def _skeleton(word: str) -> str:
    return "~" + skeleton.of_cyrillic(word)
