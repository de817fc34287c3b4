"""Other archives than the sample: empty, of one city, of twelve towns, with evil words, vast."""

from __future__ import annotations

import pytest
from axe import violations
from pages import address_of, fullest

COMMON = (
    "home", "search", "search-found", "concordance-found", "gallery", "gallery-facing", "themes",
    "theme", "places", "compare", "compare-theme", "timeline", "tables", "items",
    "items-all-columns", "segments", "files", "themes-table",
)  # fmt: skip
BROUGHT_IN = "!!document.querySelector('main script, main style, main iframe, [onload]')"
ITEMS = ("photograph", "note", "interview")
REFUSED_WHERE_EMPTY = {"theme"}


def looked_through(one, names, keys):
    """Open pages one after another; what is wrong with them, a line each."""
    wrong = []
    for name in names:
        page = one.open(address_of(name, keys))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{name} is wider than its window")
        if page.evaluate(BROUGHT_IN):
            wrong.append(f"{name} has markup of its content")
        if not page.locator("h1").count():
            wrong.append(f"{name} has no heading")
    return wrong


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_evil_words_do_no_harm_on_a_telephone(window, evil, language):
    one = window(evil, language, "light", 360)
    assert not looked_through(one, (*COMMON, *ITEMS), fullest(evil))


def test_evil_words_do_no_harm_to_whoever_listens(window, evil):
    one = window(evil, "en", "dark", 1280)
    for name in ("home", "items", "search-found", "interview", "note"):
        assert not violations(one.open(address_of(name, fullest(evil)))), name


@pytest.mark.parametrize("way", [("ru", "light", 360), ("en", "dark", 1280)])
def test_an_archive_with_nothing_in_it_says_what_to_do(window, bare, way):
    one = window(bare, *way)
    names = [name for name in COMMON if name not in REFUSED_WHERE_EMPTY]
    assert not looked_through(one, names, {})
    for name in ("home", "gallery", "timeline", "compare", "themes"):
        page = one.open(address_of(name, {}))
        assert len(page.locator("main").inner_text()) > 60, name
        assert not violations(page), name


@pytest.mark.parametrize("way", [("zh", "dark", 360), ("en", "light", 3840)])
def test_one_city_and_twelve_towns_are_looked_at_alike(window, one_city, twelve_towns, way):
    for site in (one_city, twelve_towns):
        assert not looked_through(window(site, *way), (*COMMON, *ITEMS), fullest(site))


def test_very_much_is_shown_in_parts(window, vast):
    one = window(vast, "en", "light", 360)
    keys = fullest(vast)
    assert not looked_through(one, ("home", "gallery", "items", "segments", "interview"), keys)
    for name in ("gallery", "interview"):
        page = one.open(address_of(name, keys))
        assert page.evaluate("document.querySelectorAll('*').length") < 60_000, name
