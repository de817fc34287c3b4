"""Spelling: one form for what people write in many ways, before any word is looked up.

Full-width signs, capitals, ё, dashes, apostrophes and the traditional script become one; letters
of the other script that only look right are told apart by `lookalike`.
"""

from __future__ import annotations

import re
import unicodedata

# Every dash but the hyphen of the keyboard, which also stands inside 2013-05-12 and 1960-е. The
# Chinese dash is two, and "--" before a word is one; behind a number it is what librarians do not
# know: 19--.
_DASHES = re.compile("[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\uff0d]+|--+(?= ?\\w)")
_WAVES = re.compile("[\u301c\u3030\u2053\u223c\uff5e]")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`]")
_NOTHING = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# What a librarian supplies stands in brackets, «12» мая in quotes; neither says when.
_SUPPLIED = re.compile(r"[\[【「『]([^\[\]【】「」『』]*)[\]】」』]")
_QUOTED_NUMBER = re.compile(r"[\"«“„]\s?(\d{1,2})\s?[\"»”“]")
_TRADITIONAL = str.maketrans(
    "紀號時後間從約兩個開結歲週禮昏葉點夏來過會許現這為關於內與國當種樣應該還對頭幾無圓號億萬陽陰歷紅緊際種戰爭鐘鍾冬臘農運動電話錯誤",
    "纪号时后间从约两个开结岁周礼昏叶点夏来过会许现这为关于内与国当种样应该还对头几无圆号亿万阳阴历红紧际种战争钟钟冬腊农运动电话错误",
)
_LATIN, _CYRILLIC = "aceopxykmhtbiu", "асеорхукмнтвіи"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)


def spelled(words: str) -> str:
    """Words in the form in which they are looked up; dashes other than "-" become "–"."""
    text = unicodedata.normalize("NFKC", words)
    for pattern, sign in ((_DASHES, "–"), (_WAVES, "~"), (_APOSTROPHES, "'"), (_NOTHING, "")):
        text = pattern.sub(sign, text)
    for pattern in (_SUPPLIED, _QUOTED_NUMBER):
        text = pattern.sub(r"\1", text)
    text = text.casefold().replace("ё", "е").translate(_TRADITIONAL)
    text = unicodedata.normalize("NFC", text)
    text = " ".join(text.replace("(?)", "?").split()).strip(' .,;:!。"«»“”')
    return text[1:-1].strip() if re.fullmatch(r"\([^()]*\)", text) else text


def lookalikes(word: str, text: str) -> tuple[str, ...]:
    """The word as it would be if its letters of the other script were of one script.

    A word of one script alone is swapped only where the rest of the phrase is in the other, or
    where it ends a number: Latin "e" in 1960-e, but not "BC" after 1969.
    """
    scripts = [script for script in ("[a-z]", "[а-я]") if re.search(script, word)]
    beside = "[а-я]" if scripts == ["[a-z]"] else "[a-z]"
    if len(scripts) == 1 and not re.search(beside, text) and not _ends_number(word, text):
        return ()
    swapped = (word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN))
    return tuple(other for other in swapped if other != word)


def _ends_number(word: str, text: str) -> bool:
    return re.search(rf"\d-{re.escape(word)}\b", text) is not None
