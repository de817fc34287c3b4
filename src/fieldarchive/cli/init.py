"""`fieldarchive init`: a new archive, ready for its first material."""

from __future__ import annotations

from pathlib import Path

import click

from fieldarchive.cli.paths import TypedPath
from fieldarchive.cli.words import quoted, safe, say
from fieldarchive.starting import new_archive


@click.command("init")
@click.argument("folder", type=TypedPath(), default=Path("archive"))
@click.option("--name", help="What the archive is called on its pages.")
def command(folder: Path, name: str | None) -> None:
    """Make a new archive in FOLDER, with a configuration to edit and seed vocabularies.

    Example: fieldarchive init ~/amur --name "Two cities on the Amur"
    """
    new_archive(folder, name)
    say(f"A new archive is in {safe(folder)}.")
    say("  next     edit fieldarchive.toml there: your cities, their names, their zones")
    say(f"           fieldarchive --archive {quoted(folder)} ingest FOLDER-WITH-MATERIAL")
