"""Numbers as words and as signs: Chinese, Roman, English and Russian, cardinal and ordinal."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN_DIGITS = {sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0", "○": "0", "两": "2", "0": "0",
}  # fmt: skip
HAN_NUMERAL = re.compile("[〇零○一二两三四五六七八九十廿卅百千]+")
_HAN_VALUE = re.compile("(?:(.)千)?零?(?:(.)百)?零?(?:([二两三四五六七八九]?)十|(廿|卅))?零?(.)?")
_ROMAN = re.compile("(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_LETTERS = str.maketrans("хі", "xi")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a phrase: `width` figures, 0 where it is a word.

    `is_han`: Chinese signs, figure by figure.
    """

    value: int
    width: int = 0
    is_han: bool = False


def han_number(written: str) -> Number | None:
    """一九六九 and 二〇一三 figure by figure; 十九, 廿三, 二十一, 一百 by value."""
    if all(sign in _HAN_DIGITS for sign in written):
        figures = "".join(_HAN_DIGITS[sign] for sign in written)
        return Number(int(figures), len(figures), is_han=True) if len(figures) <= 4 else None
    match = _HAN_VALUE.fullmatch(written)
    if match is None:
        return None
    thousands, hundreds, tens, joined, ones = match.groups()
    total = 0
    for sign, size in ((thousands, 1000), (hundreds, 100), (ones, 1)):
        if sign is not None:
            if sign not in _HAN_DIGITS:
                return None
            total += int(_HAN_DIGITS[sign]) * size
    if tens is not None:
        total += 10 * int(_HAN_DIGITS.get(tens, "1"))
    return Number(total + {"廿": 20, "卅": 30}.get(joined or "", 0))


def roman(written: str) -> int | None:
    """A Roman numeral up to 39, in Latin letters or in those Cyrillic ones that look the same."""
    plain = written.translate(_ROMAN_LETTERS)
    match = _ROMAN.fullmatch(plain)
    if not plain or match is None:
        return None
    ones = {
        "": 0,
        "i": 1,
        "ii": 2,
        "iii": 3,
        "iv": 4,
        "v": 5,
        "vi": 6,
        "vii": 7,
        "viii": 8,
        "ix": 9,
    }
    return 10 * len(match[1]) + ones[match[2]]


ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ENGLISH_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
ENGLISH_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth",
)  # fmt: skip
ENGLISH_TENTHS = (
    "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth",
    "ninetieth",
)  # fmt: skip
# Cardinals of Russian with the cases in which counts and years are said.
RUSSIAN = {
    1: "один одна одну одного одной", 2: "два две двух", 3: "три трех", 4: "четыре четырех",
    5: "пять пяти", 6: "шесть шести", 7: "семь семи", 8: "восемь восьми", 9: "девять девяти",
    10: "десять десяти", 11: "одиннадцать", 12: "двенадцать", 13: "тринадцать",
    14: "четырнадцать", 15: "пятнадцать", 16: "шестнадцать", 17: "семнадцать",
    18: "восемнадцать", 19: "девятнадцать", 20: "двадцать двадцати", 30: "тридцать тридцати",
    40: "сорок сорока", 50: "пятьдесят", 60: "шестьдесят", 70: "семьдесят", 80: "восемьдесят",
    90: "девяносто",
}  # fmt: skip
RUSSIAN_ORDINALS = {
    1: "перв", 2: "втор", 4: "четверт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят",
    10: "десят", 11: "одиннадцат", 12: "двенадцат", 13: "тринадцат", 14: "четырнадцат",
    15: "пятнадцат", 16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат",
    20: "двадцат", 30: "тридцат", 40: "сороков", 50: "пятидесят", 60: "шестидесят",
    70: "семидесят", 80: "восьмидесят", 90: "девяност",
}  # fmt: skip
