"""Stretches of a table as finished lines of CSV.

SQLite hands over lines that are ready to be written. A line that may hold a formula is taken apart
and written anew, defused. Stretches are short, because what fits into the processor's own memory
is read twice as fast.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue import exported
from fieldarchive.catalogue.exported import Span
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.export.cells import defused, suspects

LINE_END = "\r\n"  # RFC 4180
_ROWS = 256


@dataclass(frozen=True, slots=True)
class Source:
    """What is exported: one table of a browse database, as tables.json describes it."""

    name: str
    table: Mapping[str, Any]
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Block:
    """Finished lines in UTF-8, how many rows they are, and how many of them were defused."""

    text: bytes
    rows: int = 0
    defused_rows: int = 0


def blocks(database: Database, source: Source) -> Iterator[Block]:
    """All wanted rows of the table, in the order of their numbers."""
    for span in exported.spans(database, source.name, _ROWS):
        yield _block(database, source, span)


def _block(database: Database, source: Source, span: Span) -> Block:
    rows = exported.lines(database, source.name, source.table, source.wanted, span)
    lines = [line or b"" for _, line in rows]
    careful = suspects(lines) | {n for n, (_, line) in enumerate(rows) if line is None}
    place = {rows[position][0]: position for position in careful}
    defused_rows = 0
    for number, *cells in exported.cells(database, source.name, source.table, list(place)):
        harmless = [defused(cell) if isinstance(cell, str) else cell for cell in cells]
        defused_rows += harmless != cells
        lines[place[number]] = _line(harmless)
    end = LINE_END.encode()
    return Block(b"".join(line + end for line in lines), len(lines), defused_rows)


def _line(cells: list[Any]) -> bytes:
    """A line as SQLite would have written it: every text in quotes, no end of line."""
    line = io.StringIO(newline="")
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="").writerow(cells)
    return line.getvalue().encode("utf-8", "replace")
