"""The thesaurus: a word that names a theme, a city, a place or a person stands for all its names.

    market      market OR рынок OR базар OR 市场 OR 早市

A name is known by the lemmas of its words, so that рынке and 市場 name the market as well. The
label of a theme stands for the labels of narrower themes, too; an alternative does not. Nor is an
alternative of one Chinese sign looked for: 河 stands in 黑河 and in much that is no river. A
preposition or an article before a name belongs to what was typed alone. What is to be found
exactly, a beginning, NEAR and an exclusion mean what was typed and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, product, takewhile
from typing import Protocol, TypeAlias

from fieldarchive.search import chinese
from fieldarchive.search.folding import IS_HAN, fold, words
from fieldarchive.search.grammar import All, Either, Near, Node, Words, shown
from fieldarchive.search.inflection import lemmas
from fieldarchive.search.spelling_keys import beginning

MOST_WIDENED = 12  # names in one query
_LONGEST_NAME = 6  # words as typed; a Chinese name is one
# Words that only lead to a name: another language says it without them.
_LEADING = frozenset(["a", "an", "at", "by", "from", "in", "near", "of", "on", "the", "to"])
_LEADING |= frozenset(["в", "во", "за", "из", "к", "ко", "на", "о", "об", "около", "от", "по"])
_LEADING |= frozenset(["при", "с", "со", "у"])
_LONGEST_ROW = 12  # signs of Chinese names without spaces between them
_MOST_MEANINGS = 8  # of one name: there is a market in every city
_MOST_SPELLINGS = 80  # looked for in place of one name
_MOST_LIKE = 200  # spellings whose words begin alike
_MOST_TOLD = 12  # spellings
_MOST_KEYS = 64  # of words in several scripts and readings

# What a name is for: theme, city, place or person, and its slug or handle.
Named: TypeAlias = tuple[str, str]
_Slots: TypeAlias = tuple[frozenset[str], ...]  # for each word of a name, what it is a form of


class Spellings(Protocol):
    """The names of a vocabulary."""

    def like(self, key: str, most: int) -> Iterable[tuple[str, Named, bool]]:
        """At most so many spellings with a key, what each is for, and whether it is a label."""

    def of(self, named: Named) -> Sequence[tuple[str, bool]]:
        """Every spelling of something, labels before alternatives, and whether it is a label."""

    def under(self, named: Named) -> Sequence[str]:
        """The labels of all themes that lie under a theme."""


@dataclass(frozen=True, slots=True)
class Widening:
    """A name as typed, what it is for, and the spellings that are looked for as well."""

    typed: str
    named: tuple[Named, ...]
    spellings: tuple[str, ...]
    has_narrower: bool = False

    @property
    def told(self) -> str:
        """The same for a reader."""
        named = ", ".join(map(" ".join, self.named))
        more = len(self.spellings) - _MOST_TOLD
        listed = ", ".join(self.spellings[:_MOST_TOLD]) + f" and {more} more" * (more > 0)
        return f"“{self.typed}” as {named}{' and narrower' * self.has_narrower}: {listed}"


def widened(
    parts: tuple[Node, ...], spellings: Spellings
) -> tuple[tuple[Node, ...], tuple[Widening, ...]]:
    """Parts that all hold with the other spellings beside each name, and which names those are."""
    widener = _Widener(spellings)
    return widener.all(parts), tuple(widener.found)


@dataclass(slots=True)
class _Widener:
    spellings: Spellings
    found: list[Widening] = field(default_factory=list)

    def node(self, node: Node) -> Node:
        if isinstance(node, Words):
            return node if node.exact or node.begins else self.name([node]) or node
        if isinstance(node, Near):
            return node
        if isinstance(node, Either):
            return Either(tuple(self.node(part) for part in node.parts))
        return replace(node, parts=self.all(node.parts))

    def all(self, parts: tuple[Node, ...]) -> tuple[Node, ...]:
        """Parts that all hold; of bare words in a row the longest name counts."""
        new: list[Node] = []
        while parts:
            row = _bare_words(parts)
            length, node = self.longest_name(row) if row else (1, self.node(parts[0]))
            new.append(node)
            parts = parts[length:]
        return tuple(new)

    def longest_name(self, row: list[Words]) -> tuple[int, Node]:
        """How many of these words the name has that they begin with, and what is looked for."""
        before = len(list(takewhile(_leads_to_a_name, row)))
        for start in dict.fromkeys((0, before)):
            for length in range(len(row), start, -1):
                if (node := self.name(row[:length], start)) is not None:
                    return length, node
        return 1, self.in_names(row[0]) or row[0]

    def name(self, row: Sequence[Words], start: int = 0) -> Node | None:
        """What is looked for in place of words that are a name from `start` on, if they are."""
        if len(self.found) == MOST_WIDENED:
            return None
        typed = _slots(word for part in row[start:] for word in part.words)
        named = self.named(typed)
        narrower = [self.spellings.under(what) for what, is_label in named.items() if is_label]
        spellings = [*map(self.spellings_of, named), *narrower]
        others = _least(list(chain.from_iterable(spellings)), typed)
        if not others:
            return None
        names = [Words(tuple(words(one)), spelled=True) for one in others]
        by_itself = [_both(row[start:])] if start else []
        listed = (*(_said(row[start:]) for _ in by_itself), *others)
        self.found.append(Widening(_said(row), tuple(named), listed, any(narrower)))
        return Either((_both(row), *by_itself, *names))

    def spellings_of(self, named: Named) -> list[str]:
        every = self.spellings.of(named)
        return [one for one, is_label in every if is_label or not _is_one_sign(one)]

    def in_names(self, word: Words) -> Node | None:
        """What is looked for in place of Chinese names in a row without spaces: 黑河早市."""
        parts = self.divided(word.words) if len(word.words) <= _LONGEST_ROW else []
        return Either((word, All(tuple(map(self.node, parts))))) if len(parts) > 1 else None

    def divided(self, signs: tuple[str, ...]) -> list[Words]:
        """Chinese signs as names of two or more each, the longest first; none if some are left."""
        for end in range(len(signs), 1, -1):
            if self.are_chinese_name(signs[:end]):
                rest = self.divided(signs[end:])
                if rest or end == len(signs):
                    return [Words(signs[:end]), *rest]
        return []

    def are_chinese_name(self, signs: tuple[str, ...]) -> bool:
        return all(map(IS_HAN.match, signs)) and bool(self.named(_slots(signs)))

    def named(self, typed: _Slots) -> dict[Named, bool]:
        """What is called so, and whether that is a label of it."""
        found: dict[Named, bool] = {}
        beginnings = (dict.fromkeys(map(beginning, _and_variants(slot))) for slot in typed)
        for key in islice(product(*beginnings), _MOST_KEYS):
            for spelling, named, is_label in self.spellings.like(" ".join(key), _MOST_LIKE):
                is_one = all(map(frozenset.__and__, _slots(words(spelling)), typed))
                if is_one and (named in found or len(found) < _MOST_MEANINGS):
                    found[named] = found.get(named, False) or is_label
        return found


def _is_one_sign(spelling: str) -> bool:
    return len(spelling) == 1 and bool(IS_HAN.match(spelling))


def _leads_to_a_name(part: Words) -> bool:
    return len(part.words) == 1 and fold(part.words[0]) in _LEADING


def _both(row: Sequence[Words]) -> Node:
    return row[0] if len(row) == 1 else All(tuple(row))


def _said(row: Sequence[Words]) -> str:
    return " ".join(shown(part.words) for part in row)


def _bare_words(parts: Iterable[Node]) -> list[Words]:
    """The words without marks that parts begin with."""
    found: list[Words] = []
    for part in islice(parts, _LONGEST_NAME):
        if not isinstance(part, Words) or part.exact or part.begins or part.quoted:
            break
        found.append(part)
    return found


def _slots(name: Iterable[str]) -> _Slots:
    folded = (fold(word) for word in name)
    return tuple(frozenset((word, *lemmas(word))) for word in folded)


def _and_variants(slot: frozenset[str]) -> Iterator[str]:
    """The forms of a word; of a Chinese sign also those in the other script."""
    for form in sorted(slot):
        yield form
        yield from chinese.variants(form) if IS_HAN.match(form) else ()


def _least(spellings: Sequence[str], typed: _Slots) -> tuple[str, ...]:
    """The spellings that neither `typed` nor a shorter one finds: a street market is a market."""
    known, kept = [typed], set[str]()
    for spelling in sorted(spellings, key=lambda spelling: len(words(spelling))):
        name = _slots(words(spelling))
        if name and not any(_covers(one, name) for one in known):
            known.append(name)
            kept.add(spelling)
    return tuple(one for one in dict.fromkeys(spellings) if one in kept)[:_MOST_SPELLINGS]


def _covers(one: _Slots, name: _Slots) -> bool:
    """Whether words, in their order and side by side, stand in a name in one form or another."""
    starts = range(len(name) - len(one) + 1)
    return any(all(map(frozenset.__and__, one, name[start:])) for start in starts)
