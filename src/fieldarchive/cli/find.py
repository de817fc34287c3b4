"""`fieldarchive find`: what the browser's search box finds, in the terminal, and what is closed."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from typing import Any

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import names_of
from fieldarchive.cli import opening
from fieldarchive.cli.filters import Query, asked, filters, query
from fieldarchive.cli.saved import keeping
from fieldarchive.cli.typed import Number
from fieldarchive.cli.understood import remark_understood
from fieldarchive.cli.words import (
    clock,
    in_bold,
    plural,
    remark,
    safe,
    say,
    say_json,
    to_the_minute,
)
from fieldarchive.cli.wrapping import is_plain
from fieldarchive.finding import Found, find
from fieldarchive.hits import Hit, Passage
from fieldarchive.search.marks import without_marks
from fieldarchive.search.query import Term


@click.command("find", cls=Query)
@query
@filters
@keeping.runs_saved
@keeping.saves
@click.option("--limit", type=Number(), default=20, show_default=True, help="How many to show.")
@click.option("--json", "as_json", is_flag=True, help="Print the items as JSON.")
def command(words: tuple[str, ...], chosen: list[Term], limit: int, as_json: bool) -> None:
    """Find items by words in their titles, descriptions, notes and transcripts, and by what they
    are.

    All of QUERY has to hold. Words match in every form, script and spelling, and what names a
    theme, place or person by all its names; =word matches exactly. "words in quotes" stand
    together, word* is a beginning, -word must not be there. AND, OR, NOT (И, ИЛИ, НЕ) and
    (brackets) join words; NEAR(tea market, 5) wants them at most 5 words apart.

    Conditions: city: place: theme: kind: date: about: since: until: added: language: person:
    access: keyword: has: problem: id:, in any language; a comma means or, a hyphen before it not.
    Each holds for the whole query, and stands outside brackets and OR.

    Example: fieldarchive find theme:smell date:2013 -has:transcript рынок
    """
    with opening.described_archive() as archive:
        wanted = asked(archive, words, chosen)
        found = find(archive, wanted, limit)
        if as_json:
            told = (*wanted.told, *found.beside)
            say_json(_as_json(found, told))
            return
        _say(archive, found)
    _remark(found, wanted.told, words)


def _say(archive: Archive, found: Found) -> None:
    ids = [hit.row["key"].partition("-")[2] for hit in found.hits]
    for hit, name in zip(found.hits, names_of(archive.record, ids).values(), strict=True):
        row = hit.row
        told = [to_the_minute(row["date"]), row["city"], row["place"]]
        quote = without_marks(hit.snippet)
        facts = [in_bold(hit.snippet) if fact == quote else safe(fact) for fact in told if fact]
        is_seen = quote in told or quote.strip("…").casefold() in row["title"].casefold()
        is_name = not is_seen and hit.is_label
        if is_name:
            facts.append(in_bold(hit.snippet))
        closed = "  closed" if row["access"] == "closed" else ""
        title = safe(row["title"]) if is_plain(sys.stdout) else in_bold(hit.title)
        say(f"{name}  {title}  {' · '.join(facts)}{closed}")
        if not (is_seen or is_name):
            say(f"        {in_bold(hit.snippet)}")
        for passage in hit.passages:
            _say_passage(passage)


def _say_passage(passage: Passage) -> None:
    at = f"#{passage.n}" if passage.start_ms is None else clock(passage.start_ms)
    speaker = f"{safe(passage.speaker)}  " if passage.speaker else ""
    say(f"        {at}  {speaker}{in_bold(passage.text)}", hang=len(at) + 10)


def _remark(found: Found, told: tuple[str, ...], words: tuple[str, ...]) -> None:
    remark_understood(told, found.beside)
    if found.total > 1:
        remark(f"  by city     {_counted(found.counts.by_city, 'no city')}")
        remark(f"  by decade   {_counted(found.counts.by_decade, 'no date')}")
    if found.closed:
        are, them = ("is", "it") if found.closed == 1 else ("are", "them")
        remark(f"  {found.closed:,} of these {are} closed: no one else sees {them}.")
    if found.total > len(found.hits):
        remark(f"{plural(found.total, 'item')}; --limit shows more.")
    elif not found.total:
        remark(f"Nothing found. {_another_try(words)}")


def _counted(counts: Counter[str | None], unknown: str) -> str:
    """ "heihe 61 · blagoveshchensk 26", the names in their order; what is unknown comes last."""
    known = sorted(name for name in counts if name is not None)
    told = [f"{safe(name)} {counts[name]:,}" for name in known]
    return " · ".join([*told, *([f"{unknown} {counts[None]:,}"] if counts[None] else [])])


def _another_try(words: tuple[str, ...]) -> str:
    """What to type next, made of what was typed."""
    if not words:
        return "`fieldarchive status` tells what there is."
    if len(words) > 1 or not words[0].isalpha():
        return "Try fewer words or conditions."
    beginning = words[0][: max(3, len(words[0]) - 2)]
    return f"Try a beginning with a star: {safe(beginning)}*"


def _as_json(found: Found, told: tuple[str, ...]) -> dict[str, Any]:
    return {
        "understood": told,
        "total": found.total,
        **{
            name: [{column: one, "items": number} for one, number in counts.items()]
            for name, column, counts in (
                ("by_city", "city", found.counts.by_city),
                ("by_decade", "decade", found.counts.by_decade),
            )
        },
        "items": [_item_as_json(hit) for hit in found.hits],
    }


def _item_as_json(hit: Hit) -> dict[str, Any]:
    passages = [{**asdict(one), "text": without_marks(one.text)} for one in hit.passages]
    return {
        **hit.row,
        "themes": json.loads(hit.row["themes"]),
        "snippet": without_marks(hit.snippet) or None,
        "passages": passages,
    }
