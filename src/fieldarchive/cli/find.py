"""`fieldarchive find`: what the browser's search box finds, in the terminal, and what is closed."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import names_of
from fieldarchive.cli import opening
from fieldarchive.cli.filters import Query, asked, filters, query
from fieldarchive.cli.typed import Number
from fieldarchive.cli.words import plural, remark, safe, say, say_json, to_the_minute
from fieldarchive.cli.wrapping import cells, is_plain
from fieldarchive.finding import Found, find
from fieldarchive.search.query import Term

_NAME = 24  # columns: what is no longer, such as the name of a theme, stands among the facts


@click.command("find", cls=Query)
@query
@filters
@click.option("--limit", type=Number(), default=20, show_default=True, help="How many to show.")
@click.option("--json", "as_json", is_flag=True, help="Print the items as JSON.")
def command(words: tuple[str, ...], chosen: list[Term], limit: int, as_json: bool) -> None:
    """Find items by words in their titles, descriptions, notes and transcripts, and by what they
    are.

    All of QUERY has to hold. Words match in every form, script and spelling; =word matches exactly.
    "words in quotes" stand together, word* is a beginning, -word must not be there. AND, OR, NOT
    (И, ИЛИ, НЕ) and (brackets) join words; NEAR(tea market, 5) wants them at most 5 words apart.

    Conditions: city: place: theme: kind: date: about: since: until: added: language: person:
    access: keyword: has: problem: id:, in any language; a comma means or, a hyphen before it not.
    They hold beside all words and stand outside brackets.

    Example: fieldarchive find theme:smell date:2013 -has:transcript рынок
    """
    with opening.described_archive() as archive:
        wanted = asked(archive, words, chosen)
        found = find(archive, wanted, limit)
        if as_json:
            items = [_as_json(row) for row in found.rows]
            say_json({"understood": wanted.told, "total": found.total, "items": items})
            return
        _say(archive, found)
    _remark(found, wanted.told, words)


def _say(archive: Archive, found: Found) -> None:
    called = names_of(archive.record, [row["key"].partition("-")[2] for row in found.rows])
    for row, name in zip(found.rows, called.values(), strict=True):
        told = [to_the_minute(row["date"]), row["city"], row["place"]]
        facts = [safe(fact) for fact in told if fact]
        quote = _clean(row["snippet"] or "")
        is_seen = quote.strip("…").casefold() in row["title"].casefold()
        is_name = not is_seen and cells(quote) <= _NAME
        if is_name:
            facts.append(_marked(row["snippet"]))
        closed = "  closed" if row["access"] == "closed" else ""
        say(f"{name}  {safe(row['title'])}  {' · '.join(facts)}{closed}")
        if not (is_seen or is_name):
            say(f"        {_marked(row['snippet'])}")


def _remark(found: Found, told: tuple[str, ...], words: tuple[str, ...]) -> None:
    if told:
        remark(f"  understood  {safe(' · '.join(told))}")
    if found.closed:
        are, them = ("is", "it") if found.closed == 1 else ("are", "them")
        remark(f"  {found.closed:,} of these {are} closed: no one else sees {them}.")
    if found.total > len(found.rows):
        remark(f"{plural(found.total, 'item')}; --limit shows more.")
    elif not found.total:
        remark(f"Nothing found. {_another_try(words)}")


def _another_try(words: tuple[str, ...]) -> str:
    """What to type next, made of what was typed."""
    plain = [word for word in words if word.strip('" ') and ":" not in word and word[0] != "-"]
    if len(words) > 1:
        return "Try fewer words or conditions."
    if not plain:
        return "`fieldarchive status` tells what there is."
    last = plain[-1].strip('" ').split()[-1]
    beginning = last[: max(3, len(last) - 2)].rstrip("*")
    return f"Try a beginning with a star: {safe(beginning)}*"


def _marked(snippet: str) -> str:
    """The snippet with what matched in bold on a terminal, in [brackets] elsewhere."""
    on, off = ("\x1b[1m", "\x1b[0m") if not is_plain(sys.stdout) else ("[", "]")
    parts = [safe(part) for part in snippet.replace("\x03", "\x02").split("\x02")]
    return "".join(f"{on}{part}{off}" if n % 2 else part for n, part in enumerate(parts))


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    clean = _clean(row["snippet"]) if row["snippet"] else None
    return {**row, "themes": json.loads(row["themes"]), "snippet": clean}


def _clean(snippet: str) -> str:
    return snippet.replace("\x02", "").replace("\x03", "")
