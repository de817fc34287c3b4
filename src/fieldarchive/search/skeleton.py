"""Skeleton: one rough key for a Russian word and for all its spellings in Latin letters.

Capitals in a key stand for sounds that take two or more Latin letters: Z zh, C ts, X ch, S sh and
shch, U yu, A ya. What 19 romanisations (BGN/PCGN, ISO 9, ICAO 9303, GOST, UNGEGN …) spell apart
is folded together, so a key may mean several words.
"""

from __future__ import annotations

import re
import unicodedata

_FROM_CYRILLIC = str.maketrans(
    "абвгдеёжзийклмнопрстуфхцчшщыэюя", "abvgdeeZziiklmnoprstufhCXSSieUA", "ъь"
)
_FROM_LATIN = (
    "shch=S šč=S stch=S sch=S ŝ=S zh=Z ž=Z kh=h ch=X č=X sh=S š=S ts=C tz=C yo=e jo=e ë=e io=e "
    "ya=A ja=A ia=A â=A yu=U ju=U iu=U û=U ye=e je=e è=e é=e ė=e ě=e ck=k w=v ph=f "
    "y=i j=i ï=i ĭ=i c=C x=ks"
)
_SOUNDS = [tuple(pair.split("=")) for pair in _FROM_LATIN.split()]
_SIGNS = re.compile("[\u02b9\u02ba\u2019\u02bc\u0361'`\"]")  # soft and hard signs, ties
_SHORTER = (("ii", "i"), ("iA", "A"), ("iU", "U"), ("ie", "e"), ("io", "e"))
_TWICE = re.compile(r"(.)(?=\1)")


def of_cyrillic(word: str) -> str:
    """The key of a folded word in Cyrillic letters; of several, a line each, their keys."""
    return _squeezed(word.translate(_FROM_CYRILLIC))


def of_latin(word: str) -> str:
    """The key of a word as it was typed; of several, a line each, their keys.

    Carons and accents are read: they tell sounds apart.
    """
    text = _SIGNS.sub("", unicodedata.normalize("NFC", word.lower()))
    for sounds, key in _SOUNDS:
        text = text.replace(sounds, key)
    parts = unicodedata.normalize("NFD", text)
    return _squeezed("".join(sign for sign in parts if not unicodedata.combining(sign)))


def _squeezed(key: str) -> str:
    for sounds, short in _SHORTER:
        key = key.replace(sounds, short)
    return _TWICE.sub("", key)
