"""Themes whose words occur in a text, to suggest and never to decide.

Whole words in Latin letters; beginnings of words in Russian, whose endings change; in Chinese any
two signs or more that stand together. A theme is named by its labels and alternatives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fieldarchive.vocabulary.themes import Theme
from fieldarchive.vocabulary.words import folded

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_RUSSIAN = re.compile("[а-я]")
_ENDING = re.compile("[аеиоуыэюяйь]+$")
_FLEETING = re.compile("(?<=[^аеиоуыэюя])[ое](?=[гклнрц]$)")  # рынок, на рынке
_SHORTEST_STEM, _LONGEST_ENDING = 4, 3
_SENTENCE_END = re.compile("[.!?;。！？；\n]")
_AROUND = 14  # signs of the text on each side of what was found


@dataclass(frozen=True, slots=True)
class Suggested:
    """A theme, and the words of the text that made one think of it."""

    theme: str
    quote: str


def themes_in(text: str, themes: Sequence[Theme], said: Collection[str]) -> list[Suggested]:
    """Themes that a text speaks of, in the order in which it does; not those `said` already.

    What lies above a theme that is said is implied by it, and not suggested either.
    """
    plain = unicodedata.normalize("NFKC", text)
    implied = _with_broader(said, {theme.slug: theme.broader for theme in themes})
    words = _Words(plain)
    found = []
    for theme in themes:
        spans = [span for name in theme.words()[1:] if (span := words.find(name))]
        if spans and theme.slug not in implied:
            found.append((min(spans), theme.slug))
    # Quoted as it was written, unless a sign of it became two.
    shown = text if len(text) == len(plain) else plain
    return [Suggested(slug, _quoted(shown, *span)) for span, slug in sorted(found)]


class _Words:
    """The words of a text, by every form under which a name of a theme may ask for them."""

    def __init__(self, text: str) -> None:
        self._text = text.casefold() if len(text.casefold()) == len(text) else text
        self._spans: list[tuple[int, int]] = []
        self._places: dict[str, list[int]] = {}
        for place, match in enumerate(_WORD.finditer(text)):
            self._spans.append(match.span())
            for form in _forms(folded(match.group())):
                self._places.setdefault(form, []).append(place)

    def find(self, name: str) -> tuple[int, int] | None:
        """Where a name occurs first, from and to."""
        wanted = folded(name)
        if _HAN.search(wanted):
            at = self._text.find(wanted) if len(wanted) > 1 else -1
            return None if at < 0 else (at, at + len(wanted))
        parts = [self._at(part) for part in wanted.split(" ")]
        for first in sorted(parts[0]):
            if all(first + n in places for n, places in enumerate(parts)):
                return self._spans[first][0], self._spans[first + len(parts) - 1][1]
        return None

    def _at(self, part: str) -> set[int]:
        """The places of the words that are this one, in any of its forms."""
        return {place for stem in _stems(part) for place in self._places.get(stem, ())}


def _forms(word: str) -> Iterator[str]:
    """What a word of the text answers to: itself, and in Russian what stems it may have."""
    yield word
    if _RUSSIAN.search(word):
        shortest = max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)
        yield from (word[:n] for n in range(shortest, len(word)))
    elif word.endswith("s"):
        yield word[:-1]


def _stems(part: str) -> Iterator[str]:
    """A word of a name without its Russian ending, where enough is left to know it by."""
    stem = _ENDING.sub("", part) if _RUSSIAN.search(part) else part
    if len(stem) < _SHORTEST_STEM or stem.isascii():
        yield part
        return
    yield stem
    if (shorter := _FLEETING.sub("", stem)) != stem and len(shorter) >= _SHORTEST_STEM:
        yield shorter


def _with_broader(slugs: Iterable[str], broader: Mapping[str, str | None]) -> set[str]:
    found: set[str] = set()
    waiting: list[str | None] = list(slugs)
    while waiting:
        slug = waiting.pop()
        if slug and slug not in found:
            found.add(slug)
            waiting.append(broader.get(slug))
    return found


def _quoted(text: str, start: int, end: int) -> str:
    """What was found with a little of its sentence around it, cut between words."""
    before = _SENTENCE_END.split(text[max(0, start - _AROUND) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _AROUND])[0]
    if len(before) == _AROUND and " " in before:
        before = before.partition(" ")[2]
    if len(after) == _AROUND and " " in after:
        after = after.rpartition(" ")[0]
    return " ".join((before + text[start:end] + after).split())
