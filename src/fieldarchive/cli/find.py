"""`fieldarchive find`: what the browser's search box finds, in the terminal."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from fieldarchive.catalogue.names import names_of
from fieldarchive.catalogue.wanted import Filter
from fieldarchive.cli import opening
from fieldarchive.cli.filters import filters
from fieldarchive.cli.typed import Number
from fieldarchive.cli.words import plural, remark, safe, say, say_json
from fieldarchive.cli.wrapping import is_plain
from fieldarchive.finding import find


@click.command("find")
@click.argument("words", nargs=-1)
@filters
@click.option("--limit", type=Number(), default=20, show_default=True, help="How many to show.")
@click.option("--json", "as_json", is_flag=True, help="Print the items as JSON.")
def command(words: tuple[str, ...], wanted: Filter, limit: int, as_json: bool) -> None:
    """Find items by words in their titles, descriptions, notes and transcripts.

    All words have to be there. "words in quotes" stand together, and word* is a beginning.

    Example: fieldarchive find рынок --city heihe --since 2013
    """
    found = find(opening.team_database(), " ".join(words), wanted, limit)
    if as_json:
        say_json({"total": found.total, "items": [_as_json(row) for row in found.rows]})
        return
    with opening.archive(for_writing=False) as archive:
        called = names_of(archive.record, [row["key"].partition("-")[2] for row in found.rows])
    for row, name in zip(found.rows, called.values(), strict=True):
        facts = " · ".join(str(row[n]) for n in ("date", "city") if row[n])
        say(f"{name}  {safe(row['title'])}  {safe(facts)}")
        if row["snippet"]:
            say(f"        {_marked(row['snippet'])}")
    if found.total > len(found.rows):
        remark(f"{plural(found.total, 'item')}; --limit shows more.")
    elif not found.total:
        remark(f"Nothing found. {_another_try(words)}")


def _another_try(words: tuple[str, ...]) -> str:
    """What to type next, made of what was typed."""
    if not words:
        return "`fieldarchive status` tells what there is."
    last = words[-1].split()[-1] if words[-1].strip() else words[-1]
    beginning = last[: max(3, len(last) - 2)].rstrip("*")
    fewer = "fewer words, or " if len(words) > 1 else ""
    return f"Try {fewer}a beginning with a star: {safe(beginning)}*"


def _marked(snippet: str) -> str:
    """The snippet with what matched in bold on a terminal, in [brackets] elsewhere."""
    on, off = ("\x1b[1m", "\x1b[0m") if not is_plain(sys.stdout) else ("[", "]")
    parts = [safe(part) for part in snippet.replace("\x03", "\x02").split("\x02")]
    return "".join(f"{on}{part}{off}" if n % 2 else part for n, part in enumerate(parts))


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    snippet = row["snippet"]
    clean = None if snippet is None else snippet.replace("\x02", "").replace("\x03", "")
    return {**row, "themes": json.loads(row["themes"]), "snippet": clean}
