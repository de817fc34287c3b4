"""`/themes`: the tree of themes with the counts of two cities side by side."""

from __future__ import annotations

from fieldarchive.browse.data.release import Release, Term
from fieldarchive.browse.gallery.sets import sets_of
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.themes.counting import counts
from fieldarchive.browse.themes.tree import fitting, only, pruned, tree, walk
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Datasette, Request, Response

_OPEN = 100  # a tree of so many themes is shown whole


async def themes_page(request: Request, datasette: Datasette) -> Response:
    """`/themes?find=WORDS`; `left` and `right` are the cities, the first two if none is named.

    A tree of more than `_OPEN` themes shows the topmost; `at=SLUG` shows those below one.
    """
    async for name, release in open_to(datasette, request, request.args.get("release") or ""):
        sides = sides_of(request, release)
        slugs = [city.slug for city in sides]
        counted = counts(release, await sets_of(datasette, name), slugs)
        typed = (request.args.get("find") or "").strip()
        branches = tree(release)
        at = request.args.get("at") or ""
        if typed:
            branches = pruned(branches, fitting(release, typed))
        elif at in release.themes:
            branches = pruned(branches, only(at))
        shown = {
            "database": name,
            "typed": typed,
            "at": at if at in release.themes else "",
            "branches": branches,
            "found": sum(branch.is_found for branch in walk(branches)),
            "counts": counted,
            "sides": sides,
            "most": max((n for c in counted.values() for n in c.with_narrower_of), default=0),
            "is_open": bool(
                typed or at or request.args.get("open") or len(release.themes) <= _OPEN
            ),
        }
        return await page(datasette, request, "themes.html", shown, 200)
    return await nothing_to_see(
        datasette, request, _("No themes to see"), _("No items are shown here.")
    )


def sides_of(request: Request, release: Release) -> list[Term]:
    """The two cities that the address names as `left` and `right`, else the first two there are."""
    cities = list(release.cities.values())
    asked = [request.args.get("left"), request.args.get("right")]
    named = [release.cities[slug] for slug in asked if slug in release.cities]
    others = [city for city in cities if city not in named]
    return (named + others)[:2] if len(named) < 2 or named[0] != named[1] else cities[:2]
