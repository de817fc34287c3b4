"""`/search`: what the words typed find, best first, with the very lines, as a page and as data."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from functools import partial

from fieldarchive import hits
from fieldarchive.browse import places, results
from fieldarchive.browse.csv_answer import Line, csv_answer
from fieldarchive.browse.examples import examples
from fieldarchive.browse.excerpts import with_marks
from fieldarchive.browse.question import Question, question
from fieldarchive.browse.release import Release
from fieldarchive.browse.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.results import Found
from fieldarchive.browse.search_data import COLUMNS, as_json, as_line
from fieldarchive.browse.searching import Asked, asked, opened
from fieldarchive.browse.versions import Database, Datasette, Request, Response, Stream, in_time
from fieldarchive.catalogue import search
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.groups import groups

PATH = "/search"
_AT_ONCE = 200  # items of a CSV


async def search_page(request: Request, datasette: Datasette) -> Response | Stream:
    """`/search?q=WORDS`; `/search.json` is a page of 50 items too, `/search.csv` is all of them."""
    asking = question(request, PATH, datasette.databases)
    async for name, release in open_to(datasette, request, asking.release):
        if request.url_vars["form"] == ".csv":
            return await _as_csv(datasette, request, name, release, asking)
        answer = partial(_answer, datasette, release, asking)
        told, found = await datasette.databases[name].execute_fn(answer)
        if request.url_vars["form"] == ".json":
            return Response.json(as_json(asking, told, found))
        shown = {
            "database": name,
            "question": asking,
            "asked": told,
            "found": found,
            "cities": results.cities(release, found.counts),
            "decades": results.decades(found.counts),
            "marked": with_marks,
            "places": places,
            "results": results,
        }
        if not asking.typed:
            ask = partial(examples, release)
            shown["examples"] = await datasette.databases[name].execute_fn(ask)
        return await page(datasette, request, "search.html", shown, 200)
    return await nothing_to_see(datasette, request, "Nothing to search", "No items are shown here.")


def _answer(
    datasette: Datasette, release: Release, asking: Question, connection: sqlite3.Connection
) -> tuple[Asked, Found]:
    with in_time(connection, datasette):
        wanted, told = asked(release, asking.typed, connection)
        return told, results.found(opened(connection), wanted, asking.page)


async def _as_csv(
    datasette: Datasette, request: Request, name: str, release: Release, asking: Question
) -> Response | Stream:
    database = datasette.databases[name]
    wanted, keys = await database.execute_fn(partial(_order, datasette, release, asking))
    lines = _lines(database, wanted, keys)
    return csv_answer(request, "search.csv", COLUMNS, lines)


def _order(
    datasette: Datasette, release: Release, asking: Question, connection: sqlite3.Connection
) -> tuple[Wanted, list[str]]:
    """What is wanted, and the keys of all items that are, the best first.

    A release that is built anew while a download runs numbers its items anew; keys stay.
    """
    database = opened(connection)
    with in_time(connection, datasette):
        wanted, _ = asked(release, asking.typed, connection)
        numbers = hits.in_order(database, wanted, hits.count(database, wanted).total)
        return wanted, search.keys_of(database, numbers)


async def _lines(
    database: Database, wanted: Wanted, keys: Sequence[str]
) -> AsyncIterator[Iterable[Line]]:
    for group in groups(keys, _AT_ONCE):
        ask = partial(_lines_of, wanted, group)
        yield await database.execute_fn(ask)


def _lines_of(wanted: Wanted, keys: Sequence[str], connection: sqlite3.Connection) -> list[Line]:
    database = opened(connection)
    numbers = search.numbers_of(database, keys)
    found = hits.with_words(database, numbers, wanted, results.WIDTH)
    return [as_line(hit) for hit in found]
