"""`/concordance`: every place where the words typed are said, lined up, as a page and as data."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import astuple
from functools import partial

from fieldarchive.browse import places
from fieldarchive.browse.csv_answer import Line, csv_answer
from fieldarchive.browse.examples import examples
from fieldarchive.browse.line_results import COLUMNS, FoundLines, as_json, found_lines
from fieldarchive.browse.question import Question, question
from fieldarchive.browse.release import Release
from fieldarchive.browse.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.searching import Asked, asked, opened
from fieldarchive.browse.versions import Database, Datasette, Request, Response, Stream, in_time
from fieldarchive.catalogue import search
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.concordance import lines_of
from fieldarchive.groups import groups

PATH = "/concordance"
_AT_ONCE = 100  # items of a CSV


async def concordance_page(request: Request, datasette: Datasette) -> Response | Stream:
    """`/concordance?q=WORDS`, 100 lines a page, also as `.json`; `.csv` is all lines, by date."""
    asking = question(request, PATH, datasette.databases)
    async for name, release in open_to(datasette, request, asking.release):
        database = datasette.databases[name]
        if request.url_vars["form"] == ".csv":
            ask = partial(_order, datasette, release, asking)
            wanted, keys = await database.execute_fn(ask)
            lines = _lines(database, wanted, keys)
            return csv_answer(request, "concordance.csv", COLUMNS, lines)
        answer = partial(_answer, datasette, release, asking)
        told, found = await database.execute_fn(answer)
        if request.url_vars["form"] == ".json":
            return Response.json(as_json(asking, told, found))
        shown = {"database": name, "question": asking, "asked": told, "found": found}
        shown["places"] = places
        if not asking.typed:
            shown["examples"] = await database.execute_fn(partial(examples, release))
        return await page(datasette, request, "concordance.html", shown, 200)
    return await nothing_to_see(datasette, request, "Nothing to search", "No items are shown here.")


def _answer(
    datasette: Datasette, release: Release, asking: Question, connection: sqlite3.Connection
) -> tuple[Asked, FoundLines]:
    with in_time(connection, datasette):
        wanted, told = asked(release, asking.typed, connection)
        return told, found_lines(opened(connection), wanted, asking.order, asking.page)


def _order(
    datasette: Datasette, release: Release, asking: Question, connection: sqlite3.Connection
) -> tuple[Wanted, list[str]]:
    """What is wanted, and the keys of all items that are, by date; none without words.

    A release that is built anew while a download runs numbers its items anew; keys stay.
    """
    database = opened(connection)
    with in_time(connection, datasette):
        wanted, _ = asked(release, asking.typed, connection)
        found = search.oldest_first(database, wanted) if wanted.match else []
        return wanted, search.keys_of(database, found)


async def _lines(
    database: Database, wanted: Wanted, keys: Sequence[str]
) -> AsyncIterator[Iterable[Line]]:
    for group in groups(keys, _AT_ONCE):
        yield await database.execute_fn(partial(_lines_of, wanted, group))


def _lines_of(wanted: Wanted, keys: Sequence[str], connection: sqlite3.Connection) -> list[Line]:
    database = opened(connection)
    numbers = search.numbers_of(database, keys)
    return [astuple(line) for line in lines_of(database, wanted, numbers)]
