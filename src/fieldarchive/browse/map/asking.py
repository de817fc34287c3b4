"""What a map is asked for, as its address says it, and the addresses that ask otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fieldarchive.browse.data.release import Release
from fieldarchive.browse.map.view import CLOSEST, FARTHEST, View
from fieldarchive.browse.versions import Request

PATH = "/map"
FILTERS: Mapping[str, str] = {"city": "city", "kind": "kind", "theme": "themes", "year": "year"}
_AT = re.compile(r"(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)", re.ASCII)
_ZOOM = re.compile(r"\d{1,2}(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asking:
    """Filters by their names in `FILTERS`, words typed, an item or a place, and the window."""

    filters: Mapping[str, str]
    typed: str = ""
    item: str = ""
    place: str = ""
    view: View | None = None
    release: str = ""

    def address(self, path: str = PATH) -> str:
        """The address that asks this."""
        said = {**self.filters, "q": self.typed, "item": self.item, "place": self.place}
        if self.view is not None:
            said["at"] = f"{self.view.latitude:.5f},{self.view.longitude:.5f}"
            said["zoom"] = f"{self.view.zoom:g}"
        said["release"] = self.release
        kept = {name: value for name, value in said.items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

    def seen(self, view: View | None) -> str:
        """The address of another window; with None that in which all is seen."""
        return replace(self, view=view, item="" if view is None else self.item).address()

    def without(self, name: str) -> str:
        """The address without one filter."""
        return replace(self, filters={**self.filters, name: ""}).address()

    def rows(self, items: str, bounds: tuple[float, float, float, float] | None = None) -> str:
        """The same items in the table `items`; those in bounds (south, west, north, east) alone."""
        asked = {
            "city": self.filters["city"],
            "kind": self.filters["kind"],
            "themes__arraycontains": self.filters["theme"],
            "year": self.filters["year"],
            "place": self.place,
            "_search": self.typed,
        }
        if bounds is not None:
            south, west, north, east = (f"{one:.5f}" for one in bounds)
            asked |= {"latitude__gte": south, "latitude__lt": north}
            asked |= {"longitude__gte": west, "longitude__lt": east}
        return f"{items}?{urlencode({name: value for name, value in asked.items() if value})}"


def asking(request: Request, release: Release, elsewhere: str) -> Asking:
    """What a request asks for; whatever it says that cannot be is left out."""
    said = request.args.get
    at = _AT.fullmatch(said("at") or "")
    zoom = _ZOOM.fullmatch(said("zoom") or "")
    view = None
    if at is not None:
        latitude, longitude = (float(one) for one in at.groups())
        near = min(CLOSEST, max(FARTHEST, float(zoom[0]))) if zoom else 13.0
        view = View(max(-85.0, min(85.0, latitude)), max(-180.0, min(180.0, longitude)), near)
    return Asking(
        {name: said(name) or "" for name in FILTERS},
        typed=(said("q") or "").strip(),
        item=said("item") or "",
        place=said("place") or "" if said("place") in release.places else "",
        view=view,
        release=elsewhere,
    )
