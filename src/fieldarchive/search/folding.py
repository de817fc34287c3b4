"""One spelling for a word, however it was typed: capitals, accents, ё and full width make none.

`spacing` prepares a text for the index; this prepares words for the keys under which they meet.
"""

from __future__ import annotations

import re
import unicodedata

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # soft hyphens, joiners
IS_HAN = re.compile(f"[{HAN}]")
IS_CYRILLIC = re.compile("[\u0400-\u052f]")
IS_LATIN = re.compile("[a-z]")
_PLAIN = re.compile(r"[\x00-\x7fа-яё]*")
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}](?:[^\W_{HAN}]|[{_MARKS}])*")
# Stress and tone: grave, acute, circumflex, tilde, macron. The breve of й is no such mark.
_STRESS = frozenset("\u0300\u0301\u0302\u0303\u0304")


def words(text: str) -> list[str]:
    """The words of a text as `unicode61` divides its index copy: Han characters one by one."""
    return _WORD.findall(unicodedata.normalize("NFKC", INVISIBLE.sub("", text)))


def fold(word: str) -> str:
    """NFKC, lower case, without stress and tones, е for ё; й stays й, and é becomes e."""
    lower = word.lower()
    if _PLAIN.fullmatch(lower):  # as nearly all words are
        return lower.replace("ё", "е")
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
    kept: list[str] = []
    for sign in text:
        is_letter = not unicodedata.combining(sign) or not kept
        if is_letter or (sign not in _STRESS and not kept[-1].isascii()):
            kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept)).replace("ё", "е")


def has_accents(word: str) -> bool:
    """Whether a word has marks over or under its letters."""
    parts = unicodedata.normalize("NFD", word)
    return any(map(unicodedata.combining, parts))
