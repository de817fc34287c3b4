"""`/people` and `/people/HANDLE`: who speaks, where, in which languages, and of what."""

from __future__ import annotations

import json
from functools import partial
from typing import Any
from urllib.parse import unquote

from fieldarchive.browse.data.release import Release
from fieldarchive.browse.data.vocabulary import labels
from fieldarchive.browse.facets import BitMap, FacetIndex, index_of
from fieldarchive.browse.page import wording
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.people import queries
from fieldarchive.browse.tongue import _, spoken
from fieldarchive.browse.versions import Datasette, Request, Response

_THEMES = 24


async def people_page(request: Request, datasette: Datasette) -> Response:
    """Everybody, with the items of each in each city."""
    async for name, release in open_to(datasette, request, request.args.get("release") or ""):
        rows = await datasette.databases[name].execute_fn(queries.people)
        index = await index_of(datasette, name)
        shown = {"database": name, "people": [_shown(release, index, row) for row in rows]}
        return await page(datasette, request, "people.html", shown, 200)
    return await nothing_to_see(datasette, request, _("People"), _("No items are shown here."))


async def person_page(request: Request, datasette: Datasette) -> Response:
    """One person, from the first release that names them."""
    handle = unquote(request.url_vars["handle"])
    async for name, release in open_to(datasette, request, request.args.get("release") or ""):
        database = datasette.databases[name]
        row = await database.execute_fn(partial(queries.person, handle=handle))
        if row is None:
            continue
        index = await index_of(datasette, name)
        shown = {
            "database": name,
            "person": _shown(release, index, row),
            "roles": await database.execute_fn(partial(queries.roles, handle=handle)),
            "items": await database.execute_fn(partial(queries.items, handle=handle)),
            "told": await database.execute_fn(partial(queries.told, handle=handle)),
            "said": await database.execute_fn(partial(queries.said, handle=handle)),
            "themes": _themes(release, index, _found(index, row)),
        }
        return await page(datasette, request, "person.html", shown, 200)
    words = _("No such person"), _("Nobody here is called by this handle.")
    return await nothing_to_see(datasette, request, *words)


def _shown(release: Release, index: FacetIndex, row: queries.Row) -> dict[str, Any]:
    """A person as pages show them; `name` is the pseudonym in the language of the page."""
    names = labels(row)
    found = _found(index, row)
    cities = index.counts("city", found)
    return {
        "handle": row["handle"],
        "name": names.get(spoken()) or next(iter(names.values()), row["handle"]),
        "others": {code: one for code, one in names.items() if code != spoken()},
        "role": wording.role(row["role"]) if row["role"] else "",
        "languages": [wording.language(code) for code in json.loads(row["languages"] or "[]")],
        "birth_decade": wording.date(row["birth_decade"]) or "",
        "count": row["items"],
        "cities": [(city, cities[slug]) for slug, city in release.cities.items() if slug in cities],
        "years": sorted(int(year) for year in index.counts("year", found)),
    }


def _found(index: FacetIndex, row: queries.Row) -> BitMap:
    """The items that name somebody, under any of their pseudonyms."""
    names = {*labels(row).values(), row["handle"]}
    return BitMap.union(BitMap(), *(index.items("people", name) for name in names))


def _themes(release: Release, index: FacetIndex, found: BitMap) -> list[tuple[Any, int]]:
    counts = index.counts("themes", found)
    first = sorted(counts, key=lambda slug: (-counts[slug], str(slug)))[:_THEMES]
    return [(release.theme(str(slug)), counts[slug]) for slug in first]
