"""A saved search removed, as an operation that `undo` takes back."""

from __future__ import annotations

import click

from fieldarchive import saving
from fieldarchive.cli import opening
from fieldarchive.cli.asking import confirmed
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.saved.looking import all_named, in_short
from fieldarchive.cli.words import remark, say


@click.command("remove")
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Tell what would be removed; write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask where the name means two.")
def remove(name: str, dry_run: bool, yes: bool) -> int:
    """Remove the saved search NAME, here and from the pages.

    History keeps it, and `undo` brings it back.

    Example: fieldarchive saved remove market --dry-run
    """
    with opening.archive(for_writing=not dry_run) as archive:
        found = all_named(archive, name, "NAME")
        lines = [f"  “{in_short(one.name)}”  {in_short(one.query)}" for one in found]
        if dry_run:
            for line in lines:
                say(line)
            remark("Nothing was removed. Run it again without --dry-run.")
            return DONE
        if not confirmed(
            lines, f"Remove all {len(found)} of that name?", yes=yes or len(found) == 1
        ):
            return FAILED
        number = saving.remove(archive, found)
    say(f"Removed. `fieldarchive undo {number}` brings it back.")
    return DONE
