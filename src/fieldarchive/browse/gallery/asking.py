"""What a gallery is asked for, as its address says it, and the addresses that ask otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fieldarchive.browse.data.release import Release
from fieldarchive.browse.versions import Request

PATH = "/gallery"
ORDERS = ("day", "city", "theme", "none")
# By its name in the address, the facet of a filter, in the order in which a page offers them.
FILTERS = {"city": "city", "theme": "themes", "place": "place", "year": "year"}


@dataclass(frozen=True, slots=True)
class Asking:
    """Pictures to look at: filters, empty where there is none, and how they are laid out.

    `first` is the key of the picture that a page begins with. With `sides` the pictures of two
    cities face each other.
    """

    by: str = "day"
    sides: tuple[str, str] | None = None
    city: str = ""
    theme: str = ""
    place: str = ""
    year: str = ""
    typed: str = ""
    first: str = ""
    page: int = 1
    release: str = ""

    @property
    def address(self) -> str:
        """The address that asks this."""
        asked = {"by": "" if self.by == "day" else self.by, **self.filters, "q": self.typed}
        if self.sides:
            asked |= {"side": "both", "left": self.sides[0], "right": self.sides[1]}
        if self.page > 1:
            asked["page"] = str(self.page)
        asked |= {"from": self.first, "release": self.release}
        kept = {name: value for name, value in asked.items() if value}
        return f"{PATH}?{urlencode(kept)}" if kept else PATH

    @property
    def filters(self) -> dict[str, str]:
        """The filters by their names in the address."""
        return {name: getattr(self, name) for name in FILTERS}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but all pictures is asked for."""
        return bool(self.typed or any(self.filters.values()))

    def rows(self, items: str) -> str:
        """The same pictures in the table `items`, whose address is given, without its place."""
        asked = {"thumbnail__notblank": "1", "city": self.city, "place": self.place}
        asked |= {"themes__arraycontains": self.theme, "year": self.year, "_search": self.typed}
        return f"{items}?{urlencode({name: value for name, value in asked.items() if value})}"

    def with_filter(self, name: str, value: str) -> Asking:
        """The same with one filter set, or without it; from the beginning."""
        changed = {name: value, "first": "", "page": 1}
        return replace(self, **changed)  # type: ignore[arg-type]

    def laid_out(self, by: str) -> Asking:
        """The same pictures by day, city or theme, from the beginning."""
        return replace(self, by=by, sides=None, first="", page=1)

    def facing(self, left: str, right: str) -> Asking:
        """The pictures of two cities, facing each other."""
        return replace(self, sides=(left, right), by="day", city="", first="", page=1)

    def at(self, key: str) -> Asking:
        """The page that begins with a picture; with an empty key the first."""
        return replace(self, first=key)

    def on(self, page: int) -> Asking:
        """Another page of shelves, counted from 1."""
        return replace(self, page=page)


def asking(request: Request, release: Release, known: str = "") -> Asking:
    """What a request asks for; whatever it says that cannot be is left out.

    `known` is the name of the release where the address has to say it.
    """
    said = {name: (request.args.get(name) or "").strip() for name in ("by", *FILTERS, "q", "from")}
    page = request.args.get("page") or ""
    return Asking(
        by=said["by"] if said["by"] in ORDERS else "day",
        sides=_sides(request, release),
        **{name: said[name] for name in FILTERS},
        typed=said["q"],
        first=said["from"],
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        release=known,
    )


def _sides(request: Request, release: Release) -> tuple[str, str] | None:
    """Two cities of the release; where none is named, the first two."""
    cities = list(release.cities)
    if request.args.get("side") != "both" or len(cities) < 2:
        return None
    left, right = request.args.get("left"), request.args.get("right")
    chosen = (left if left in cities else cities[0], right if right in cities else cities[1])
    return chosen if chosen[0] != chosen[1] else (cities[0], cities[1])
