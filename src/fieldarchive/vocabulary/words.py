"""Comparing the words that people write with the words of a table, in three scripts."""

from __future__ import annotations

import csv
import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from fieldarchive.errors import ConfigurationError

_SPACES = re.compile(r"[\s_]+")


def folded(word: str) -> str:
    """The form in which words are compared: no case, ё as е, full-width letters narrow."""
    text = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")
    return _SPACES.sub(" ", text).strip()


def alternatives(cell: str) -> tuple[str, ...]:
    """The words of one cell, which are separated by `|`."""
    return tuple(word.strip() for word in cell.split("|") if word.strip())


def suggestions(word: str, known: Iterable[str]) -> list[str]:
    """Up to three known words that look like `word`, the nearest first."""
    return difflib.get_close_matches(folded(word), list(known), n=3, cutoff=0.7)


def rows(path: Path, columns: Iterable[str]) -> Iterator[Mapping[str, str]]:
    """The lines of a vocabulary table; raises `ConfigurationError` when a column is missing."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise ConfigurationError(path, f"has no column {', '.join(sorted(missing))}.")
        for row in reader:
            yield {key: (value or "").strip() for key, value in row.items() if key}
