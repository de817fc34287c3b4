"""`fieldarchive erase`: a narrator withdraws, and an item goes for good."""

from __future__ import annotations

from collections.abc import Sequence

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue import names
from fieldarchive.cli import opening
from fieldarchive.cli.asking import confirm_erasing, refuse_without_terminal
from fieldarchive.cli.words import bytes_in_words, plural, quoted, safe, say
from fieldarchive.erase import Plan, erase, plan
from fieldarchive.errors import WasErased

_LISTED = 12


@click.command("erase")
@click.argument("wanted", nargs=-1, required=True, metavar="ITEM...")
@click.option("--reason", help="Why, for the log. It stays there: name nobody in it.")
@click.option("--dry-run", is_flag=True, help="Tell what would go; write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(wanted: tuple[str, ...], reason: str | None, dry_run: bool, yes: bool) -> None:
    """Erase items for good: a narrator withdraws.

    Every revision goes, and every original that no other item needs. What stays is a tombstone
    without a word, so that neither an ingest nor a merge brings the item back. Nothing undoes it.

    Example: fieldarchive erase i-09x --dry-run
    """
    with opening.archive() as archive:
        records = _records(archive, wanted)
        if not records:
            return
        planned = plan(archive, records)
        _say_plan(planned)
        if dry_run:
            say("Nothing was erased: it was a dry run.")
            return
        if not yes:
            refuse_without_terminal("--yes")
            confirm_erasing()
        number = erase(archive, records, reason)
    _say_done(planned, number)


def _records(archive: Archive, wanted: Sequence[str]) -> list[str]:
    """The records that were named; of those that were erased before it is only said."""
    records: dict[str, None] = {}
    for typed in wanted:
        try:
            records[names.find_id(archive.record, typed)] = None
        except WasErased as error:
            say(safe(error))
    return list(records)


def _say_plan(planned: Plan) -> None:
    for item in planned.items[:_LISTED]:
        say(f"{item.name}  {safe(item.title)}   ({plural(item.revisions, 'revision')})")
    _say_more(len(planned.items))
    for name in planned.files[:_LISTED]:
        say(f"  goes     {safe(name)}")
    _say_more(len(planned.files), "  goes     ")
    for name, others in list(planned.staying.items())[:_LISTED]:
        whose = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")
        why = f"{whose} needs it too" if others else "it describes its folder"
        unless = ", unless you erase that as well" if others else ""
        say(f"  stays    {safe(name)}: {why}. What it says of this item stays in it{unless}.")
    _say_more(len(planned.staying), "  stays    ")
    for origin in planned.describing:
        say(
            f"  stays    {safe(origin)}: the table describes other files too. Take the row out of "
            "it where you have it; the copy that was kept here stays."
        )
    _say_out_of_reach(planned)


def _say_more(count: int, before: str = "") -> None:
    if count > _LISTED:
        say(f"{before}… and {count - _LISTED:,} more")


def _say_out_of_reach(planned: Plan) -> None:
    """The copies that this command cannot touch, and what to do about them."""
    for folder, instant in planned.backups.items():
        say(
            f"  copies   the backup of {instant[:10]} in {safe(folder)} holds it until you run "
            f"`fieldarchive backup {quoted(folder)}`"
        )
    say(
        "  copies   another laptop holds it until it merges this archive; what was exported or "
        "given away stays where it is"
    )


def _say_done(planned: Plan, number: int) -> None:
    size = bytes_in_words(planned.bytes)
    say(
        f"Erased: {plural(len(planned.items), 'item')}, {plural(planned.revisions, 'revision')}, "
        f"{plural(planned.originals, 'original')} ({size}). Operation {number}."
    )
