"""`fieldarchive show`: one item with everything the archive knows of it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from fieldarchive import logbook
from fieldarchive.archive import Archive
from fieldarchive.catalogue import items, names, revisions
from fieldarchive.catalogue.published import PublishedItem, Row
from fieldarchive.cli import opening
from fieldarchive.cli.history import history_as_json, local_time, say_history
from fieldarchive.cli.words import bytes_in_words, clock, safe, say, say_json, table
from fieldarchive.describe import clock_words
from fieldarchive.intake.making_items import all_claims
from fieldarchive.intake.timing import spot_of, spots
from fieldarchive.logbook import Entry
from fieldarchive.model import Description, Kind
from fieldarchive.publish import published_item

_LINES_OF_TEXT = 12
_SHOWN_FIRST = (
    "kind", "city", "place", "date", "recorded_at", "about", "language", "themes", "keywords",
    "people", "description", "creator", "rights", "access", "latitude", "longitude", "accuracy_m",
    "added_on",
)  # fmt: skip


@click.command("show")
@click.argument("item")
@click.option("--why", is_flag=True, help="Who claims what: every value, the losing ones as well.")
@click.option("--history", is_flag=True, help="Every revision: who said what, when, and where.")
@click.option("--json", "as_json", is_flag=True, help="Print the item under the names of schemas/.")
def command(item: str, why: bool, history: bool, as_json: bool) -> None:
    """Show one item: its description, its files, its problems, and the beginning of its text.

    ITEM is an id as the other commands print it, or any beginning that means one item alone.

    Example: fieldarchive show n-7f3 --why
    """
    with opening.archive(for_writing=False) as archive:
        item_id = names.find_id(archive.record, item)
        standing = revisions.standing(archive.record, item_id)
        claims = all_claims(archive, standing) if why else None
        entries = logbook.history(archive, item_id) if history else None
        undoings = logbook.undoings(archive, item_id, entries or [])
        if as_json:
            shown = _aside_as_json if standing.account.aside else _item_as_json
            say_json({**shown(archive, item_id), **_asked_for_as_json(claims, entries)})
            return
        if standing.account.aside:
            _say_aside(archive, item_id)
        else:
            _say_item(archive, item_id, is_whole=not history)
        if entries is not None:
            say_history(entries, undoings)
        if claims is not None:
            _say_claims(claims)


def _say_item(archive: Archive, item_id: str, *, is_whole: bool) -> None:
    found = published_item(archive, item_id)
    kind = Kind(found.item["kind"])
    say(f"{names.short_id(archive.record, item_id, kind)}  {safe(found.item['title'])}")
    if is_whole:
        _say_fields(archive, found)
        _say_told_about(found)
        _say_files(found)
        _say_problems(archive, item_id)
        _say_text(found)


def _say_aside(archive: Archive, item_id: str) -> None:
    """An item that is shown nowhere: by what, and how to have it back."""
    name = logbook.named(archive, [item_id])[item_id]
    by = logbook.set_aside_by(archive, item_id)
    back = "ingest its files again" if by.command == "merge" else f"`fieldarchive undo {by.number}`"
    say(f"{name.key}  {safe(name.title)}")
    say(f"  It was set aside by operation {by.number} ({by.command}), {local_time(by.started_at)}.")
    say(f"  next     {back} brings it back")


def _say_fields(archive: Archive, found: PublishedItem) -> None:
    for name in _SHOWN_FIRST:
        value = found.item[name]
        if name == "recorded_at" and value:
            value = _clocks(archive, found.item)
        if value in (None, "", "[]"):
            continue
        if isinstance(value, str) and value.startswith("["):
            value = ", ".join(json.loads(value))
        say(f"  {name:<12} {safe(value)}")


def _clocks(archive: Archive, item: Row) -> str:
    """What clocks showed in the cities, and which of them tells."""
    here = spot_of(archive.configuration, item["city"])
    shown = clock_words.times(item["recorded_at"], here, spots(archive.configuration))
    return f"{shown}; {clock_words.BY[item['clock']]}"


def _say_told_about(found: PublishedItem) -> None:
    """What time is talked of from where on: as it was written, and as it was read."""
    for row in found.told_about:
        say(f"  {'about_at':<12} {safe(row['words'])}  {row['about'] or 'not understood'}")


def _say_files(found: PublishedItem) -> None:
    say()
    rows = [
        (f["role"], f["name"], bytes_in_words(f["bytes"]), _measure(f), f["sha256"][:12])
        for f in found.files
    ]
    table(["role", "file", "size", "", "sha-256"], rows)
    for facts in found.photographs:
        told = [f"{name} {facts[name]}" for name in _PHOTOGRAPH if facts[name] is not None]
        say(f"  {safe(' · '.join(told))}")


_PHOTOGRAPH = ("taken_local", "taken_offset", "gps_at", "camera", "camera_serial", "lens", "rating")


def _measure(file: Row) -> str:
    if file["duration_ms"]:
        return clock(file["duration_ms"])
    return f"{file['width']}×{file['height']}" if file["width"] else ""


def _say_problems(archive: Archive, item_id: str) -> None:
    for problem in items.parts_of(archive.record, "problems", item_id):
        say(f"  {'✗' if problem['serious'] else '·'} {safe(problem['message'])}")


def _say_text(found: PublishedItem) -> None:
    lines: list[str] = (found.item["text"] or "").strip().splitlines()
    if found.segments:
        lines = [_segment(segment) for segment in found.segments]
    if lines:
        say()
    for line in lines[:_LINES_OF_TEXT]:
        say(f"  {safe(line)}", hang=None if found.segments else 2)
    if len(lines) > _LINES_OF_TEXT:
        say(f"  … {len(lines) - _LINES_OF_TEXT} more lines; --json prints all of them.")


def _segment(segment: Row) -> str:
    start = "" if segment["start_ms"] is None else f"{clock(segment['start_ms'])}  "
    speaker = f"{segment['speaker']}: " if segment["speaker"] else ""
    return f"{start}{speaker}{segment['text']}"


def _say_claims(claims: Description) -> None:
    say()
    rows: list[Sequence[object]] = []
    for name in sorted(claims.fields()):
        for place, claim in enumerate(claims.ranked(name)):
            value = (
                ", ".join(map(str, claim.value)) if isinstance(claim.value, list) else claim.value
            )
            rows.append(
                (name if place == 0 else "", "✓" if place == 0 else "", value, claim.origin)
            )
    table(["field", "", "value", "who says so"], rows)


def _item_as_json(archive: Archive, item_id: str) -> dict[str, object]:
    """The rows of tables.json."""
    found = published_item(archive, item_id)
    lists = {name: json.loads(found.item[name]) for name in ("themes", "keywords", "people")}
    return {
        "item": {**found.item, **lists},
        "files": list(found.files),
        "photographs": [{k: v for k, v in row.items() if k != "n"} for row in found.photographs],
        "segments": list(found.segments),
        "told_about": list(found.told_about),
        "people": list(found.people),
    }


def _aside_as_json(archive: Archive, item_id: str) -> dict[str, object]:
    name = logbook.named(archive, [item_id])[item_id]
    by = logbook.set_aside_by(archive, item_id)
    return {
        "item": {"id": item_id, "key": name.key, "title": name.title},
        "set_aside": {"operation": by.number, "command": by.command, "at": by.started_at},
    }


def _asked_for_as_json(
    claims: Description | None, entries: Sequence[Entry] | None
) -> dict[str, object]:
    """What --why and --history add; the winner of each field comes first."""
    added: dict[str, object] = {}
    if claims is not None:
        added["claims"] = {
            name: [
                {"value": c.value, "authority": c.authority.name.lower(), "origin": c.origin}
                for c in claims.ranked(name)
            ]
            for name in claims.fields()
        }
    if entries is not None:
        added["history"] = history_as_json(entries)
    return added
