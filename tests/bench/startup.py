"""How long a person waits for the help text, against what click alone costs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from measuring import FIELDARCHIVE, PYTHON, Figure, compared, run


def figures(quick: bool) -> Iterator[Figure]:
    def ours(_: Path) -> float:
        return run([FIELDARCHIVE, "--help"])

    def theirs(_: Path) -> float:
        return run([PYTHON, "-c", "import click"])

    yield compared("fieldarchive --help / import click", ours, theirs, 3, 5 if quick else 15)
