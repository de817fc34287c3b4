"""The lexicon: what each word can be, in the three languages at once.

A word may be several things ("c." is circa and century, «в» is in and век); which of them it is, is
settled by what it stands beside. Words that rules name themselves are added when rules are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from fieldarchive.describe.dates import words_en, words_ru, words_zh

Entries: TypeAlias = Iterable[tuple[str, object, str]]

SIGNS: Entries = (
    ("DASH", None, "- – ~ /"), ("AND", None, ", & + /"), ("MINUS", None, "- –"),
    ("SEP", ".", "."), ("SEP", "/", "/"), ("SEP", "-", "-"),
    ("ABOUT", None, "~ ≈"),
)  # fmt: skip
_NAMED_BY_RULES: set[str] = set()
LONGEST_HAN = 8


def meanings(word: str) -> Iterator[tuple[str, object]]:
    """What a word can be: symbols of the grammar with their values."""
    yield from _lexicon().get(word, ())
    if word in _NAMED_BY_RULES:
        yield f"={word}", word


def name(words: Iterable[str]) -> None:
    """Add the words that rules name themselves."""
    _NAMED_BY_RULES.update(words)


@cache
def _lexicon() -> Mapping[str, list[tuple[str, object]]]:
    lexicon: dict[str, list[tuple[str, object]]] = {}
    for entries in (SIGNS, words_en.entries(), words_ru.entries(), words_zh.entries()):
        for symbol, value, forms in entries:
            for form in forms.split():
                lexicon.setdefault(form, []).append((symbol, value))
    return lexicon
