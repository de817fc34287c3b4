"""Every page of the sample archive, in each language: WCAG, the width of a telephone, its words.

axe looks twice at a page, once in each scheme, once at a desk and once at a telephone, in two
languages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe import violations
from browsers import Reader
from pages import PAGES, is_refused
from words import left_in_english

from fieldarchive import browse

if TYPE_CHECKING:
    from playwright.sync_api import Page

# The language, the scheme, the width, and whether axe looks.
WAYS = (
    (("en", "light", 1280, True), ("ru", "dark", 360, True), ("zh", "light", 1280, False)),
    (("zh", "light", 360, True), ("en", "dark", 1280, True), ("ru", "light", 1280, False)),
    (("ru", "light", 1280, True), ("zh", "dark", 360, True), ("en", "light", 1280, False)),
)
WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""
NOT_A_PAGE = {r"^/-/media/(?P<sha256>[^/]+)$", r"^/-/thumbnail/(?P<sha256>[^/]+)$", "^/-/language$"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read(window, sample, sample_release, paths, name):
    found = []
    for language, scheme, width, axe_looks in WAYS[sorted(PAGES).index(name) % 3]:
        one = window(sample, language, scheme, width)
        page = opened(one, name, paths)
        wrong = violations(page) if axe_looks else []
        wrong += too_wide(page)
        if language != "en":
            wrong += [f"in English: {w}" for w in left_in_english(page, language, sample_release)]
        found += [f"{language} {scheme} {width}: {line}" for line in wrong]
    assert not found, "\n".join(found)


def opened(one: Reader, name: str, paths: dict[str, str]) -> Page:
    """A page in somebody's window; that a refusal is one is no complaint."""
    if not is_refused(name):
        return one.open(paths[name])
    page = one.open(paths[name], status=404)
    one.forgive("status of 404")
    return page


def too_wide(page: Page) -> list[str]:
    """What sticks out of a telephone, so that the page could be moved sideways."""
    size = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    out = page.evaluate(WIDE) if wide else []
    page.set_viewport_size(size)
    return [f"wider than a telephone: {out}"] if wide else []


def test_no_page_is_forgotten(paths):
    routes = [re.compile(route) for route, _page in browse.register_routes()]
    addresses = ["/" + path.partition("?")[0] for path in paths.values()]
    forgotten = {r.pattern for r in routes if not any(map(r.match, addresses))}
    assert forgotten == NOT_A_PAGE


def test_a_page_that_is_too_wide_or_speaks_english_is_found(reader, bare, sample_release):
    page = reader(bare, "ru", width=360).open()
    assert not too_wide(page)
    before = left_in_english(page, "ru", sample_release)
    added = f"<nobr>{'Forgotten by its translator ' * 9}</nobr>"
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", added)
    assert too_wide(page)
    assert len(left_in_english(page, "ru", sample_release)) == len(before) + 1
