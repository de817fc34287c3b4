"""Find: the terminal's door to the browse database, read-only, with what a browser finds."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldarchive.catalogue import search
from fieldarchive.catalogue.database import open_to_read, told_in_words
from fieldarchive.catalogue.wanted import Filter, check_words
from fieldarchive.search.spacing import match_query, unspaced

_PIECES = ("in_text", "in_description", "in_labels")


@dataclass(frozen=True, slots=True)
class Found:
    """How many items there are in all, and the rows of the first of them."""

    total: int
    rows: tuple[dict[str, Any], ...]


def find(browse: Path, words: str, wanted: Filter, limit: int) -> Found:
    """Items that hold all of `words`, best first; without words all of `wanted`, newest first.

    A row's `snippet` has \\x02 and \\x03 around what matched. Raises `NotServable` when there is
    no browse database, `UnknownWord` for a city, theme or kind that is not in it.
    """
    match = match_query(words)
    with told_in_words(browse), closing(open_to_read(browse)) as database:
        check_words(database, wanted)
        if words.strip() and not match:
            return Found(0, ())
        total, rows = search.find(database, match, wanted, limit)
    return Found(total, tuple(_readable(row) for row in rows))


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    """The row with one `snippet` in place of the three pieces that the index gave."""
    pieces = {name: row.pop(name, None) or "" for name in _PIECES}
    found = next((text for text in pieces.values() if "\x02" in text), "")
    if pieces["in_labels"] == found:
        found = next((line for line in found.splitlines() if "\x02" in line), "")
    return {**row, "snippet": " ".join(unspaced(found).split()) or None}
