"""`fieldarchive restore`: a new archive from a backup."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from fieldarchive.cli.exit_codes import DONE, FIXITY_BROKEN
from fieldarchive.cli.paths import TypedPath
from fieldarchive.cli.words import complain, plural, progress, quoted, remark, safe, say, say_json
from fieldarchive.errors_of_copies import DamagedBackup
from fieldarchive.restore import Restored, restore


@click.command("restore")
@click.argument("bag", type=TypedPath())
@click.argument("folder", type=TypedPath(), default=Path("archive"))
@click.option("--from-history", is_flag=True, help="Use the JSON Lines, though SQLite is there.")
@click.option("--partial", is_flag=True, help="Restore the rest when something is damaged.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(bag: Path, folder: Path, from_history: bool, partial: bool, as_json: bool) -> int:
    """Make a new archive in FOLDER from the backup in BAG, with the same archive hash.

    Where the database in BAG is damaged, and with --from-history in any case, all tables are made
    again from the JSON Lines and the originals. Leaves with 4 when something in BAG is damaged or
    missing: with --partial the rest is restored, otherwise nothing is.

    Example: fieldarchive restore /media/stick/amur-backup ~/amur
    """
    try:
        with progress("copying") as bar:
            restored = restore(bag, folder, bar, from_history=from_history, partial=partial)
    except DamagedBackup as error:
        for fault in error.faults:
            remark(f"  ✗ {safe(fault)}")
        complain(str(error))
        return FIXITY_BROKEN
    if as_json:
        say_json(asdict(restored))
    else:
        _say(restored)
    return FIXITY_BROKEN if restored.lacking else DONE


def _say(restored: Restored) -> None:
    for clause in restored.remarks:
        remark(f"  · {safe(clause)}")
    for clause in restored.lacking:
        say(f"  ✗ {safe(clause)}")
    way = ", made again from the JSON Lines" if restored.from_history else ""
    say(f'"{safe(restored.name)}" as of {restored.made_at} is in {safe(restored.root)}{way}.')
    say(f"  holds    {plural(restored.items, 'item')}, {plural(restored.originals, 'original')}")
    say(f"  hash     {restored.archive_hash}")
    if restored.lacking:
        say("  next     ingest the sources of what is missing again, then `fieldarchive verify`")
    else:
        say(f"  next     fieldarchive --archive {quoted(restored.root)} verify")
