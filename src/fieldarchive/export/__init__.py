"""The job `export csv`: a browse database as one tidy CSV file a table, with a data dictionary.

It reads the browse database and nothing else, so that an export can hold no more than its
audience may see. `tables` writes the files from the `blocks` of rows, `cells` disarms formulas,
`package` describes the files, `folder` sees to it that nothing half-written stands under a final
name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldarchive import config
from fieldarchive.catalogue import exported
from fieldarchive.catalogue.published import release
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.export import package, tables
from fieldarchive.export.blocks import Source
from fieldarchive.export.folder import DICTIONARY, NewFiles

__all__ = ["Exported", "export_csv"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: its folder, the rows of each table, and how many were defused."""

    folder: Path
    rows: Mapping[str, int]
    defused_rows: int


def export_csv(browse: Path, out: Path, wanted: Wanted, *, bom: bool = False) -> Exported:
    """Write the wanted items and all that belongs to them as CSV files into the folder `out`.

    UTF-8; with a byte order mark, which Excel needs, on `bom`. Texts stand in quotes, numbers do
    not, an empty cell is unknown. Raises `NotServable`, `NotOurExport` or
    `StorageError`, and leaves then what was in `out`.
    """
    dictionary = {
        name: table
        for name, table in config.schema("tables.json")["tables"].items()
        if table.get("export", True)
    }
    with exported.reading(browse, wanted) as database, NewFiles(out) as files:
        written = {
            name: tables.write(
                database, Source(name, table, wanted), files.path(f"{name}.csv"), bom=bom
            )
            for name, table in dictionary.items()
        }
        described = package.describe(dictionary, written, release(database), wanted)
        files.path(DICTIONARY).write_text(described, encoding="utf-8")
        files.put_in_place()
    rows = {name: table.rows for name, table in written.items()}
    return Exported(out, rows, sum(table.defused_rows for table in written.values()))
