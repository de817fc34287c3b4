"""Palladius: Chinese syllables in Russian letters, there and back (Хэйхэ, heihe).

The system is regular: the sound that begins a syllable, and the one that ends it.
"""

from __future__ import annotations

from functools import cache


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


_INITIALS = _table(
    "b=б p=п m=м f=ф d=д t=т n=н l=л g=г k=к h=х j=цз q=ц x=с zh=чж ch=ч sh=ш r=ж z=цз c=ц s=с"
)
_FINALS = _table(
    "a=а o=о e=э ai=ай ei=эй ao=ао ou=оу an=ань en=энь ang=ан eng=эн ong=ун i=и u=у ua=уа "
    "uo=о uai=уай ui=уй uan=уань un=унь uang=уан ia=я iao=яо ie=е iu=ю ian=янь in=инь "
    "iang=ян ing=ин iong=юн ue=юэ"
)
_AFTER_J = {"u": "юй", "ue": "юэ", "uan": "юань", "un": "юнь"}
_ALONE = _table(
    "a=а o=о e=э ai=ай ei=эй ao=ао ou=оу an=ань en=энь ang=ан eng=эн er=эр "
    "ya=я yo=йо ye=е yao=яо you=ю yan=янь yin=инь yang=ян ying=ин yong=юн yi=и yu=юй yue=юэ "
    "yuan=юань yun=юнь wa=ва wo=во wai=вай wei=вэй wan=вань wen=вэнь wang=ван weng=вэн wu=у "
    "zi=цзы ci=цы si=сы hui=хуэй"
)
_ALSO = {"нюй": "nu", "люй": "lu"}
_LONGEST = 6
_MOST_WAYS = 8


def in_cyrillic(syllables: tuple[str, ...]) -> str | None:
    """Pinyin syllables as a Russian word; None when one of them is no syllable."""
    parts = [_syllable(one) for one in syllables]
    return None if None in parts else "".join(part for part in parts if part)


def in_pinyin(word: str) -> list[tuple[str, ...]]:
    """Every way to read a folded Russian word as two or more Chinese syllables, in pinyin."""
    word = word.replace("ъ", "")
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            for syllable in _back().get(word[start:end], ()):
                ways[end] += [(*way, syllable) for way in ways[start]]
        ways[end] = sorted(ways[end], key=len)[:_MOST_WAYS]
    return [way for way in ways[-1] if len(way) > 1]


def _syllable(pinyin: str) -> str | None:
    if pinyin in _ALONE:
        return _ALONE[pinyin]
    initial = pinyin[:2] if pinyin[:2] in _INITIALS else pinyin[:1]
    final = pinyin[len(initial) :]
    if initial in ("j", "q", "x") and final in _AFTER_J:
        return _INITIALS[initial] + _AFTER_J[final]
    if initial not in _INITIALS or final not in _FINALS:
        return None
    return _INITIALS[initial] + _FINALS[final]


@cache
def _back() -> dict[str, tuple[str, ...]]:
    known = [*_ALONE, *(first + last for first in _INITIALS for last in _FINALS)]
    back: dict[str, tuple[str, ...]] = {russian: (pinyin,) for russian, pinyin in _ALSO.items()}
    for pinyin in dict.fromkeys(known):
        russian = _syllable(pinyin)
        if russian is not None:
            back[russian] = (*back.get(russian, ()), pinyin)
    return back
