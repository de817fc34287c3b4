"""Every page of the sample archive: WCAG in both schemes, on a desk and on a telephone.

Not every page in every way: each sees both schemes and both widths, a third of them each pair of
languages, and `tests/sweeps/run.py pages` tries all ways there are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe import violations
from browsers import Reader
from pages import PAGES, is_refused

from fieldarchive import browse

if TYPE_CHECKING:
    from playwright.sync_api import Page

WAYS = (
    (("en", "light", 1280), ("ru", "dark", 360)),
    (("zh", "light", 360), ("en", "dark", 1280)),
    (("ru", "light", 1280), ("zh", "dark", 360)),
)
WIDE = """() => [...document.querySelectorAll("body *")].filter(one =>
    one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_wcag_in_both_schemes(reader, sample, paths, name):
    found = []
    for way in WAYS[sorted(PAGES).index(name) % 3]:
        one = reader(sample, *way, reduced_motion="reduce")
        found += [(*way, line) for line in violations(opened(one, name, paths))]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_no_wider_than_a_telephone(reader, sample, paths, name):
    found = []
    for language in ("en", "ru", "zh"):
        page = opened(reader(sample, language, width=360), name, paths)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((language, page.evaluate(WIDE)))
    assert not found, "\n".join(map(str, found))


def opened(one: Reader, name: str, paths: dict[str, str]) -> Page:
    """A page in somebody's window; that a refusal is one is no complaint."""
    if not is_refused(name):
        return one.open(paths[name])
    page = one.open(paths[name], status=404)
    one.forgive("status of 404")
    return page


def test_no_page_is_forgotten(paths):
    routes = [re.compile(route) for route, _page in browse.register_routes()]
    looked_at = {route for route in routes for path in paths.values()
                 if route.match("/" + path.partition("?")[0])}  # fmt: skip
    forgotten = {route.pattern for route in routes if route not in looked_at}
    assert forgotten == {r"^/-/media/(?P<sha256>[^/]+)$", r"^/-/thumbnail/(?P<sha256>[^/]+)$",
                         "^/-/language$"}  # fmt: skip
