"""Comparing the words that people write with the words of a table, in three scripts."""

from __future__ import annotations

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from fieldarchive.errors import ConfigurationError
from fieldarchive.naming import naming

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
    """The lines of a vocabulary table, with commas or semicolons between the cells.

    Raises `ConfigurationError` when a column is missing or the table is not in UTF-8.
    """
    if not path.is_file():
        return
    try:
        with naming(path):
            text = path.read_text(encoding="utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise ConfigurationError(path, f"has no column {', '.join(sorted(missing))}.")
        for row in reader:
            yield {key: (value or "").strip() for key, value in row.items() if key}
    except UnicodeDecodeError as error:
        reason = 'is not in UTF-8. Save it in your spreadsheet as "CSV UTF-8".'
        raise ConfigurationError(path, reason) from error
    except csv.Error as error:
        raise ConfigurationError(path, f"is not readable as a table: {error}.") from error


def _delimiter(text: str) -> str:
    """Spreadsheets write semicolons where the comma stands in numbers."""
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","
