"""What an archive costs that has grown: one more note, and memory, at 1,000 to 100,000 items."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import archives
import material
from measuring import Figure, bench_folder, peak_mb

MEMORY_MB = 300


def figures(quick: bool) -> Iterator[Figure]:
    sizes = (100, 1_000, 10_000) if quick else (1_000, 10_000, 100_000)
    with tempfile.TemporaryDirectory(dir=bench_folder()) as name:
        folder = Path(name)
        archives.new(folder / "small")
        archives.new(folder / "large")
        large, before = partial(archives.command, folder / "large"), 0
        for size in sizes:
            rows = material.tables(folder / f"to-{size}", before, size - before)
            yield _memory(f"ingest up to {size:,} items", large("ingest", rows))
            before = size
        note = folder / "one.md"
        note.write_text("---\ntitle: One note\n---\n\nОдна запись.\n", "utf-8")
        yield _memory(f"ingest of one note into {size:,} items", large("ingest", note))
        yield _memory(f"verify of {size:,} items", large("verify"))
        yield _memory(f"export csv of {size:,} items", large("export", "csv", folder / "out"))
        yield _one_more_note(folder, size, 3 if quick else 7)


def _memory(what: str, command: Sequence[str | Path]) -> Figure:
    return Figure(f"memory: {what}", f"{peak_mb(command):.0f} MB", "", None, f"{MEMORY_MB} MB", 1)


def _one_more_note(folder: Path, size: int, repeats: int) -> Figure:
    taken: dict[str, list[float]] = {"small": [], "large": []}
    for turn in range(repeats):
        for archive in ("small", "large") if turn % 2 else ("large", "small"):
            note = folder / f"{archive}-{turn}.md"
            note.write_text(
                f"---\ntitle: One more {turn}\n---\n\nЕщё одна запись {turn}.\n", "utf-8"
            )
            taken[archive].append(archives.ingest(folder / archive, note))
    small, large = median(taken["small"]), median(taken["large"])
    what = f"one note into {size:,} items / into an empty archive"
    return Figure(what, f"{large:.2f} s", f"{small:.2f} s", large / small, "1.5 ×", repeats)
