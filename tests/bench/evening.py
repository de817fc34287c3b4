"""An evening's commands in an archive that has grown, against the same in one of a single note.

What counts for a tired person is the wait that an archive of 100,000 items adds: half a second
more than in an empty one is the most.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import archives
import material
from measuring import Figure, bench_folder, run

Words = Callable[[int], Sequence[str]]
COMMANDS: dict[str, Words] = {
    'note "…"': lambda turn: ["note", f"Одна запись {turn} о рынке.", "--city", "heihe"],
    "tag +market, one item": lambda turn: ["tag", _sign(turn) + "market", "--", "Огурцы"],
    "edit --set place, one item": lambda turn: ["edit", "--set", f"place=ряд {turn}", "Огурцы"],
    "find рынок": lambda _: ["find", "рынок"],
    "find -has:theme": lambda _: ["find", "-has:theme"],
    "find рынок --save": lambda turn: ["find", "рынок", "--save", f"market {turn}"],
    "status": lambda _: ["status"],
}
AT_MOST_S = 0.5


def figures(quick: bool) -> Iterator[Figure]:
    size, repeats = (10_000, 3) if quick else (100_000, 7)
    with tempfile.TemporaryDirectory(dir=bench_folder()) as name:
        folder = Path(name)
        rows = material.tables(folder / "rows", 0, size)
        for archive in ("small", "large"):
            archives.new(folder / archive)
        archives.ingest(folder / "large", rows)
        for archive in ("small", "large"):
            note = folder / f"{archive}.md"
            note.write_text("---\ntitle: Огурцы\n---\nОгурцы с той стороны.\n", "utf-8")
            archives.ingest(folder / archive, note)
        for what, words in COMMANDS.items():
            yield _compared(what, words, folder, size, repeats)


def _compared(what: str, words: Words, folder: Path, size: int, repeats: int) -> Figure:
    taken: dict[str, list[float]] = {"small": [], "large": []}
    for turn in range(repeats):
        for archive in ("small", "large") if turn % 2 else ("large", "small"):
            command = archives.command(folder / archive, *words(turn))
            taken[archive].append(run(command))
    small, large = median(taken["small"]), median(taken["large"])
    return Figure(
        f"`{what}` among {size:,} items / in an empty archive",
        f"{large:.2f} s",
        f"{small:.2f} s",
        large / small,
        f"+{AT_MOST_S} s (is {large - small:+.2f} s)",
        repeats,
    )


def _sign(turn: int) -> str:
    return "-" if turn % 2 else "+"
