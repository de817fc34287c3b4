"""`fieldarchive redo`: the newest undoing, taken back."""

from __future__ import annotations

import click

from fieldarchive.cli import opening
from fieldarchive.cli.undo import asked, say_taken_back
from fieldarchive.cli.words import progress
from fieldarchive.undoing import Leave, TakenBack, redo


@click.command("redo")
@click.option("--dry-run", is_flag=True, help="Tell what would come back; write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask where access becomes looser.")
@click.option("--json", "as_json", is_flag=True, help="Print what came back as JSON.")
def command(dry_run: bool, yes: bool, as_json: bool) -> None:
    """Take back the newest undo that still holds; run it again for the one before it.

    What was changed since stays.

    Example: fieldarchive redo
    """
    with opening.archive() as archive:

        def job(leave: Leave) -> TakenBack:
            with progress("redoing") as bar:
                return redo(archive, bar, leave)

        found = asked(job, dry_run=dry_run, yes=yes)
    say_taken_back(found, as_json=as_json)
