"""`fieldarchive undo`: what an operation did, taken back; and how `undo` and `redo` tell it."""

from __future__ import annotations

import click

from fieldarchive.cli import opening
from fieldarchive.cli.words import plural, progress, remark, safe, say, say_json
from fieldarchive.undoing import Fate, Restored, TakenBack, undo

_SHOWN = 20


@click.command("undo")
@click.argument("number", type=click.IntRange(1), required=False)
@click.option("--dry-run", is_flag=True, help="Tell what would be taken back; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was taken back as JSON.")
def command(number: int | None, dry_run: bool, as_json: bool) -> None:
    """Take back operation NUMBER of the log, or the newest that changed items and still holds.

    Items that it brought are set aside: they are shown nowhere, and their originals stay until
    `gc`. What it changed is changed back; what was changed since by others stays. Nothing is
    erased, and `redo` brings everything back.

    Example: fieldarchive undo --dry-run
    """
    with opening.archive() as archive, progress("undoing") as bar:
        found = undo(archive, number, bar, dry_run=dry_run)
    say_taken_back(found, as_json=as_json)


def say_taken_back(found: TakenBack, *, as_json: bool) -> None:
    """What was taken back, or would be, and how to have it again."""
    if as_json:
        say_json(_as_json(found))
        return
    say(_sentence(found))
    told = [one for one in found.items if one.fate is not Fate.SAME]
    for one in told[:_SHOWN]:
        say(f"  {one.name.key}  {safe(one.name.title)}  {one.fate}")
    if len(told) > _SHOWN:
        say(f"  … and {len(told) - _SHOWN:,} more; --json lists all of them.")
    for one in found.items:
        for field, operation in one.kept:
            remark(
                f"  · {safe(field)} of {one.name.key} was changed since by operation {operation} "
                "and stays."
            )
    if found.erased:
        remark(f"  · {plural(found.erased, 'item')} that it erased stay erased.")


def _sentence(found: TakenBack) -> str:
    verb = "done again" if found.brings_back else "undone"
    if found.number is None:
        return f"Operation {found.cause} would be {verb}: {_counts(found)}. Nothing was written."
    them = "it" if len(found.items) == 1 else "them"
    if found.brings_back:
        again = f"`fieldarchive undo {found.number}` takes {them} back."
    else:
        again = f"`fieldarchive redo` brings {them} back."
    return f"Operation {found.cause} {verb}: {_counts(found)}. {again}"


def _counts(found: TakenBack) -> str:
    """The summary with its noun: "14 items set aside, 2 changed back"."""
    if not any(one.fate is not Fate.SAME for one in found.items):
        return "nothing of it was left"
    count, _, rest = found.summary().partition(" ")
    return f"{count} {'item' if count == '1' else 'items'} {rest}"


def _as_json(found: TakenBack) -> dict[str, object]:
    return {
        "operation": found.cause,
        "brings_back": found.brings_back,
        "number": found.number,
        "erased": found.erased,
        "items": [_item(one) for one in found.items],
    }


def _item(one: Restored) -> dict[str, object]:
    kept = [{"field": field, "operation": operation} for field, operation in one.kept]
    return {
        "id": one.record,
        "key": one.name.key,
        "title": one.name.title,
        "fate": one.fate,
        "kept": kept,
    }
