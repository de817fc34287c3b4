"""Archives to measure: made and filled by the commands that a person types."""

from __future__ import annotations

from pathlib import Path

from material import CITY_CONFIGURATION
from measuring import FIELDARCHIVE, run


def new(folder: Path) -> float:
    """An empty archive of two cities."""
    made = run([FIELDARCHIVE, "init", folder])
    with (folder / "fieldarchive.toml").open("a", encoding="utf-8") as file:
        file.write(CITY_CONFIGURATION)
    return made


def ingest(archive: Path, material: Path) -> float:
    """Take in a folder or a file."""
    return run(command(archive, "ingest", material))


def command(archive: Path, *words: str | Path) -> list[str | Path]:
    """A command to this archive."""
    return [FIELDARCHIVE, "--archive", archive, *words]


def filled(folder: Path, material: Path) -> Path:
    """A new archive with this material in it."""
    new(folder)
    ingest(folder, material)
    return folder
