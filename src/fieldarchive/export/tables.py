"""One table of the browse database as one CSV file, streamed: memory does not grow with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sqlite_utils import Database

from fieldarchive.export.blocks import LINE_END, Block, Source, blocks


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A finished file: its rows without the header, its length and SHA-256, the rows defused."""

    rows: int
    bytes: int
    sha256: str
    defused_rows: int


def write(database: Database, source: Source, path: Path, *, bom: bool) -> WrittenTable:
    """Write the wanted rows of a table, in the columns and the order of tables.json."""
    header = ",".join(source.table["columns"]) + LINE_END
    first = Block(header.encode("utf-8-sig" if bom else "utf-8"))
    digest = hashlib.sha256()
    rows = size = defused_rows = 0
    with path.open("xb") as file:
        for block in chain([first], blocks(database, source)):
            file.write(block.text)
            digest.update(block.text)
            size += len(block.text)
            rows += block.rows
            defused_rows += block.defused_rows
    return WrittenTable(rows, size, digest.hexdigest(), defused_rows)
