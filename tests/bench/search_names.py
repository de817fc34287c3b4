"""Names of a treebank in other letters: Russian in Latin ones, Chinese in pinyin and in Cyrillic.

Romanisation is by iuliia (pip install fieldarchive[test]), pinyin by pypinyin. For Palladius
there is no second program: a query is written by our own table, with a Russian capital.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import iuliia
from pypinyin import Style, lazy_pinyin

from fieldarchive.search import palladius

_RUSSIAN = re.compile("[а-яё]{4,}", re.I)
_CHINESE = re.compile("[\u4e00-\u9fff]{2,4}")

Sentence = tuple[str, list[tuple[str, str, str]]]
Query = tuple[str, set[int]]


def names(language: str, sentences: Sequence[Sentence], fold: Callable[[str], str]) -> list[Query]:
    """Every form of a name that stands in two sentences, and where any form of it stands."""
    shape = _RUSSIAN if language == "ru" else _CHINESE
    lemmas: dict[str, set[int]] = defaultdict(set)
    forms: dict[str, set[str]] = defaultdict(set)
    for number, (_, words) in enumerate(sentences):
        for form, lemma, word_class in words:
            key = fold(lemma) if language == "ru" else form
            if word_class == "PROPN":
                lemmas[key].add(number)
                if shape.fullmatch(form):
                    forms[key].add(form)
    found = ((form, lemmas[key]) for key in forms if len(lemmas[key]) > 1 for form in forms[key])
    return sorted(found, key=lambda query: query[0])


def spellings(language: str) -> dict[str, Callable[[str], str]]:
    """Ways to write a name of a language in other letters; an empty string where there is none."""
    if language == "ru":
        schemes = {
            "BGN/PCGN": iuliia.BGN_PCGN_ALT,
            "ISO 9": iuliia.GOST_779,  # the same as ISO 9:1995
            "ICAO 9303": iuliia.ICAO_DOC_9303,
        }
        return {
            name: lambda word, by=by: _latin(by.translate(word)) for name, by in schemes.items()
        }
    return {
        "pinyin": lambda word: "".join(lazy_pinyin(word)),
        "Pinyin, with a capital": lambda word: "".join(lazy_pinyin(word)).capitalize(),
        "pinyin with tones": lambda word: "".join(lazy_pinyin(word, style=Style.TONE)),
        "Palladius": lambda word: _palladius(lazy_pinyin(word)),
    }


def _latin(word: str) -> str:
    # iuliia leaves ё as it is in schemes that write it with the Latin letter.
    return word.replace("ё", "ë").replace("Ё", "Ë")


def _palladius(syllables: Iterable[str]) -> str:
    plain = tuple(one.replace("ü", "u") for one in syllables)
    return (palladius.in_cyrillic(plain) or "").capitalize()
