"""`/timeline`: what was recorded when, and what times it tells of, as a page and as data."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Iterable
from functools import partial
from typing import Any

from fieldarchive.browse.data.queries import opened
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.finding.csv_answer import Line, csv_answer
from fieldarchive.browse.finding.searching import Asked, asked
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.timeline import drawing, queries
from fieldarchive.browse.timeline.asking import Asking, asking
from fieldarchive.browse.timeline.data import COLUMNS, as_json, as_lines
from fieldarchive.browse.timeline.marks import LEVEL, UPRIGHT
from fieldarchive.browse.timeline.rows import Shown, shown
from fieldarchive.browse.timeline.telling import Telling
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Datasette, Request, Response, Stream, in_time
from fieldarchive.catalogue.wanted import Condition, Wanted

_FIELDS = {"city": "city", "kind": "kind", "theme": "theme", "person": "person"}


async def timeline_page(request: Request, datasette: Datasette) -> Response | Stream:
    """`/timeline?from=1960&to=1995&city=heihe`; `.json` and `.csv` are the counts it draws."""
    asked_for = asking(request, datasette.databases)
    async for name, release in open_to(datasette, request, asked_for.release):
        answer = partial(_answer, datasette, release, asked_for)
        told, found = await datasette.databases[name].execute_fn(answer)
        if request.url_vars["form"] == ".json":
            return Response.json(as_json(asked_for, told, found))
        if request.url_vars["form"] == ".csv":
            return csv_answer(request, "timeline.csv", COLUMNS, _at_once(as_lines(found)))
        items = datasette.urls.table(name, "items")
        context = _context(name, release, asked_for, told, found, items)
        return await page(datasette, request, "timeline.html", context, 200)
    return await nothing_to_see(
        datasette, request, _("Nothing to see"), _("No items are shown here.")
    )


def _context(
    name: str, release: Release, asked_for: Asking, told: Asked, found: Shown, items: str
) -> dict[str, Any]:
    frames = (LEVEL, UPRIGHT)
    telling = Telling(release, asked_for, found, items)
    axis = found.axis
    drawn = [drawing.draw(found, axis, one, telling.label) for one in frames] if axis else []
    return {
        "database": name,
        "asking": asked_for,
        "asked": told,
        "shown": found,
        "drawings": drawn,
        "telling": telling,
    }


def _answer(
    datasette: Datasette, release: Release, asked_for: Asking, connection: sqlite3.Connection
) -> tuple[Asked, Shown]:
    database = opened(connection)
    with in_time(connection, datasette):
        wanted, told = Wanted(), Asked("")
        if asked_for.q:
            wanted, told = asked(release, asked_for.q, connection)
        if not queries.is_counted(database):
            return told, Shown()
        said = tuple(
            Condition(field, (getattr(asked_for, name),))
            for name, field in _FIELDS.items()
            if getattr(asked_for, name)
        )
        meant = Wanted((*wanted.conditions, *said), match=wanted.match, without=wanted.without)
        return told, shown(database, asked_for, meant, list(release.cities), _events(release))


def _events(release: Release) -> set[str]:
    """The slugs of what is an event and no period; their table does not tell them apart."""
    calendar = json.loads(release.facts.get("calendar", '{"named": []}'))
    return {one["names"][-1] for one in calendar["named"] if one["is_event"]}


async def _at_once(lines: Iterable[Line]) -> AsyncIterator[Iterable[Line]]:
    yield lines
