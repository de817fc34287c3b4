"""`fieldarchive merge`: another laptop's archive, or a backup, joined with this one."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import name_of
from fieldarchive.cli import opening
from fieldarchive.cli.asking import confirm_erasing
from fieldarchive.cli.exit_codes import DONE, IN_PART
from fieldarchive.cli.paths import TypedPath
from fieldarchive.cli.saved.looking import in_short
from fieldarchive.cli.words import (
    bytes_in_words,
    plural,
    progress,
    remark,
    safe,
    say,
    say_json,
    say_problems,
)
from fieldarchive.errors_of_copies import WouldErase
from fieldarchive.logbook import named
from fieldarchive.merge import merge
from fieldarchive.merge.merged import Merged

_LISTED = 8


@click.command("merge")
@click.argument("other", type=TypedPath())
@click.option("--dry-run", is_flag=True, help="Tell what would come in; write nothing.")
@click.option("--yes", is_flag=True, help="Erase here too, unasked, what was erased there.")
@click.option("--json", "as_json", is_flag=True, help="Print what came in as JSON.")
def command(other: Path, dry_run: bool, yes: bool, as_json: bool) -> int:
    """Bring in everything that OTHER has: another archive's folder, or a backup.

    Nothing is lost on either side, and OTHER is only read. Merge in both directions, in any
    order, as often as you like: all end with the same history. What both sides changed
    differently is kept twice and listed by `fieldarchive conflicts`.

    Example: fieldarchive merge /media/stick/lena-amur --dry-run
    """
    with opening.archive() as archive:
        try:
            found = _merged(archive, other, dry_run=dry_run, may_erase=yes)
        except WouldErase as error:
            if not sys.stdin.isatty():
                raise
            say(safe(error))
            confirm_erasing()
            found = _merged(archive, other, dry_run=dry_run, may_erase=True)
        names = {one: name_of(archive.record, one) for one in found.conflicts[:_LISTED]}
        aside = named(archive, found.set_aside[:_LISTED])
        names |= {one: f"{name.key} {safe(name.title)}" for one, name in aside.items()}
    if as_json:
        say_json({**asdict(found), "changed_nothing": found.changed_nothing})
    else:
        _say(found, names, other)
    return IN_PART if found.problems else DONE


def _merged(archive: Archive, other: Path, *, dry_run: bool, may_erase: bool) -> Merged:
    with progress("copying") as bar:
        return merge(archive, other, bar, dry_run=dry_run, may_erase=may_erase)


def _say(found: Merged, names: Mapping[str, str], other: Path) -> None:
    would = "would come" if found.dry_run else "came"
    if found.changed_nothing and found.problems:
        say("Nothing came in.")
    elif found.changed_nothing:
        say(f"Nothing new: all that {safe(other)} holds was here before. Nothing changed.")
    elif found.items_new or found.items_changed or not found.searches:
        new, changed = plural(found.items_new, "new item"), f"{found.items_changed:,} changed"
        say(f"{new} {would} in, {changed}; {plural(found.revisions, 'revision')} of history.")
    if found.originals:
        size = "" if found.dry_run else f" ({bytes_in_words(found.bytes_copied)})"
        say(f"  files    {plural(found.originals, 'original')}{size}")
    _say_searches(found)
    _say_gone(found)
    _say_apart(found, names)
    _say_words(found)
    say_problems(found.problems)
    if found.dry_run:
        later = " Decide after the merge." if found.conflicts or found.doubled else ""
        say(f"Nothing was written.{later}")


def _say_searches(found: Merged) -> None:
    """Which saved searches came, and which names mean two of them now."""
    if found.searches:
        count = plural(len(found.searches), "saved search", "saved searches")
        say(f"  saved    {count}: {_names(found.searches)}")
    if found.searches_apart:
        say(
            f"  alike    {_names(found.searches_apart)}: saved on both sides with another query. "
            "`fieldarchive conflicts` lists both; save the one that is meant anew"
        )


def _names(searches: Sequence[str]) -> str:
    more = ", …" if len(searches) > _LISTED else ""
    return ", ".join(f"“{in_short(one)}”" for one in searches[:_LISTED]) + more


def _say_apart(found: Merged, names: Mapping[str, str]) -> None:
    """What the two sides have said or done differently."""
    if found.set_aside:
        aside = plural(len(found.set_aside), "item")
        done = "would be" if found.dry_run else "now"
        shown = _listed(found.set_aside, names)
        say(
            f"  aside    {aside} shown here {done} set aside, as there: {shown}. "
            "`fieldarchive ingest --rehash FOLDER` brings back those that lie there, "
            "`fieldarchive undo` takes back the whole merge; `gc` keeps their files"
        )
    if found.conflicts:
        apart = plural(len(found.conflicts), "item")
        say(
            f"  apart    {apart} changed on both sides: {_listed(found.conflicts, names)}. "
            "`fieldarchive conflicts` lists both words; `fieldarchive resolve` decides"
        )
    if found.doubled:
        pairs = plural(len(found.doubled), "pair")
        say(
            f"  twice    {pairs} of items with the same file, taken in on both sides: "
            "`fieldarchive conflicts` lists them"
        )


def _say_words(found: Merged) -> None:
    """What is noted otherwise there in files that no merge brings in, and whose clock is wrong."""
    if found.unknown_words:
        remark(
            f"  · {plural(found.unknown_words, 'item')} with a theme, city or person that is not "
            "known here: copy the rows from there into vocabularies/ and fieldarchive.toml."
        )
    if found.devices:
        are = f"{plural(len(found.devices), 'device')} {'is' if len(found.devices) == 1 else 'are'}"
        remark(
            f"  · {are} noted otherwise there ({safe(', '.join(found.devices))}): copy the lines "
            "from there into fieldarchive.toml, or the same clocks tell another time here."
        )
    if found.clock_ahead:
        remark(f"  · A clock there runs ahead: something was said on {safe(found.clock_ahead)}.")


def _say_gone(found: Merged) -> None:
    """What was erased there, and is therefore not here any more."""
    if found.erased:
        done = "would be erased here" if found.dry_run else "erased here"
        say(f"  erased   {plural(found.erased, 'item')} {done}, as there: a narrator withdrew")
    if found.removed:
        done = "would be removed" if found.dry_run else "removed"
        say(f"  {done:8} {plural(found.removed, 'original')} that nothing else here needs")
    was_here = found.erased or found.removed
    if found.has_news and not (was_here or found.revisions or found.originals):
        say("More is known now of what was erased; nothing that was here is concerned.")


def _listed(records: Sequence[str], names: Mapping[str, str]) -> str:
    more = ", …" if len(records) > _LISTED else ""
    return ", ".join(names[one] for one in records[:_LISTED]) + more
