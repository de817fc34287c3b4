"""`/gallery`: photographs to look at, as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from fieldarchive.browse.data.release import Release, Term, releases
from fieldarchive.browse.facets import BitMap
from fieldarchive.browse.finding.searching import Asked
from fieldarchive.browse.finding.searching import asked as understood
from fieldarchive.browse.gallery import layout
from fieldarchive.browse.gallery.asking import FILTERS, ORDERS, Asking, asking
from fieldarchive.browse.gallery.choosing import Chosen, chosen
from fieldarchive.browse.gallery.sets import Sets, sets_of
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.table.filtering import items_of
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Datasette, Request, Response


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter could have, or another layout, and its address."""

    label: str
    address: str
    items: int = 0
    bank: int = 0
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its name, what it is set to, and what it could be set to."""

    name: str
    value: str
    without: str
    choices: Sequence[Choice]


async def gallery_page(request: Request, datasette: Datasette) -> Response:
    """`/gallery`, 120 pictures a page; `?by=`, `?side=both`, filters and `?q=` in the address."""
    async for name, release in open_to(datasette, request, request.args.get("release") or ""):
        is_first = name == next((first for first, _release in releases(datasette)), name)
        asked = asking(request, release, "" if is_first else name)
        sets = await sets_of(datasette, name)
        told, hits = await _sought(datasette, name, release, sets, asked.typed)
        ask = partial(chosen, sets, asked, hits)
        found = await datasette.databases[name].execute_fn(ask)
        shown = {
            "database": name,
            "asking": asked,
            "found": found,
            "told": told,
            "shape": layout.shape,
            "filters": _filters(release, asked, found),
            "layouts": _layouts(release, asked),
        }
        if asked.sides:
            shown["facing"] = layout.facing(found.pictures, *asked.sides)
        elif asked.by == "none":
            shown["groups"] = [layout.Group("", None, found.pictures)] if found.pictures else []
        else:
            shown["groups"] = layout.in_time(found.pictures, release)
        return await page(datasette, request, "gallery.html", shown, 200)
    return await nothing_to_see(
        datasette, request, _("Nothing to look at"), _("No pictures are shown here.")
    )


async def _sought(
    datasette: Datasette, name: str, release: Release, sets: Sets, typed: str
) -> tuple[Asked | None, BitMap | None]:
    """How the words typed were understood and the items that they find; nothing for no words."""
    if not typed:
        return None, None
    understand = partial(understood, release, typed)
    wanted, told = await datasette.databases[name].execute_fn(understand)
    return told, await items_of(datasette, name, sets.index, wanted)


def _filters(release: Release, asked: Asking, found: Chosen) -> list[Filter]:
    """The filters that have anything to choose."""
    names = {"city": _("City"), "theme": _("Theme"), "place": _("Place"), "year": _("Year")}
    filters = []
    for name in FILTERS:
        if name == "city" and asked.sides:
            continue
        value = asked.filters[name]
        terms = [(_term(release, name, one), count) for one, count in found.offered[name]]
        choices = [
            Choice(
                term.label,
                asked.with_filter(name, term.slug).address,
                count,
                term.bank,
                term.slug == value,
            )
            for term, count in terms
        ]
        if value or len(choices) > 1:
            label = _term(release, name, value).label if value else ""
            without = asked.with_filter(name, "").address
            filters.append(Filter(names[name], label, without, choices))
    return filters


def _layouts(release: Release, asked: Asking) -> list[Choice]:
    """The ways to lay the pictures out."""
    names = {
        "day": _("By day"),
        "city": _("By city"),
        "theme": _("By theme"),
        "none": _("Without headings"),
    }
    found = [
        Choice(names[by], asked.laid_out(by).address, is_chosen=not asked.sides and asked.by == by)
        for by in ORDERS
    ]
    if len(release.cities) > 1:
        left, right = asked.sides or list(release.cities)[:2]
        both = asked.facing(left, right).address
        found.insert(1, Choice(_("Side by side"), both, is_chosen=bool(asked.sides)))
    return found


def _term(release: Release, name: str, value: str) -> Term:
    """What a value of a filter is called."""
    found = {"city": release.city, "place": release.place, "theme": release.theme}.get(name)
    return (found(value) if found else None) or Term(value, {}, 0)
