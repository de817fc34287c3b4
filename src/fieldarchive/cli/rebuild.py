"""`fieldarchive rebuild`: everything derived, made again from history and originals."""

from __future__ import annotations

import click

from fieldarchive.cli import opening
from fieldarchive.cli.exit_codes import DONE, FIXITY_BROKEN
from fieldarchive.cli.words import plural, progress, safe, say
from fieldarchive.rebuild import rebuild


@click.command("rebuild")
def command() -> int:
    """Make texts, thumbnails, tables and the browse database again from what was kept.

    Leaves with 4 when an original is damaged or missing: its item is shown without it.

    Example: fieldarchive rebuild
    """
    with opening.archive() as archive, progress("reading again") as bar:
        made = rebuild(archive, bar)
    say(f"{plural(made.items, 'item')} rebuilt from history and originals; browse/team.db is new.")
    if not made.damaged:
        return DONE
    for name in made.damaged:
        say(f"  ✗ {safe(name)}: its original is damaged or missing, so nothing is shown of it.")
    say("  next     `fieldarchive verify` tells more; ingest the source again, then rebuild")
    return FIXITY_BROKEN
