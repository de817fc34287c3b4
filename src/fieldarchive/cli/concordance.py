"""`fieldarchive concordance`: every place where words are said, lined up one below the other."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import names_of
from fieldarchive.cli import opening
from fieldarchive.cli.concordance_lines import laid_out, write_csv
from fieldarchive.cli.filters import Query, asked, filters, query
from fieldarchive.cli.saved import keeping
from fieldarchive.cli.typed import Number
from fieldarchive.cli.understood import remark_understood
from fieldarchive.cli.words import plural, remark, safe, say, say_json
from fieldarchive.concordance import ORDERS, Concordance, Line, first_of
from fieldarchive.finding import beside, concordance, selected
from fieldarchive.model import Access
from fieldarchive.search.grammar import read
from fieldarchive.search.query import Term


@click.command("concordance", cls=Query)
@query
@filters
@keeping.runs_saved
@click.option(
    "--sort",
    type=click.Choice(list(ORDERS)),
    default="date",
    show_default=True,
    help="By date, or by the words to the left or right.",
)
@click.option("--limit", type=Number(), default=100, show_default=True, help="How many to show.")
@click.option("--json", "as_json", is_flag=True, help="Print the lines as JSON.")
@click.option(
    "--csv",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all lines to this CSV file, but for those of closed items.",
)
def command(
    words: tuple[str, ...],
    chosen: list[Term],
    sort: str,
    limit: int,
    as_json: bool,
    file: Path | None,
) -> None:
    """Line up all places where the words of QUERY are said, with what stands before and after.

    QUERY is that of `fieldarchive find`; titles, descriptions, notes and transcripts are gone
    through. Each line tells the item, the time in a recording (or #, the number of its segment),
    the date and the city.

    Example: fieldarchive concordance рынок --sort right
    """
    if as_json and file is not None:
        raise click.UsageError("Say --json or --csv FILE: one of them.")
    with opening.described_archive() as archive:
        wanted = asked(archive, words, chosen)
        if _is_without_words(wanted.words):
            raise click.UsageError(
                "Say a word to look for, as in `fieldarchive concordance рынок`; "
                "conditions alone stand nowhere in a text."
            )
        keys: set[str] = set()
        lines = _noting_items(concordance(archive, wanted), keys)
        others = beside(archive, wanted)
        if file is not None:
            _write(file, lines, sort)
            remark_understood(wanted.told, others)
            return
        found = first_of(lines, sort, limit)
        if as_json:
            say_json(_as_json((*wanted.told, *others), found))
            return
        _say(archive, found)
        without_line = len(selected(archive, wanted)) - len(keys)
    remark_understood(wanted.told, others)
    _remark(found, without_line)


def _noting_items(lines: Iterable[Line], keys: set[str]) -> Iterator[Line]:
    for line in lines:
        keys.add(line.key)
        yield line


def _is_without_words(typed: str) -> bool:
    tree = read(typed).tree
    return tree is None or not tree.parts


def _as_json(understood: tuple[str, ...], found: Concordance) -> dict[str, object]:
    lines = [asdict(line) for line in found.lines]
    return {"understood": understood, "total": found.total, "lines": lines}


def _say(archive: Archive, found: Concordance) -> None:
    ids = [line.key.partition("-")[2] for line in found.lines]
    names = names_of(archive.record, list(dict.fromkeys(ids)))
    for text in laid_out(found.lines, [names[one] for one in ids], sys.stdout):
        say(text)


def _remark(found: Concordance, without_line: int) -> None:
    if found.closed:
        one = "is of a closed item: no one else sees it"
        more = "are of closed items: no one else sees them"
        remark(f"  {found.closed:,} of these {one if found.closed == 1 else more}.")
    if found.total > len(found.lines):
        remark(f"{plural(found.total, 'line')}; --limit shows more, --csv FILE writes all of them.")
    if without_line > 0:  # below nought only where the release was built anew meanwhile
        one = "is found by a theme, a place or another name only and has"
        more = "are found by themes, places or other names only and have"
        verb = one if without_line == 1 else more
        remark(f"{plural(without_line, 'item')} {verb} no line; `fieldarchive find` lists them.")
    elif not found.total:
        remark("Nothing found. `fieldarchive find` says more of what was looked for.")


def _write(path: Path, lines: Iterable[Line], order: str) -> None:
    """The lines of what the team may see: a file is sent on, and closed items stay here.

    They come by date; only to be sorted otherwise all of them are held in memory.
    """
    closed = 0

    def shared() -> Iterator[Line]:
        nonlocal closed
        for line in lines:
            if line.access != Access.CLOSED:
                yield line
            else:
                closed += 1

    in_order = shared() if order == "date" else sorted(shared(), key=ORDERS[order])
    written = write_csv(path, in_order)
    say(f"{plural(written, 'line')} written to {safe(path)}.")
    if closed:
        remark(f"  {plural(closed, 'line')} of closed items left out of the file.")
