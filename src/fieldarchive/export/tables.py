"""One table of the browse database as one CSV file, streamed: memory does not grow with it.

SQLite hands over finished lines. A batch of them that may hold a formula is looked at line by
line, and a line that may is written anew from its cells, defused.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue import exported
from fieldarchive.catalogue.wanted import Filter
from fieldarchive.export.cells import defused, suspects

LINE_END = "\r\n"  # RFC 4180
_BATCH = 256


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A finished file: its rows without the header, its length and SHA-256, the rows defused."""

    rows: int
    bytes: int
    sha256: str
    defused_rows: int


@dataclass(frozen=True, slots=True)
class _Block:
    text: bytes
    rows: int = 0
    defused_rows: int = 0


def write(
    database: Database,
    name: str,
    table: Mapping[str, Any],
    wanted: Filter,
    path: Path,
    *,
    bom: bool,
) -> WrittenTable:
    """Write the wanted rows of a table, in the columns and the order of tables.json."""
    digest = hashlib.sha256()
    rows = size = defused_rows = 0
    with path.open("xb") as file:
        for block in _blocks(database, name, table, wanted, bom):
            file.write(block.text)
            digest.update(block.text)
            size += len(block.text)
            rows += block.rows
            defused_rows += block.defused_rows
    return WrittenTable(rows, size, digest.hexdigest(), defused_rows)


def _blocks(
    database: Database, name: str, table: Mapping[str, Any], wanted: Filter, bom: bool
) -> Iterator[_Block]:
    header = ",".join(table["columns"]) + LINE_END
    yield _Block(header.encode("utf-8-sig" if bom else "utf-8"))
    for batch in exported.lines(database, name, table, wanted, _BATCH):
        ready = [line or b"" for _, line in batch]
        careful = suspects(ready) | {n for n, (_, line) in enumerate(batch) if line is None}
        defused_rows = 0
        for position in careful:
            cells = exported.cells(database, name, table, batch[position][0])
            harmless = [defused(cell) if isinstance(cell, str) else cell for cell in cells]
            defused_rows += harmless != list(cells)
            ready[position] = _line(harmless)
        yield _Block(_joined(ready), len(ready), defused_rows)


def _joined(ready: list[bytes]) -> bytes:
    end = LINE_END.encode()
    return end.join(ready) + end


def _line(cells: list[Any]) -> bytes:
    """A line as SQLite would have written it: every text in quotes, no end of line."""
    line = io.StringIO(newline="")
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="").writerow(cells)
    return line.getvalue().encode("utf-8", "replace")
