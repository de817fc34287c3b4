"""A rough key for a name: how each of its words begins.

It needs no dictionary, so that a command which writes can make it. Names that have one key are
few; which of them is meant is for `thesaurus`.
"""

from __future__ import annotations

from fieldarchive.search.folding import IS_HAN, fold, words

_LETTERS = 3  # most forms of a word begin with the same three


def key_of(spelling: str) -> str:
    """The key of a name; empty where it has no letter or figure."""
    return " ".join(beginning(fold(word)) for word in words(spelling))


def beginning(folded: str) -> str:
    """The part of a key that a folded word is; a Chinese sign is one as it stands."""
    return folded if IS_HAN.match(folded) else folded[:_LETTERS]
