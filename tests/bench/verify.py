"""Reading every original again, against tools that read the same files.

`sha256sum` reads originals alone. The record of many short notes is larger than the notes, so for
them the record is checked by `sqlite3` too: its pages and references, though not its rows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import archives
import material
from measuring import Figure, bench_folder, compared, need, peak_mb, run, warm

_CHECKS = "PRAGMA integrity_check; PRAGMA foreign_key_check;"


def figures(quick: bool) -> Iterator[Figure]:
    need("sha256sum", "coreutils")
    cards, papers = (12, 1_000) if quick else (120, 10_000)
    photographs = material.photographs(bench_folder() / f"photographs-{cards}", cards)
    notes = material.notes(bench_folder() / f"notes-{papers}", papers)
    for what, folder, with_record in (
        (f"{cards} photographs", photographs, False),
        (f"{papers:,} notes", notes, False),
        (f"{papers:,} notes", notes, True),
    ):
        with tempfile.TemporaryDirectory(dir=bench_folder()) as name:
            archive = archives.filled(Path(name) / "archive", folder)
            warm(archive)
            yield _figure(what, archive, 3 if quick else 5, with_record=with_record)
            if with_record:
                memory = peak_mb(archives.command(archive, "verify"))
                yield Figure(f"memory: verify of {what}", f"{memory:.0f} MB", "", None, "150 MB", 1)


def _figure(what: str, archive: Path, repeats: int, *, with_record: bool) -> Figure:
    sqlite3 = need("sqlite3", "sqlite3") if with_record else None
    originals = sorted(path for path in (archive / "files").rglob("*") if path.is_file())
    names = archive.parent / "names"
    names.write_bytes(b"\0".join(str(path).encode() for path in originals))

    def ours(_: Path) -> float:
        return run(archives.command(archive, "verify"))

    def theirs(folder: Path) -> float:
        command = ["xargs", "-0", "-a", names, "sha256sum"]
        taken = run(command, output=folder / "SHA256SUMS")
        if sqlite3:
            taken += run([sqlite3, archive / "archive.db", _CHECKS])
        return taken

    other = "sha256sum, sqlite3 checks" if sqlite3 else "sha256sum"
    return compared(f"{what}: verify / {other}", ours, theirs, 1.0, repeats)
