"""`/places` and `/places/SLUG`: where the material comes from, place by place."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import partial
from typing import Any

from fieldarchive.browse.data.release import Release, releases
from fieldarchive.browse.gallery import layout
from fieldarchive.browse.gallery.sets import Sets, sets_of
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.places import listing
from fieldarchive.browse.places.types import type_of
from fieldarchive.browse.themes import queries
from fieldarchive.browse.themes.names import by_script
from fieldarchive.browse.themes.quotations import Quotation, openings
from fieldarchive.browse.themes.spread import Spread, spread
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Datasette, Request, Response

_QUOTATIONS = 6


@dataclass(frozen=True, slots=True)
class About:
    """What a release tells of a place; `row` is its row of the table."""

    row: queries.Row
    spread: Spread
    quotations: list[Quotation]


async def places_page(request: Request, datasette: Datasette) -> Response:
    """All places by city, with the newest picture of each."""
    async for name, release in open_to(datasette, request, request.args.get("release") or ""):
        sets = await sets_of(datasette, name)
        ask = partial(_everywhere, release, sets)
        shown = {
            "database": name,
            "kept": _kept(datasette, name),
            "type_of": type_of,
            **await datasette.databases[name].execute_fn(ask),
        }
        return await page(datasette, request, "places.html", shown, 200)
    return await nothing_to_see(
        datasette, request, _("No places to see"), _("No items are shown here.")
    )


async def place_page(request: Request, datasette: Datasette) -> Response:
    """One place of the vocabulary, by its slug."""
    slug = request.url_vars["slug"]
    async for name, release in open_to(datasette, request, request.args.get("release") or ""):
        if slug not in release.places:  # an older release has no table of places
            continue
        sets = await sets_of(datasette, name)
        about = await datasette.databases[name].execute_fn(partial(_about, sets, slug))
        shown = {
            "database": name,
            "kept": _kept(datasette, name),
            "shape": layout.shape,
            "place": release.places[slug],
            "city": release.city(about.row["city"]),
            "type": type_of(about.row["type"]),
            "called": by_script(about.row.get("alternatives")),
            "about": about,
        }
        return await page(datasette, request, "place.html", shown, 200)
    return await nothing_to_see(
        datasette, request, _("No such place"), _("The vocabulary has no place of this name.")
    )


def _everywhere(release: Release, sets: Sets, connection: sqlite3.Connection) -> dict[str, Any]:
    return {
        "regions": sets.remembered("regions", partial(listing.regions, release, sets, connection)),
        "written": listing.as_written(release, sets),
        "nowhere": listing.nowhere(sets),
    }


def _about(sets: Sets, slug: str, connection: sqlite3.Connection) -> About:
    row = queries.term(connection, "places", slug)
    chosen = sets.items("place", slug)
    said = chosen - sets.items("kind", "photograph")
    return About(row, spread(sets, chosen, [], connection), openings(connection, said, _QUOTATIONS))


def _kept(datasette: Datasette, name: str) -> dict[str, str]:
    """What links carry along where the release is not the first of several."""
    first = next((first for first, _release in releases(datasette)), name)
    return {} if name == first else {"release": name}
