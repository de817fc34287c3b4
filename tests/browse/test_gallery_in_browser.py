"""The gallery, the themes and the places in a real browser: keys, many pictures, hostile words."""

from __future__ import annotations

import pytest
from axe import violations

FOCUSED = "document.activeElement.getAttribute('href')"
PATHS = (
    "gallery", "gallery?side=both", "gallery?by=theme", "themes", "themes?find=a", "places",
)  # fmt: skip


def test_arrows_go_from_picture_to_picture_and_enter_opens_it(reader, vast):
    page = reader(vast, width=1280).open("gallery")
    links = page.locator(".pictures a")
    keys = [links.nth(n).get_attribute("href") for n in range(3)]
    links.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == keys[2]
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED) == keys[1]
    top = page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY")
    page.keyboard.press("ArrowDown")
    below = page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY")
    assert below > top
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    assert page.evaluate(FOCUSED) == keys[0]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{keys[0]}")


def test_arrows_are_left_alone_elsewhere(reader, vast):
    page = reader(vast).open("gallery")
    page.focus("#gallery-search")
    page.keyboard.type("ab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("c")
    assert page.input_value("#gallery-search") == "acb"


def test_five_thousand_pictures_are_a_hundred_and_twenty_a_page(reader, vast):
    page = reader(vast, java_script_enabled=False).open("gallery")
    assert page.locator(".pictures img").count() == 120
    assert "1–120 of 5,000" in page.inner_text(".tally")
    page.click("a[rel=next]")
    assert "121–240 of 5,000" in page.inner_text(".tally")
    page.click("a[rel=prev]")
    assert "1–120 of 5,000" in page.inner_text(".tally")


def test_rows_end_flush_and_nothing_moves_while_pictures_load(reader, vast):
    page = reader(vast, width=1280).open("gallery?by=none")
    boxes = page.eval_on_selector_all(
        ".pictures img",
        "all => all.slice(0, 20).map(image => image.getBoundingClientRect())"
        ".map(box => [box.top, box.right, box.height])",
    )
    rows: dict[int, list[list[float]]] = {}
    for top, right, height in boxes:
        rows.setdefault(round(top), []).append([right, height])
    first, second = list(rows.values())[:2]
    assert abs(first[-1][0] - second[-1][0]) < 2
    assert max(h for _, h in first) - min(h for _, h in first) < 2


@pytest.mark.parametrize("path", PATHS)
def test_hostile_words_do_no_harm_on_a_telephone(reader, evil, path):
    page = reader(evil, width=360).open(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


@pytest.mark.parametrize("path", ["gallery", "themes", "places"])
def test_archives_of_any_number_of_towns_are_shown(reader, bare, one_city, twelve_towns, path):
    for site in (bare, one_city, twelve_towns):
        page = reader(site, width=360, scheme="dark").open(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(page) == []
