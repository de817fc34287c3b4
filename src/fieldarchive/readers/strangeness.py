"""How strange a text looks: the sum of how rare each sign is after the one before it.

`encodings` reads the same bytes under several encodings and takes the least strange text. Numbers
are natural logarithms of rough probabilities: under 3 is everyday, 9 is rare, over 12 hardly
happens. They need not be exact: right and wrong readings lie far apart (see the tests).
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from fieldarchive.readers.usual_signs import RUSSIAN_PAIRS, SIMPLIFIED, TRADITIONAL

DAMAGE = "\ufffd"

_EVERYDAY_PAIR, _COMMON_PAIR, _SELDOM_PAIR = 1.8, 2.8, 6.0
_FIRST_LETTER, _SELDOM_FIRST, _NEVER_FIRST = 2.8, 4.0, 9.0
_NO_WORD = 5.0
_LATIN_LETTER = 3.0
_PUNCTUATION = 5.0
_TYPOGRAPHIC = 4.5
_ACCENTED, _RARELY_ACCENTED = 7.0, 10.0
_PLAIN_HAN, _RARE_HAN = 9.5, 14.0
_OTHER = 15.0
_DAMAGED = 18.0

_CAPITAL_AFTER_SMALL = 7.0
_SMALL_AFTER_CAPITALS = 4.0
_CAPITAL_AFTER_CAPITAL = 0.3
_FIRST_CAPITAL = 0.7
_SCRIPTS_IN_ONE_WORD = 7.0
_HAN_BESIDE_LETTER = 3.0

_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя")
_FIRST_LETTERS = frozenset("пвснокридтмбаэ")
_NO_FIRST_LETTERS = frozenset("ьыъй")
_WORDS_OF_ONE_LETTER = frozenset("авикосуяжб")
_ACCENTED_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüßœ")
_TYPOGRAPHY = frozenset("“”‘’„«»–—…№°§©®·•\u00a0")
_CHINESE_SIGNS = frozenset("，。、！？：；“”‘’（）《》【】…—\u3000１２３４５６７８９０")


def strangeness(text: str) -> float:
    """How unlikely this text is, from 0 for no text; grows with its length."""
    total, before, two_before = 0.0, " ", " "
    for sign in text:
        total += _step(two_before, before, sign)
        two_before, before = before, sign
    return total


@lru_cache(maxsize=100_000)
def _step(two_before: str, before: str, sign: str) -> float:
    """The cost of one sign after the two before it: the sign itself, its case, its company."""
    script, script_before = _script(sign), _script(before)
    return (
        _sign_cost(before.lower(), sign.lower(), script)
        + _lonely_letter_cost(two_before, before.lower(), sign)
        + _case_cost(two_before, before, sign)
        + _company_cost(script_before, script)
    )


def _sign_cost(before: str, sign: str, script: str) -> float:
    if script == "russian":
        return _russian_cost(before, sign)
    if script == "accented":
        return _ACCENTED if sign in _ACCENTED_LETTERS else _RARELY_ACCENTED
    if script == "han":
        return _han_costs().get(sign) or _unlisted_han_cost(sign)
    if script == "latin":
        return _LATIN_LETTER
    return _other_cost(sign)


def _russian_cost(before: str, sign: str) -> float:
    if sign not in _RUSSIAN and sign != "ё":
        return _OTHER
    if not before.isalpha():
        return _first_letter_cost(sign)
    if "ё" in (before, sign):
        return _COMMON_PAIR
    return _pair_costs().get(before + sign, _SELDOM_PAIR)


def _first_letter_cost(sign: str) -> float:
    if sign in _NO_FIRST_LETTERS:
        return _NEVER_FIRST
    return _FIRST_LETTER if sign in _FIRST_LETTERS else _SELDOM_FIRST


def _lonely_letter_cost(two_before: str, before: str, sign: str) -> float:
    """A Russian word of one letter is one of ten; a full stop may follow any, as in "г."."""
    if sign.isalpha() or sign == "." or two_before.isalpha() or before not in _RUSSIAN:
        return 0.0
    return 0.0 if before in _WORDS_OF_ONE_LETTER else _NO_WORD


@cache
def _pair_costs() -> dict[str, float]:
    pairs = RUSSIAN_PAIRS.split()
    return {pair: _EVERYDAY_PAIR if n < 100 else _COMMON_PAIR for n, pair in enumerate(pairs)}


@cache
def _han_costs() -> dict[str, float]:
    """Zipf's law: the n-th commonest sign is n times rarer than the first."""
    simplified = {sign: math.log(n + 8) + 2 for n, sign in enumerate(SIMPLIFIED)}
    traditional = {sign: math.log(n + 8) + 3 for n, sign in enumerate(TRADITIONAL)}
    return traditional | simplified


def _unlisted_han_cost(sign: str) -> float:
    """Both Chinese standards put the signs that a schoolbook needs into a first level."""
    first_level = _lead(sign, "gb2312", 0xB0, 0xD7) or _lead(sign, "big5", 0xA4, 0xC6)
    return _PLAIN_HAN if first_level else _RARE_HAN


def _lead(sign: str, codec: str, first: int, last: int) -> bool:
    encoded = sign.encode(codec, "ignore")
    return bool(encoded) and first <= encoded[0] <= last


def _other_cost(sign: str) -> float:
    if sign in " \n":
        return 2.0
    if sign in _CHINESE_SIGNS or sign in _TYPOGRAPHY:
        return _TYPOGRAPHIC
    if " " < sign <= "~" or sign in "\t\r":
        return _PUNCTUATION
    return _DAMAGED if sign == DAMAGE or sign < " " else _OTHER


def _case_cost(two_before: str, before: str, sign: str) -> float:
    if not (sign.isupper() or before.isupper()):
        return 0.0
    if not sign.isupper():
        return _SMALL_AFTER_CAPITALS if sign.islower() and two_before.isupper() else 0.0
    if before.islower():
        return _CAPITAL_AFTER_SMALL
    return _CAPITAL_AFTER_CAPITAL if before.isupper() else _FIRST_CAPITAL


def _company_cost(before: str, script: str) -> float:
    if not before or not script or before == script:
        return _ACCENTED / 2 if script == "accented" == before else 0.0
    if "han" in (before, script):
        return _HAN_BESIDE_LETTER
    return 0.0 if "russian" not in (before, script) else _SCRIPTS_IN_ONE_WORD


@cache
def _script(sign: str) -> str:
    """The script of a letter; empty for everything that is no letter."""
    if sign.isascii():
        return "latin" if sign.isalpha() else ""
    if "\u0400" <= sign <= "\u04ff":
        return "russian"
    if "\u4e00" <= sign <= "\u9fff":
        return "han"
    return "accented" if sign.isalpha() and sign < "\u0250" else ""
