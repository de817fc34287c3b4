"""The way through the pages: what stands at the top of each, in the order of use."""

from __future__ import annotations

from dataclasses import dataclass

from fieldarchive.browse.tongue import _


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be gone to; `is_here` where the reader is on it or on a page below it."""

    name: str
    url: str
    is_here: bool


def navigation(path: str, tables: str) -> list[Place]:
    """Where one can go from the page at `path`; `tables` is the address of the database."""
    places = (
        (_("Items"), f"{tables}/items"),
        (_("Compare"), "/compare"),
        (_("Gallery"), "/gallery"),
        (_("Map"), "/map"),
        (_("Timeline"), "/timeline"),
        (_("Themes"), "/themes"),
        (_("Places"), "/places"),
        (_("People"), "/people"),
        (_("Concordance"), "/concordance"),
        (_("Tables"), tables),
    )
    return [Place(name, url, _is_here(path, url, tables)) for name, url in places]


def _is_here(path: str, url: str, tables: str) -> bool:
    if url == tables:
        below = path.startswith(f"{tables}/") and not _is_here(path, f"{tables}/items", tables)
        return path == tables or below
    return path == url or path.startswith(f"{url}/")
