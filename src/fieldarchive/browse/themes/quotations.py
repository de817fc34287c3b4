"""Sentences that say the words of a theme, out of the newest notes and recordings that have it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from fieldarchive.browse.facets import BitMap
from fieldarchive.browse.themes import queries

_READ = 24  # items that are looked through
_SHORT = 4  # letters
_HAN = re.compile("[㐀-鿿]")
_SENTENCES = re.compile(r"[^.!?。！？\n]+[.!?。！？]*[»”\"]?")
_SHORTEST, _LONGEST = 12, 320  # letters of a sentence that stands well alone


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence with the words marked, and where it is said; `start_ms` of a recording."""

    key: str
    title: str
    city: str | None
    date: str | None
    words: Markup
    language: str | None = None
    speaker: str | None = None
    start_ms: int | None = None


def quotations(
    connection: sqlite3.Connection, chosen: BitMap, words: Iterable[str], most: int
) -> list[Quotation]:
    """At most one of each of the newest of the chosen items."""
    pattern = words_of(words)
    if pattern is None:
        return []
    return _first_of_each(connection, chosen, pattern, most)


def openings(connection: sqlite3.Connection, chosen: BitMap, most: int) -> list[Quotation]:
    """The first sentence that stands well alone, of each of the newest of the chosen items."""
    return _first_of_each(connection, chosen, None, most)


def _first_of_each(
    connection: sqlite3.Connection, chosen: BitMap, pattern: re.Pattern[str] | None, most: int
) -> list[Quotation]:
    found: list[Quotation] = []
    for item in queries.texts(connection, queries.newest(connection, chosen, _READ)):
        if len(found) == most:
            break
        if (one := next(_in(connection, item, pattern), None)) is not None:
            found.append(one)
    return found


def words_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Meets any of the words: Chinese ones anywhere, others with an ending; None for none.

    Short words take no ending, or свет would be met in светло.
    """
    kept = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    if not kept:
        return None
    return re.compile("|".join(map(_pattern, kept)), re.IGNORECASE)


def _pattern(word: str) -> str:
    if _HAN.search(word):
        return re.escape(word)
    ending = r"\w{0,3}" if len(word) > _SHORT else ""
    return rf"\b{re.escape(word)}{ending}\b"


def sentences(text: str, pattern: re.Pattern[str] | None) -> Iterator[Markup]:
    """The sentences of a text that the pattern meets, what it meets marked; all for None."""
    for found in _SENTENCES.finditer(text):
        sentence = found[0].strip(" \t#*->|_")
        if not _SHORTEST <= len(sentence) <= _LONGEST:
            continue
        if pattern is None:
            yield escape(sentence)
        elif pattern.search(sentence):
            yield marked(sentence, pattern)


def marked(sentence: str, pattern: re.Pattern[str]) -> Markup:
    """A sentence with all that the pattern meets marked; everything in it is escaped."""
    pieces: list[Markup] = []
    end = 0
    for found in pattern.finditer(sentence):
        pieces.append(escape(sentence[end : found.start()]))
        pieces.append(Markup("<mark>{}</mark>").format(found[0]))
        end = found.end()
    return Markup("").join([*pieces, escape(sentence[end:])])


def _in(
    connection: sqlite3.Connection, item: queries.Row, pattern: re.Pattern[str] | None
) -> Iterator[Quotation]:
    for line in _lines(connection, item):
        for words in sentences(line["text"] or "", pattern):
            if words.striptags() == item["title"]:
                continue
            yield Quotation(
                item["key"],
                item["title"],
                item["city"],
                item["date"],
                words,
                line["language"] or item["language"],
                line.get("speaker"),
                line.get("start_ms"),
            )


def _lines(connection: sqlite3.Connection, item: queries.Row) -> Sequence[queries.Row]:
    return queries.said(connection, item["id"]) if item["segments"] else [item]
