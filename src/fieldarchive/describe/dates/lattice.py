"""A phrase as a lattice: at each place, every word that may stand there and where it ends.

Words between spaces are taken whole, with a full stop behind an abbreviation or without; Chinese
signs are taken in every way that the lexicon knows. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fieldarchive.describe.dates.lexicon import LONGEST_HAN, meanings
from fieldarchive.describe.dates.numerals import HAN_NUMERAL, Number, han_number, roman
from fieldarchive.describe.dates.spelling import lookalikes

_HAN = "\u3005-\u3007\u3400-\u9fff"
_TOKEN = re.compile(rf"(?P<number>[0-9]+)|(?P<han>[{_HAN}])|(?P<word>[^\W\d_{_HAN}]+)|(?P<sign>\S)")
_DOTS = re.compile(r"\.\.+")
_BOTH_SCRIPTS = re.compile("[a-z].*[а-я]|[а-я].*[a-z]")


@dataclass(slots=True)
class Lattice:
    """Edges by the place they begin at and by what they are, for the parser.

    `unknown` are the words that mean nothing here; `swapped` those that hold letters of another
    script, with what they were taken for.
    """

    text: str
    edges: dict[int, dict[str, list[tuple[Any, int]]]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    swapped: dict[str, str] = field(default_factory=dict)

    def add(self, start: int, end: int, symbol: str, value: object) -> None:
        """Say that something may stand between two places."""
        places = self.edges.setdefault(start, {}).setdefault(symbol, [])
        places.append((value, self._past_space(end)))

    def _past_space(self, place: int) -> int:
        return place + 1 if self.text[place : place + 1] == " " else place


def lattice(text: str) -> Lattice:
    """The lattice of a phrase that is `spelled`."""
    found = Lattice(text)
    known_to = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        found.starts.append(start)
        match match.lastgroup:
            case "number":
                found.add(start, end, "NUM", Number(int(match[0]), end - start))
            case "han":
                known_to = max(known_to, _add_han(found, start))
                if start >= known_to:
                    found.unknown.append(match[0])
            case "word":
                _add_word(found, start, end, match[0])
            case _:
                _add_sign(found, start, end, match[0])
    return found


def _add_word(found: Lattice, start: int, end: int, word: str) -> None:
    known = list(_meanings(word))
    if not known:
        for other in lookalikes(word, found.text):
            known = list(_meanings(other))
            if known:
                if _BOTH_SCRIPTS.search(word) or word.isascii() != other.isascii():
                    found.swapped[word] = other
                break
        else:
            found.unknown.append(word)
    for symbol, value in known:
        found.add(start, end, symbol, value)
        if found.text[end : end + 1] == ".":
            found.add(start, end + 1, symbol, value)


def _meanings(word: str) -> Iterator[tuple[str, object]]:
    yield from meanings(word)
    if number := roman(word):
        yield "ROMAN", number


def _add_han(found: Lattice, start: int) -> int:
    """Add what begins with the Chinese sign at a place; how far the longest of it reaches."""
    reach = start
    if (numeral := HAN_NUMERAL.match(found.text, start)) and (number := han_number(numeral[0])):
        found.add(start, numeral.end(), "NUM", number)
        reach = numeral.end()
    for end in range(start + 1, min(start + LONGEST_HAN, len(found.text)) + 1):
        for symbol, value in meanings(found.text[start:end]):
            found.add(start, end, symbol, value)
            reach = max(reach, end)
    return reach


def _add_sign(found: Lattice, start: int, end: int, sign: str) -> None:
    if dots := _DOTS.match(found.text, start):
        found.add(start, dots.end(), "DASH", sign)
    for symbol, value in meanings(sign):
        found.add(start, end, symbol, value)
