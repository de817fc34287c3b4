"""`fieldarchive gc`: originals that only items set aside need, and files that nobody names."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import timedelta

import click

from fieldarchive.clearing import Clearing, clear_away, look
from fieldarchive.cli import opening
from fieldarchive.cli.asking import confirmed
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.words import bytes_in_words, plural, safe, say, say_json

_SHOWN = 20
_AGE = re.compile("([0-9]{1,4}) ?(d|w)?")


def _age(context: click.Context, option: click.Parameter, written: str) -> timedelta:
    match = _AGE.fullmatch(written.strip())
    if match is None:
        raise click.BadParameter(f"{written} is no age. Write days or weeks: 30d, 6w.")
    return timedelta(days=int(match[1]) * (7 if match[2] == "w" else 1))


@click.command("gc")
@click.option(
    "--older-than",
    callback=_age,
    default="30d",
    show_default=True,
    help="Only what was set aside, or written, as long ago as this: 30d, 6w.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be removed; remove nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print what was removed as JSON.")
def command(older_than: timedelta, dry_run: bool, yes: bool, as_json: bool) -> int:
    """Remove originals of items that were set aside, and files that a crash left behind.

    What an item that is shown has now, or had at any time, stays. It cannot be undone: `redo`
    brings such items back only after their files were ingested again.

    Example: fieldarchive gc --older-than 90d --dry-run
    """
    with opening.archive() as archive:
        found = look(archive, older_than)
        if not as_json:
            _say(found)
        removes = found.files > 0 and not dry_run
        if removes and not confirmed([], f"Remove {_counts(found)}?", yes=yes):
            return FAILED
        number = clear_away(archive, found, f"{_counts(found)} removed") if removes else None
    if as_json:
        say_json({**asdict(found), "bytes": found.size, "operation": number})
    elif number is not None:
        say(f"Removed {_counts(found)}: operation {number}.")
    elif found.files:
        say("Nothing was removed: it was a dry run.")
    return DONE


def _counts(found: Clearing) -> str:
    """ "14 originals and 2 leftovers, 3.2 GB"."""
    counts = [
        plural(len(some), noun)
        for some, noun in ((found.originals, "original"), (found.leftovers, "leftover"))
        if some
    ]
    return f"{' and '.join(counts)}, {bytes_in_words(found.size)}"


def _say(found: Clearing) -> None:
    if not found.files:
        say("Nothing to remove: every original is needed, or not old enough.")
        return
    rows = [
        *((one.name, one.size, "its items are set aside") for one in found.originals),
        *((f"files/{one.name}", one.size, "nobody names it") for one in found.leftovers),
    ]
    for name, size, reason in rows[:_SHOWN]:
        say(f"  {safe(name)}  {bytes_in_words(size)}  {reason}")
    if len(rows) > _SHOWN:
        say(f"  … and {len(rows) - _SHOWN:,} more; --dry-run --json lists all of them.")
