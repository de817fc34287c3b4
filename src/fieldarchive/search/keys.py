"""Keys: under what a form that stands in the index is looked up.

A lemma is its own key, `~` begins a skeleton, `'` begins syllables of pinyin. A form is found
under itself without being told, so that alone makes no row in the lexicon.
"""

from __future__ import annotations

from fieldarchive.search import chinese, english, pinyin, russian, skeleton
from fieldarchive.search.folding import IS_CYRILLIC, IS_HAN, IS_LATIN, fold

_SHORTEST_SKELETON = 3  # letters of a Cyrillic word
SHORTEST_ROMANISED = 4  # letters of a Latin word that may be romanised


def keys_of(form: str) -> list[str]:
    """The keys of a word in the index, but for the form itself."""
    word = fold(form)
    return [key for key in dict.fromkeys([*lemmas(word), *_by_sound(word)]) if key != form]


def keys_of_pair(pair: str) -> list[str]:
    """The key of two neighbouring Han characters: how they sound, without tones."""
    return sound_keys(pinyin.sounds(pair))


def lemmas(word: str) -> tuple[str, ...]:
    """What a folded word is a form of; itself where nothing is known."""
    if IS_HAN.match(word):
        return (chinese.simplified(word),)
    if IS_CYRILLIC.search(word):
        return russian.lemmas(word)
    return (english.lemma(word),) if IS_LATIN.search(word) else (word,)


def may_be_romanised(word: str) -> bool:
    """Whether a folded word may be Russian or Chinese in Latin letters: it is not English."""
    is_word = bool(IS_LATIN.search(word)) and len(word) >= SHORTEST_ROMANISED
    return is_word and not english.is_known(word)


def sound_keys(syllables: tuple[str, ...]) -> list[str]:
    """The key of syllables of pinyin; none without syllables."""
    return ["'" + " ".join(map(pinyin.without_tones, syllables))] if syllables else []


def _by_sound(word: str) -> list[str]:
    if IS_HAN.match(word):
        return sound_keys(pinyin.sounds(word))
    if IS_CYRILLIC.search(word):
        long_enough = len(word) >= _SHORTEST_SKELETON
        return ["~" + skeleton.of_cyrillic(word)] if long_enough else []
    return ["~" + skeleton.of_latin(word)] if may_be_romanised(word) else []
