"""A small parser: rules written as patterns, a lattice of words, and every reading of a stretch.

It knows nothing of dates. A pattern is a line of parts: CAPITALS name what another rule or a word
makes, anything else is a word to stand there (`a|b` for either); `?` behind a part lets it be
absent. Words that stand there, and what is `silent`, are dropped; the values of the others are
given to the rule's function, which returns None where they do not fit together. Rules may not begin
with themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

Edges: TypeAlias = Mapping[int, Mapping[str, list[tuple[Any, int]]]]
Make = TypeVar("Make", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class _Part:
    symbols: tuple[str, ...]
    is_optional: bool
    is_dropped: bool


@dataclass
class Grammar:
    """Rules by what they make; the earlier rule's reading is the better one."""

    silent: frozenset[str]
    rules: dict[str, list[tuple[tuple[_Part, ...], Callable[..., Any]]]] = field(
        default_factory=dict
    )
    words: set[str] = field(default_factory=set)

    def rule(self, symbol: str, *patterns: str) -> Callable[[Make], Make]:
        """Say that `symbol` can be written like any of the patterns."""

        def add(make: Make) -> Make:
            for pattern in patterns:
                parts = tuple(self._part(part) for part in pattern.split())
                self.rules.setdefault(symbol, []).append((parts, make))
            return make

        return add

    def _part(self, written: str) -> _Part:
        is_optional = len(written) > 1 and written.endswith("?")
        names = (written.removesuffix("?") if is_optional else written).split("|")
        words = [name for name in names if not (name.isupper() and name.isascii())]
        self.words.update(words)
        symbols = tuple(f"={name}" if name in words else name for name in names)
        return _Part(symbols, is_optional, bool(words) or names[0] in self.silent)

    @cached_property
    def beginnings(self) -> Mapping[str, frozenset[str]]:
        """What can stand first of each symbol; asked for once all rules are there."""
        first = {
            symbol: {symbol, *(name for parts, _ in rules for name in _first_of(parts))}
            for symbol, rules in self.rules.items()
        }
        grows = True
        while grows:
            grows = False
            for symbols in first.values():
                more = set().union(*(first.get(name, ()) for name in symbols))
                grows = grows or not more <= symbols
                symbols |= more
        return {symbol: frozenset(symbols) for symbol, symbols in first.items()}


def _first_of(parts: tuple[_Part, ...]) -> Iterator[str]:
    for part in parts:
        yield from part.symbols
        if not part.is_optional:
            return


class Chart:
    """All readings of one phrase, each stretch of it read once. `at` is given to every rule."""

    def __init__(self, grammar: Grammar, edges: Edges, at: object) -> None:
        self._rules, self._edges, self._at = grammar.rules, edges, at
        self._beginnings = grammar.beginnings
        self._known: dict[tuple[str, int], list[tuple[Any, int]]] = {}

    def read(self, symbol: str, start: int) -> list[tuple[Any, int]]:
        """What `symbol` can be from `start` on: values, and where each ends."""
        if (symbol, start) in self._known:
            return self._known[symbol, start]
        self._known[symbol, start] = []  # a rule that begins with itself finds nothing
        here = self._edges.get(start, {})
        found: dict[tuple[Any, int], None] = dict.fromkeys(here.get(symbol, ()))
        could_begin = not self._beginnings.get(symbol, frozenset()).isdisjoint(here)
        for parts, make in self._rules.get(symbol, ()) if could_begin else ():
            for values, end in self._sequences(parts, start):
                try:
                    value = make(self._at, *values)
                except OverflowError:  # a day before the year 1 or after 9999
                    continue
                if value is not None:
                    found[value, end] = None
        self._known[symbol, start] = list(found)
        return self._known[symbol, start]

    def _sequences(
        self, parts: tuple[_Part, ...], start: int
    ) -> Iterator[tuple[tuple[Any, ...], int]]:
        if not parts:
            yield (), start
            return
        part, rest = parts[0], parts[1:]
        for symbol in part.symbols:
            for value, end in self.read(symbol, start):
                for values, last in self._sequences(rest, end):
                    yield (values if part.is_dropped else (value, *values)), last
        if part.is_optional:
            for values, last in self._sequences(rest, start):
                yield (values if part.is_dropped else (None, *values)), last
