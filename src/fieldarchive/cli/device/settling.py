"""A change of devices, shown with what it does to their photographs, asked about, and written."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import names_of
from fieldarchive.cli.asking import confirmed
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.mistyped import mistyped
from fieldarchive.cli.words import plural, progress, remark, safe, say
from fieldarchive.cli.wrapping import TITLE_COLUMNS, lined_up
from fieldarchive.clocks.setting import Foreseen, Moved, Setting, foresee, write
from fieldarchive.devices import Device
from fieldarchive.model import Item

DRY_RUN = click.option("--dry-run", is_flag=True, help="Tell what would change; write nothing.")
YES = click.option("--yes", is_flag=True, help="Do not ask.")


def known(archive: Archive, word: str) -> Device:
    """The device of fieldarchive.toml that a word names; refuses one that names none."""
    devices = archive.configuration.devices
    for device in devices:
        if word == device.slug:
            return device
    like = get_close_matches(word, [device.slug for device in devices])
    wrong = "is no device of fieldarchive.toml"
    wrong += "" if like else "; `fieldarchive device list` tells which there are"
    raise mistyped("SLUG", word, wrong, like)


def settle(
    archive: Archive,
    wanted: Setting,
    slugs: Sequence[str],
    summary: str,
    *,
    dry_run: bool,
    yes: bool,
) -> int:
    """Show what a setting changes, ask where it changes items, and write it."""
    if wanted.after == wanted.before:
        remark("Nothing changes: it is so already.")
        return DONE
    found = foreseen(archive, wanted, slugs)
    lines = moved_lines(archive, found.moved)
    if dry_run:
        for line in lines:
            say(line)
        remark(f"{_would(found)} Nothing was written.")
        return DONE
    remark(_would(found))
    question = f"Change {plural(len(found.moved), 'item')}?"
    if found.moved and not confirmed(lines, question, yes=yes):
        return FAILED
    number = write(archive, wanted, "device", summary)
    say(f"{safe(summary)}. `fieldarchive undo {number}` takes it back.")
    return DONE


def foreseen(archive: Archive, wanted: Setting, slugs: Sequence[str]) -> Foreseen:
    """What a setting would do, with a bar while it is worked out."""
    with progress("working out") as bar:
        return foresee(archive, wanted, slugs, bar)


def moved_lines(archive: Archive, moved: Sequence[Moved]) -> list[str]:
    """A line an item: what its time was, and what it will be."""
    called = names_of(archive.record, [one.record for one in moved])
    titles = lined_up((safe(one.before.title) for one in moved), TITLE_COLUMNS)
    return [
        f"  {called[one.record]}  {title}  {_time(one.before, one.after)}"
        for one, title in zip(moved, titles, strict=True)
    ]


def moved_as_json(found: Foreseen) -> dict[str, object]:
    """The same as JSON."""
    return {
        "items": found.items,
        "contradictions": {"before": found.differing[0], "after": found.differing[1]},
        "changed": [
            {
                "item": one.record,
                "date": [one.before.date, one.after.date],
                "recorded_at": [one.before.recorded_at, one.after.recorded_at],
            }
            for one in found.moved
        ],
    }


def _time(before: Item, after: Item) -> str:
    if before.date != after.date:
        return f"{safe(before.date or 'no date')} → {safe(after.date or 'no date')}"
    return f"{before.recorded_at or 'no instant'} → {after.recorded_at or 'no instant'}"


def _would(found: Foreseen) -> str:
    """How many items it is about, and how many get another time."""
    if not found.items:
        return "  applied to nothing yet, and to all that comes in from it later."
    differ = ""
    if found.differing[0] != found.differing[1]:
        differ = f"; contradictions {found.differing[0]:,} → {found.differing[1]:,}"
    changed = f"{len(found.moved):,}" if found.moved else "none"
    return f"  {plural(found.items, 'item')} of it, {changed} with another time now{differ}."
