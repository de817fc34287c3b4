"""10,000 notes from a folder to searchable, against a copy and a full-text table of their bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import archives
import material
from measuring import SQLITE_UTILS, Figure, bench_folder, compared, run, warm


def figures(quick: bool) -> Iterator[Figure]:
    number = 1_000 if quick else 10_000
    folder_of_notes = material.notes(bench_folder() / f"notes-{number}", number)
    warm(folder_of_notes)

    def ours(folder: Path) -> float:
        made = archives.new(folder / "archive")
        return made + archives.ingest(folder / "archive", folder_of_notes)

    def theirs(folder: Path) -> float:
        copies, database = folder / "copies", folder / "notes.db"
        steps = [
            run(["cp", "-r", folder_of_notes, copies]),
            run([SQLITE_UTILS, "insert-files", database, "notes", copies, "--text", "--silent"]),
            run([SQLITE_UTILS, "enable-fts", database, "notes", "content"]),
        ]
        return sum(steps)

    what = f"{number:,} notes: ingest / cp, insert-files, enable-fts"
    yield compared(what, ours, theirs, 5, 1 if quick else 3)
