"""`/themes/SLUG`: what one theme covers, where and when it is met, and what is said of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fieldarchive.browse.data.release import Release, Term, releases
from fieldarchive.browse.facets import BitMap
from fieldarchive.browse.gallery import layout
from fieldarchive.browse.gallery.sets import Sets, sets_of
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.themes import queries
from fieldarchive.browse.themes.counting import Count, counts
from fieldarchive.browse.themes.names import by_script
from fieldarchive.browse.themes.quotations import Quotation, quotations
from fieldarchive.browse.themes.spread import Spread, spread
from fieldarchive.browse.themes.themes_page import sides_of
from fieldarchive.browse.themes.tree import children_of, way_to, whole
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Datasette, Request, Response

_QUOTATIONS = 6
_ADDRESSES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class About:
    """What a release tells of a theme; `row` is its row of the table.

    `themes` are the slugs that are told of: the theme and those below it, or itself alone.
    """

    row: queries.Row
    themes: Collection[str]
    counts: Mapping[str, Count]
    spread: Spread
    quotations: list[Quotation]


async def theme_page(request: Request, datasette: Datasette) -> Response:
    """`/themes/SLUG` tells of a theme with those below it, with `alone=1` of itself alone.

    `left` and `right` are the cities that are compared, the first two if none is named.
    """
    slug = request.url_vars["slug"]
    async for name, release in open_to(datasette, request, request.args.get("release") or ""):
        if slug not in release.themes:
            continue
        sides = sides_of(request, release)
        sets = await sets_of(datasette, name)
        below = set() if request.args.get("alone") else whole(children_of(release), slug)
        ask = partial(_about, release, sets, slug, {slug, *below}, sides)
        about = await datasette.databases[name].execute_fn(ask)
        is_first = name == next((first for first, _release in releases(datasette)), name)
        shown = {
            "database": name,
            "shape": layout.shape,
            "theme": release.theme(slug),
            "about": about,
            "sides": sides,
            "asked_of": _asked_of(slug, about),
            "kept": {} if is_first else {"release": name},
            **_around(release, slug, about),
        }
        return await page(datasette, request, "theme.html", shown, 200)
    return await nothing_to_see(
        datasette, request, _("No such theme"), _("The vocabulary has no theme of this name.")
    )


def _about(
    release: Release,
    sets: Sets,
    slug: str,
    themes: Collection[str],
    sides: list[Term],
    connection: sqlite3.Connection,
) -> About:
    row = queries.term(connection, "themes", slug)
    slugs = [city.slug for city in sides] if len(sides) == 2 else []
    chosen = BitMap.union(BitMap(), *(sets.items("themes", one) for one in themes))
    said = chosen - sets.items("kind", "photograph")
    words = [
        word
        for theme in release.vocabulary.themes
        if theme.slug in themes
        for word in theme.words()[1:]
    ]
    return About(
        row,
        themes,
        counts(release, sets, slugs),
        spread(sets, chosen, slugs, connection),
        quotations(connection, said, words, _QUOTATIONS),
    )


def _asked_of(slug: str, about: About) -> dict[str, str]:
    """How a list of items and a gallery are asked for what the page tells of."""
    if about.counts[slug].own == about.spread.total:
        return {"rows": urlencode({"themes__arraycontains": slug}), "gallery": f"theme={slug}"}
    query = f"theme:{slug}"
    return {"rows": urlencode({"_search": query}), "gallery": urlencode({"q": query})}


def _around(release: Release, slug: str, about: About) -> dict[str, Any]:
    """The themes above, below and beside, other words, and the same term in other vocabularies."""
    below = [release.themes[one] for one in children_of(release).get(slug, ()) if one != slug]
    match = str(about.row.get("match") or "").split()
    return {
        "way": way_to(release, slug),
        "below": below,
        "related": [
            (release.theme(one), n) for one, n in about.spread.themes if one not in about.themes
        ],
        "called": by_script(about.row.get("alternatives")),
        "matches": [_match(one) for one in match],
    }


def _match(said: str) -> tuple[str, bool, bool]:
    """The address of a term elsewhere, whether it is nearly the same only, and can be followed."""
    address = said.removeprefix("~")
    return address, said.startswith("~"), address.startswith(_ADDRESSES)
