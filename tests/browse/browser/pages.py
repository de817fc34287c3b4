"""The pages that there are, in one list: each is looked at by every family of checks.

A page that has a route and no line here fails a test. Addresses are those of the sample archive.
"""

from __future__ import annotations

from collections.abc import Mapping

import httpx

PAGES = {
    "home": "",
    "search": "search",
    "search-found": "search?q=рынок",
    "search-nothing": "search?q=qwertzu",
    "search-misread": "search?q=city:nowhere+(",
    "concordance": "concordance",
    "concordance-found": "concordance?q=рынок",
    "gallery": "gallery",
    "gallery-facing": "gallery?side=both&theme=light",
    "gallery-shelves": "gallery?by=theme&city=heihe",
    "gallery-none": "gallery?year=1900",
    "themes": "themes",
    "themes-found": "themes?find=рынок",
    "theme": "themes/market",
    "no-theme": "themes/nothing",
    "places": "places",
    "place": "places/heihe-embankment",
    "no-place": "places/nothing",
    "compare": "compare",
    "compare-theme": "compare?theme=border&by=day",
    "compare-found": "compare?q=рынок&right=rest",
    "timeline": "timeline",
    "timeline-none": "timeline?city=nowhere",
    "timeline-near": "timeline?from=2010&to=2014",
    "map": "map",
    "map-near": "map?at=50.26,127.51&zoom=14",
    "people": "people",
    "person": "people/narrator-01",
    "tables": "team",
    "items": "team/items?_size=5",
    "items-chosen": "team/items?_facet=city&_facet=kind&city=heihe&_size=5",
    "items-all-columns": "team/items?_columns=all&_size=3",
    "items-found": "team/items?_search=рынок&_size=5",
    "segments": "team/segments?_size=5",
    "files": "team/files?_size=5",
    "themes-table": "team/themes?_size=5",
    "row": "team/items/1",
    "no-item": "item/nothing",
    "no-page": "nothing/at/all",
}

KINDS = ("photograph", "note", "interview")
PAGES |= {kind: f"item/{{{kind}}}" for kind in KINDS}


def address_of(name: str, keys: Mapping[str, str]) -> str:
    """The path of a page; `keys` has an item of each kind."""
    return PAGES[name].format(**keys)


def fullest(site: str) -> dict[str, str]:
    """By kind the key of the item with most segments; a kind that no item is of is left out."""
    chosen = "_shape=array&_size=1&_sort_desc=segments"
    found = {
        kind: httpx.get(f"{site}team/items.json?kind={kind}&{chosen}").json() for kind in KINDS
    }
    return {kind: rows[0]["key"] for kind, rows in found.items() if rows}


def is_refused(name: str) -> bool:
    """Whether the page says that there is nothing here."""
    return name.startswith("no-")
