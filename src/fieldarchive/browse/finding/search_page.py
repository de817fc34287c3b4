"""`/search`: what the words typed find, best first, with the very lines, as a page and as data."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial

from sqlite_utils import Database

from fieldarchive import hits
from fieldarchive.browse.data.queries import opened
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.finding import places, results
from fieldarchive.browse.finding.csv_answer import Line
from fieldarchive.browse.finding.downloads import Download
from fieldarchive.browse.finding.examples import examples, offered
from fieldarchive.browse.finding.excerpts import with_marks
from fieldarchive.browse.finding.question import Question, question
from fieldarchive.browse.finding.results import Found
from fieldarchive.browse.finding.search_data import COLUMNS, as_json, as_line
from fieldarchive.browse.finding.searching import Asked, asked
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Datasette, Request, Response, Stream, in_time
from fieldarchive.catalogue.wanted import Wanted

PATH = "/search"


async def search_page(request: Request, datasette: Datasette) -> Response | Stream:
    """`/search?q=WORDS`; `/search.json` is a page of 50 items too, `/search.csv` is all of them."""
    asking = question(request, PATH, datasette.databases)
    async for name, release in open_to(datasette, request, asking.release):
        if request.url_vars["form"] == ".csv":
            return await _DOWNLOAD.answer(request, datasette, name, release, asking.typed)
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
            ask = partial(examples, release, offered(release))
            shown["examples"] = await datasette.databases[name].execute_fn(ask)
        return await page(datasette, request, "search.html", shown, 200)
    return await nothing_to_see(
        datasette, request, _("Nothing to search"), _("No items are shown here.")
    )


def _answer(
    datasette: Datasette, release: Release, asking: Question, connection: sqlite3.Connection
) -> tuple[Asked, Found]:
    with in_time(connection, datasette):
        wanted, told = asked(release, asking.typed, connection)
        return told, results.found(opened(connection), wanted, asking.page)


def _in_order(database: Database, wanted: Wanted) -> list[int]:
    return hits.in_order(database, wanted, hits.count(database, wanted).total)


def _lines_of(database: Database, wanted: Wanted, numbers: Sequence[int]) -> list[Line]:
    return [as_line(hit) for hit in hits.with_words(database, numbers, wanted, results.WIDTH)]


_DOWNLOAD = Download("search.csv", COLUMNS, _in_order, _lines_of)
