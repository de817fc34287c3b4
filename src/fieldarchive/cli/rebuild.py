"""`fieldarchive rebuild`: everything derived, made again from history and originals."""

from __future__ import annotations

import click

from fieldarchive.cli import opening
from fieldarchive.cli.words import plural, progress, say
from fieldarchive.rebuild import rebuild


@click.command("rebuild")
def command() -> None:
    """Make texts, thumbnails, tables and the browse database again from what was kept.

    Example: fieldarchive rebuild
    """
    with opening.archive() as archive, progress("reading again") as bar:
        total = rebuild(archive, bar)
    say(f"{plural(total, 'item')} rebuilt from history and originals; browse/team.db is new.")
