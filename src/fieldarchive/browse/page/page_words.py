"""What every template of ours is given: the release, our words, and the page's own values.

A page that shows a database of somebody else gets nothing, and Datasette renders it as always.
"""

from __future__ import annotations

import hashlib
from functools import cache, partial
from pathlib import Path
from typing import Any

from fieldarchive.browse.data import queries
from fieldarchive.browse.data.description import FACETS, HIDDEN
from fieldarchive.browse.data.release import only_releases, release_of, releases
from fieldarchive.browse.door.originals import PLUGIN
from fieldarchive.browse.finding.question import Question
from fieldarchive.browse.finding.searching import ASKED
from fieldarchive.browse.home.home import home
from fieldarchive.browse.page import wording
from fieldarchive.browse.page.navigation import navigation
from fieldarchive.browse.table import cells
from fieldarchive.browse.table.listing import listing
from fieldarchive.browse.tongue import LANGUAGES, spoken
from fieldarchive.browse.versions import Datasette, Request
from fieldarchive.config import schema

_STATIC = Path(__file__).parents[1] / "static"
_HOME = "index.html"


async def page_words(
    datasette: Datasette,
    template: str,
    database: str | None,
    table: str | None,
    request: Request | None,
) -> dict[str, Any]:
    """The variables of a page, or none when the page is not ours."""
    name = _release_shown(datasette, template, database)
    release = release_of(datasette, name)
    if name is None or release is None:
        return {}
    tables = schema("tables.json")["tables"]
    words: dict[str, Any] = {
        "fieldarchive": release,
        "release_name": name,
        "not_the_first": name != next((first for first, _ in releases(datasette)), name),
        "wording": wording,
        "spoken": spoken(),
        "languages": LANGUAGES,
        "this_page": _address(request),
        "navigation": navigation(request.path if request else "/", datasette.urls.database(name)),
        "cells": cells,
        "table_titles": tables,
        "hidden_tables": HIDDEN,
        "asset": lambda file: datasette.urls.static_plugins(PLUGIN, f"{file}?{_stamp(file)}"),
    }
    if template == _HOME:
        words["home"] = await home(datasette, name, release)
    if table is not None and request is not None:
        words["item_names"] = partial(queries.names, datasette.databases[name])
        columns = tables.get(table, {}).get("columns", {})
        words["asked"] = request.scope.get(ASKED)
        words["listing"] = listing(release, request.path, request.query_string, columns, FACETS)
        if table == "items" and words["listing"].is_search_alone:
            words["question"] = Question(
                "/search",
                words["asked"].typed,
                release=name if words["not_the_first"] else "",
            )
    return words


def _address(request: Request | None) -> str:
    """Path and query of the page, to come back to after another language was chosen."""
    if request is None:
        return "/"
    return f"{request.path}?{request.query_string}" if request.query_string else str(request.path)


def _release_shown(datasette: Datasette, template: str, database: str | None) -> str | None:
    if database is not None:
        return database
    if template == _HOME or only_releases(datasette):
        return next((name for name, _ in releases(datasette)), None)
    return None


@cache
def _stamp(file: str) -> str:
    """A sign of a static file's content, so that no browser shows yesterday's."""
    return hashlib.sha256((_STATIC / file).read_bytes()).hexdigest()[:8]
