"""`fieldarchive show`: one item with everything the archive knows of it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue import items, revisions
from fieldarchive.catalogue.published import PublishedItem, Row
from fieldarchive.cli import opening
from fieldarchive.cli.words import bytes_in_words, clock, safe, say, say_json, table
from fieldarchive.intake.making_items import all_claims
from fieldarchive.model import Description, Kind
from fieldarchive.publish import published_item

_LINES_OF_TEXT = 12
_SHOWN_FIRST = (
    "kind", "city", "place", "date", "about", "language", "themes", "keywords", "people",
    "description", "creator", "rights", "access", "latitude", "longitude", "accuracy_m",
    "added_on",
)  # fmt: skip


@click.command("show")
@click.argument("item")
@click.option("--why", is_flag=True, help="Who claims what: every value, the losing ones as well.")
@click.option("--json", "as_json", is_flag=True, help="Print the item under the names of schemas/.")
def command(item: str, why: bool, as_json: bool) -> None:
    """Show one item: its description, its files, its problems, and the beginning of its text.

    ITEM is an id as the other commands print it, or any beginning that means one item alone.

    Example: fieldarchive show n-7f3 --why
    """
    with opening.archive(for_writing=False) as archive:
        item_id = items.find_id(archive.record, item)
        found = published_item(archive, item_id)
        claims = all_claims(archive, revisions.standing(archive.record, item_id))
        if as_json:
            say_json(_as_json(found, claims if why else None))
            return
        kind = Kind(found.item["kind"])
        say(f"{items.short_id(archive.record, item_id, kind)}  {safe(found.item['title'])}")
        _say_fields(found)
        _say_files(found)
        _say_problems(archive, item_id)
        _say_text(found)
        if why:
            _say_claims(claims)


def _say_fields(found: PublishedItem) -> None:
    for name in _SHOWN_FIRST:
        value = found.item[name]
        if value in (None, "", "[]"):
            continue
        if isinstance(value, str) and value.startswith("["):
            value = ", ".join(json.loads(value))
        say(f"  {name:<12} {safe(value)}")


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
        say(f"  {safe(line)}")
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


def _as_json(found: PublishedItem, claims: Description | None) -> dict[str, object]:
    """The rows of tables.json; `claims` with the winner of each field first, on --why."""
    lists = {name: json.loads(found.item[name]) for name in ("themes", "keywords", "people")}
    shown: dict[str, object] = {
        "item": {**found.item, **lists},
        "files": list(found.files),
        "photographs": [{k: v for k, v in row.items() if k != "n"} for row in found.photographs],
        "segments": list(found.segments),
        "people": list(found.people),
    }
    if claims is not None:
        shown["claims"] = {
            name: [
                {"value": c.value, "authority": c.authority.name.lower(), "origin": c.origin}
                for c in claims.ranked(name)
            ]
            for name in claims.fields()
        }
    return shown
