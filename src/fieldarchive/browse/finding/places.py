"""Where on the page of an item something is said: the address of that place, and its name."""

from __future__ import annotations

from typing import Protocol

from fieldarchive.browse.page import wording
from fieldarchive.browse.table import cells


class Said(Protocol):
    """A passage of a hit, or a line of a concordance."""

    @property
    def n(self) -> int | None:
        """The number of its segment; None where it is in none."""

    @property
    def start_ms(self) -> int | None:
        """From the beginning of the recording."""


def address(key: str, said: Said) -> str:
    """The page of an item, playing from there; without a time it shows the segment."""
    if said.start_ms is not None:
        return f"{cells.item_url(key)}#t={said.start_ms / 1000:g}"
    return cells.item_url(key) if said.n is None else f"{cells.item_url(key)}#s{said.n}"


def name(said: Said) -> str:
    """The time in the recording, else the number of the segment; empty where it is in none."""
    return wording.clock(said.start_ms) or ("" if said.n is None else f"#{said.n}")
