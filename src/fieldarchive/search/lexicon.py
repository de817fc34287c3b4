"""The lexicon: what a search asks of an index about its words. The catalogue answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Lexicon(Protocol):
    """The words of an index, and how they sound; keys are those of `sounds`."""

    def present(self, words: Sequence[str]) -> Sequence[str]:
        """Those of some words that stand in the index."""

    def noted(self, keys: Mapping[str, str]) -> Sequence[str]:
        """Those of some words, each with its key of `sounds`, that stand in the index."""

    def beginning_with(self, letters: str) -> Sequence[str]:
        """Words that begin so; not all of them where they are too many."""

    def sounding(self, key: str) -> Sequence[str]:
        """The words with a skeleton."""

    def sounding_like(self, beginning: str, longest: int) -> Sequence[str]:
        """Words whose skeleton begins so and has at most so many sounds; the shortest, if many."""

    def pairs(self, first: Sequence[str], second: Sequence[str]) -> Sequence[str]:
        """The pairs of characters side by side that are one of `first` and one of `second`."""

    def commonest(self, words: Sequence[str], most: int) -> Sequence[str]:
        """Those of some words that stand in the most texts, the commonest first."""
