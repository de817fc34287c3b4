"""Reading every original again, against sha256sum over the same files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import archives
import material
from measuring import Figure, bench_folder, compared, need, run, warm


def figures(quick: bool) -> Iterator[Figure]:
    need("sha256sum", "coreutils")
    cards, papers = (12, 1_000) if quick else (120, 10_000)
    materials = {
        f"{cards} photographs": material.photographs(
            bench_folder() / f"photographs-{cards}", cards
        ),
        f"{papers:,} notes": material.notes(bench_folder() / f"notes-{papers}", papers),
    }
    for what, folder in materials.items():
        with tempfile.TemporaryDirectory(dir=bench_folder()) as name:
            archive = archives.filled(Path(name) / "archive", folder)
            warm(archive)
            yield _figure(what, archive, 3 if quick else 5)


def _figure(what: str, archive: Path, repeats: int) -> Figure:
    originals = sorted(path for path in (archive / "files").rglob("*") if path.is_file())
    names = archive.parent / "names"
    names.write_bytes(b"\0".join(str(path).encode() for path in originals))

    def ours(_: Path) -> float:
        return run(archives.command(archive, "verify"))

    def theirs(folder: Path) -> float:
        command = ["xargs", "-0", "-a", names, "sha256sum"]
        return run(command, output=folder / "SHA256SUMS")

    return compared(f"{what}: verify / sha256sum", ours, theirs, 1.0, repeats)
