"""Pinyin: Chinese by its sound, with tones or without. pypinyin's tables take 0.3 s to load.

An index knows which two Han characters stand side by side in its texts. A word of several syllables
is a chain of such pairs, so no dictionary has to know a name for it to be found by its sound.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

_TONES = str.maketrans("", "", "\u0304\u0301\u030c\u0300")
_LONGEST = 6  # letters of a syllable: zhuang, chuang, shuang
_MOST_WAYS = 8
_FIRST, _LAST = 0x4E00, 0x9FFF  # the characters that are read by their sound


@lru_cache(1 << 15)
def sounds(characters: str) -> tuple[str, ...]:
    """The syllables of one or two Han characters with their tones; empty where one is unknown."""
    known, read_apart = _tables()
    if together := known.get(characters):
        return tuple(syllables[0] for syllables in together)
    apart = tuple(read_apart.get(ord(sign), "").partition(",")[0] for sign in characters)
    return apart if all(apart) else ()


def characters(syllable: str) -> Sequence[str]:
    """Every character that has a syllable, in plain letters, among its readings."""
    return _by_syllable().get(syllable, ())


def without_tones(syllable: str) -> str:
    """A syllable in plain letters; ü becomes u, as most people type it."""
    text = unicodedata.normalize("NFD", syllable).translate(_TONES)
    return text.replace("\u0308", "").replace("v", "u")


def has_tones(typed: str) -> bool:
    """Whether a word was typed with at least one mark of a tone."""
    text = unicodedata.normalize("NFD", typed)
    return text != text.translate(_TONES)


def syllables(word: str) -> list[tuple[str, ...]]:
    """Every way to read a folded word as syllables: xian is xian and xi an. At most 8 ways."""
    word = word.replace("v", "u")
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            if ways[start] and word[start:end] in _syllables():
                ways[end] += [(*way, word[start:end]) for way in ways[start]]
        ways[end] = sorted(ways[end], key=len)[:_MOST_WAYS]
    return ways[-1]


def is_syllable(word: str) -> bool:
    """Whether a folded word is one syllable, of two letters at least."""
    return 1 < len(word) <= _LONGEST and word.isascii() and word in _syllables()


def is_word(characters: str) -> bool:
    """Whether the table of words has them: it knows 47,000."""
    return characters in _tables()[0]


def sounds_so(characters: str, typed: str) -> bool:
    """Whether Han characters may be read as a word typed with tones; untyped tones may be any."""
    wanted = _letters_with_tones(typed)
    read = [sound for first, second in pairwise(characters) for sound in sounds(first + second)[:1]]
    last = sounds(characters[-2:])[-1:]
    heard = _letters_with_tones("".join([*read, *last]))
    if [letter for letter, _ in wanted] != [letter for letter, _ in heard]:
        return False
    return all(tone in ("", its) for (_, tone), (_, its) in zip(wanted, heard, strict=True))


def _letters_with_tones(text: str) -> list[tuple[str, str]]:
    """Plain letters, each with the mark of a tone over it, or none."""
    found: list[tuple[str, str]] = []
    for sign in unicodedata.normalize("NFD", text.lower().replace("v", "u")):
        if not unicodedata.combining(sign):
            found.append((sign, ""))
        elif found and sign != "\u0308":
            found[-1] = (found[-1][0], sign)
    return [(letter, tone) for letter, tone in found if letter.isalpha()]


@cache
def _syllables() -> frozenset[str]:
    return frozenset(one for one in _by_syllable() if one.isascii() and set(one) & set("aeiou"))


@cache
def _by_syllable() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for code, readings in _tables()[1].items():
        if _FIRST <= code <= _LAST:
            for reading in readings.split(","):
                found.setdefault(without_tones(reading), {})[chr(code)] = None
    return {syllable: tuple(signs) for syllable, signs in found.items()}


@cache
def _tables() -> tuple[dict[str, list[list[str]]], dict[int, str]]:
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    return phrases_dict, pinyin_dict
