"""What lies in a stage before a command is disturbed in it."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import stories
from fieldarchive.cli.boundary import run


def archive_with_a_note(stage: Path) -> None:
    """An archive of two cities in which one note lies already."""
    root = stage / "archive"
    stories.write_words(root)
    first = stories.note(stage / "before" / "first.md", "First note", "It was here before.")
    command(root, "ingest", first)


def command(root: Path, *words: object) -> None:
    """A command that has to go well, on the way to a stage; what it says is of no interest."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = run(["--archive", str(root), *map(str, words)])
    if code:
        raise SystemExit(
            f"a stage could not be made: {words[0]} ended with {code}: {said.getvalue()}"
        )
