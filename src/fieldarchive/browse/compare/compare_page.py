"""`/compare`: one theme, or whatever a query finds, on two banks side by side, and as data."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from functools import partial
from typing import Any

from fieldarchive.browse.compare.asking import PATH, REST, Asking, asking, side
from fieldarchive.browse.compare.comparison import Comparison, comparison
from fieldarchive.browse.compare.data import COLUMNS, Line, as_json, lines
from fieldarchive.browse.data.release import Release, releases
from fieldarchive.browse.facets import index_of
from fieldarchive.browse.finding.csv_answer import csv_answer
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.themes.tree import tree, walk
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Datasette, Request, Response, Stream


async def compare_page(request: Request, datasette: Datasette) -> Response | Stream:
    """`/compare?theme=SLUG` or `?q=WORDS`, with `left` and `right`; `.csv` and `.json` of it."""
    async for name, release in open_to(datasette, request, request.args.get("release") or ""):
        first = next((first for first, _release in releases(datasette)), name)
        wanted = asking(request, release, "" if name == first else name)
        if wanted is None:
            break
        index = await index_of(datasette, name)
        ask = partial(comparison, release, index, wanted)
        found = await datasette.databases[name].execute_fn(ask)
        form = request.url_vars["form"]
        if form == ".csv":
            return csv_answer(request, "compare.csv", COLUMNS, _at_once(lines(wanted, found)))
        if form == ".json":
            return Response.json(as_json(wanted, found))
        shown = _shown(name, release, wanted, found)
        return await page(datasette, request, "compare.html", shown, 200)
    words = _("Nothing to compare"), _("This archive names no city yet.")
    return await nothing_to_see(datasette, request, *words)


async def _at_once(some: Iterable[Line]) -> AsyncIterator[Iterable[Line]]:
    yield some


def _shown(name: str, release: Release, wanted: Asking, found: Comparison) -> dict[str, Any]:
    return {
        "database": name,
        "asking": wanted,
        "found": found,
        "asked": found.told,
        "terms": (side(release, wanted.left), side(release, wanted.right)),
        "theme": release.theme(wanted.theme) if wanted.theme else None,
        "narrower": [release.theme(slug) for slug in sorted(found.themes - {wanted.theme})],
        "all_themes": [branch.term for branch in walk(tree(release))],
        "path": PATH,
        "rest": REST,
    }
