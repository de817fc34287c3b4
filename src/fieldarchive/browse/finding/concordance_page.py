"""`/concordance`: every place where the words typed are said, lined up, as a page and as data."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import astuple
from functools import partial

from sqlite_utils import Database

from fieldarchive.browse.data.queries import opened
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.finding import places
from fieldarchive.browse.finding.csv_answer import Line
from fieldarchive.browse.finding.downloads import Download
from fieldarchive.browse.finding.examples import examples, offered
from fieldarchive.browse.finding.line_results import COLUMNS, FoundLines, as_json, found_lines
from fieldarchive.browse.finding.question import Question, question
from fieldarchive.browse.finding.searching import Asked, asked
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Datasette, Request, Response, Stream, in_time
from fieldarchive.catalogue import search
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.concordance import lines_of

PATH = "/concordance"


async def concordance_page(request: Request, datasette: Datasette) -> Response | Stream:
    """`/concordance?q=WORDS`, 100 lines a page, also as `.json`; `.csv` is all lines, by date."""
    asking = question(request, PATH, datasette.databases)
    async for name, release in open_to(datasette, request, asking.release):
        database = datasette.databases[name]
        if request.url_vars["form"] == ".csv":
            return await _DOWNLOAD.answer(request, datasette, name, release, asking.typed)
        answer = partial(_answer, datasette, release, asking)
        told, found = await database.execute_fn(answer)
        if request.url_vars["form"] == ".json":
            return Response.json(as_json(asking, told, found))
        shown = {"database": name, "question": asking, "asked": told, "found": found}
        shown["places"] = places
        if not asking.typed:
            shown["examples"] = await database.execute_fn(
                partial(examples, release, offered(release))
            )
        return await page(datasette, request, "concordance.html", shown, 200)
    return await nothing_to_see(
        datasette, request, _("Nothing to search"), _("No items are shown here.")
    )


def _answer(
    datasette: Datasette, release: Release, asking: Question, connection: sqlite3.Connection
) -> tuple[Asked, FoundLines]:
    with in_time(connection, datasette):
        wanted, told = asked(release, asking.typed, connection)
        return told, found_lines(opened(connection), wanted, asking.order, asking.page)


def _by_date(database: Database, wanted: Wanted) -> Sequence[int]:
    return search.oldest_first(database, wanted) if wanted.match else []


def _lines_of(database: Database, wanted: Wanted, numbers: Sequence[int]) -> list[Line]:
    return [astuple(line) for line in lines_of(database, wanted, numbers)]


_DOWNLOAD = Download("concordance.csv", COLUMNS, _by_date, _lines_of)
