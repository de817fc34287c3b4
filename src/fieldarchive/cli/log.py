"""`fieldarchive log`: every command that wrote, by number, and what it did to which items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue import operations
from fieldarchive.catalogue.operations import Operation
from fieldarchive.cli import opening
from fieldarchive.cli.history import local_time, what_changed, who
from fieldarchive.cli.typed import Number
from fieldarchive.cli.words import plural, remark, safe, say, say_json, table
from fieldarchive.logbook import Edited, Touched, edited, touched
from fieldarchive.saved import said_by


@click.command("log")
@click.argument("number", type=Number(), required=False)
@click.option("--limit", type=Number(), default=20, show_default=True, help="How many to show.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(number: int | None, limit: int, as_json: bool) -> None:
    """List what was done to the archive, the newest first; with NUMBER, one operation's items.

    Each command that wrote is an operation with a number, which `undo` understands.

    Example: fieldarchive log --limit 5
    """
    with opening.archive(for_writing=False) as archive:
        if number is None:
            _say_all([*operations.newest(archive.record, limit)], as_json=as_json)
        else:
            _say_one(archive, number, limit, as_json=as_json)


def _say_all(found: Sequence[Operation], *, as_json: bool) -> None:
    if as_json:
        say_json([asdict(one) for one in found])
        return
    if not found:
        remark("Nothing was done here yet. `fieldarchive ingest FOLDER` is the usual beginning.")
        return
    rows = [
        (
            one.number,
            local_time(one.started_at),
            one.command,
            who(one.made_by, one.device),
            _did(one),
        )
        for one in found
    ]
    table(["no.", "when", "command", "who", "what"], rows)


def _did(one: Operation) -> str:
    """What an operation did, and whether it still holds."""
    done = one.summary or "done"
    marks = [done if one.ended_at else "killed; what it reported is safe"]
    if one.undone_by is not None:
        marks.append(f"taken back by {one.undone_by}")
    return "; ".join(marks)


def _say_one(archive: Archive, number: int, limit: int, *, as_json: bool) -> None:
    one = operations.operation(archive.record, number)
    items = touched(archive, number, limit)
    total = len(operations.records_of(archive.record, number))
    files, searches = edited(archive, number), said_by(archive, number)
    if as_json:
        told = {
            "files": [asdict(file) for file in files],
            "searches": [asdict(search) for search in searches],
            "total": total,
        }
        say_json({**asdict(one), **told, "items": [_as_json(item) for item in items]})
        return
    say(f"Operation {number}: {one.command}, {local_time(one.started_at)}, {safe(_by(one))}")
    say(f"  {safe(_did(one))}")
    if one.undoes is not None:
        say(f"  It took back operation {one.undoes}.")
    for file in files:
        _say_edited(file, limit)
    for search in searches[:limit]:
        mark = "-" if search.aside else "+"
        say(f"  {mark} “{safe(search.name)}”  {safe(search.query)}")
    if items:
        say()
        rows = [(item.name.key, item.name.title, what_changed(item)) for item in items]
        table(["item", "title", "what"], rows)
    if total > len(items):
        remark(f"{plural(total, 'item')}; --limit shows more.")


def _say_edited(file: Edited, limit: int) -> None:
    say(f"\n  {file.name}")
    lines = [f"  - {line}" for line in file.gone] + [f"  + {line}" for line in file.new]
    for line in lines[:limit]:
        say(safe(line))
    if len(lines) > limit:
        remark(f"{plural(len(lines), 'line')}; --limit shows more.")


def _by(one: Operation) -> str:
    return who(one.made_by, one.device)


def _as_json(item: Touched) -> dict[str, object]:
    return {
        "id": item.record,
        "key": item.name.key,
        "title": item.name.title,
        "is_new": item.is_new,
        "changes": [asdict(change) for change in item.changes],
    }
