"""Inflection: which words of an index are forms of a word that was typed, whatever its language.

The index holds words as they stand in the texts. The dictionaries say in which forms a word may
stand, and the index says which of them do; a word that no dictionary has is looked for among the
words of the index that begin as it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldarchive.search import chinese, english, russian
from fieldarchive.search.folding import IS_CYRILLIC, IS_HAN, IS_LATIN, fold
from fieldarchive.search.lexicon import Lexicon
from fieldarchive.search.sounds import rows_of

LONGEST = 64  # letters; what is longer is no word, and dictionaries take minutes over it
_ENDING = 3  # letters of an unknown word that may change
_SHORTEST_STEM = 3
_FULL_WIDTH = str.maketrans({n: n + 0xFEE0 for n in range(0x21, 0x7F)})


def lemmas(word: str) -> tuple[str, ...]:
    """What a folded word is a form of; itself where nothing is known."""
    if len(word) > LONGEST:
        return (word,)
    if IS_HAN.match(word):
        return (chinese.simplified(word),)
    if IS_CYRILLIC.search(word):
        return russian.lemmas(word)
    return (english.lemma(word),) if IS_LATIN.search(word) else (word,)


def forms_in(index: Lexicon, word: str) -> list[str]:
    """The words of an index that are forms of a folded word, as they stand there."""
    if IS_HAN.match(word):
        return list(index.present(list(dict.fromkeys([word, *chinese.variants(word)]))))
    if len(word) > LONGEST:
        return list(index.present([word]))
    wanted = set(lemmas(word))
    maybe = list(dict.fromkeys([word, *wanted, *_candidates(word)]))
    found = [*_present(index, maybe), *_alike(index, word)]
    return [
        one for one in dict.fromkeys(found)
        if (folded := fold(one)) == word or not wanted.isdisjoint(lemmas(folded))
    ]  # fmt: skip


def _present(index: Lexicon, words: Sequence[str]) -> list[str]:
    keys = {form: key for key, form in rows_of(words)}
    others = [word for word in words if word not in keys]
    return sorted([*index.noted(keys), *index.present(others)])


def _candidates(word: str) -> Iterator[str]:
    if IS_CYRILLIC.search(word):
        yield from russian.forms(word)
    elif IS_LATIN.search(word):
        yield from english.forms(word)
        yield from (one.translate(_FULL_WIDTH) for one in (word, *english.forms(word)))


def _alike(index: Lexicon, word: str) -> Sequence[str]:
    """What may be a form of a Russian word that no dictionary has: it begins in the same way."""
    if not IS_CYRILLIC.search(word) or russian.is_known(word):
        return ()
    found: dict[str, None] = {}
    for ending in range(1, _ENDING + 1):  # the nearest first: a short beginning may have very many
        found |= dict.fromkeys(
            index.beginning_with(word[: max(_SHORTEST_STEM, len(word) - ending)])
        )
    return [form for form in found if len(form) <= len(word) + _ENDING]
