"""Ways to read a page: by keyboard, without JavaScript, on paper, enlarged, in own colours."""

from __future__ import annotations

import pytest
from pages import is_refused

# What the reader sees that has the focus: its place, and whether an outline or a border marks it.
FOCUS = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect()
    const style = getComputedStyle(one)
    return {
        name: one === document.body ? "" : one.outerHTML.slice(0, 160), x: box.x, y: box.y,
        marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
        seen: box.width > 0 && box.height > 0,
    }
}"""
REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, audio, [tabindex='0']"
)].filter(one => one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true})
    && !one.closest("details:not([open]) > :not(summary)")).length"""
MOVING = """() => [...document.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one)
    const lasts = Math.max(...[style.animationDuration, style.transitionDuration].map(parseFloat))
    return lasts > 0.01 || style.scrollBehavior === "smooth"
}).map(one => one.outerHTML.slice(0, 80))"""
UNSEEN = """() => [...document.querySelectorAll("main svg rect, main svg path")]
    .filter(one => one.checkVisibility() && getComputedStyle(one).fill !== "none" &&
        getComputedStyle(one).fill === getComputedStyle(document.body).backgroundColor)
    .map(one => one.outerHTML.slice(0, 80))"""
KEYBOARD = (
    "home", "search-found", "items-chosen", "compare-theme", "gallery", "timeline", "interview",
)  # fmt: skip


@pytest.mark.parametrize("name", KEYBOARD)
def test_the_tabulator_reaches_everything_and_shows_where_it_is(reader, sample, paths, name):
    page = reader(sample).open(paths[name])
    wanted = page.evaluate(REACHABLE)
    page.keyboard.press("Tab")
    assert "skip" in page.evaluate(FOCUS)["name"]
    reached, unmarked = 1, []
    while reached < wanted + 20:
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if not focus["name"] or 'class="skip"' in focus["name"]:
            break
        reached += 1
        if not (focus["marked"] and focus["seen"]) and "<audio" not in focus["name"]:
            unmarked.append(focus["name"])
    assert not unmarked
    assert reached >= wanted, (reached, wanted)


def test_the_first_link_leads_past_the_navigation(reader, sample):
    page = reader(sample).open()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_every_page_gives_its_content_without_javascript(reader, sample, paths):
    one = reader(sample, java_script_enabled=False)
    for name, path in paths.items():
        if not is_refused(name):
            page = one.open(path)
            assert len(page.locator("main").text_content().split()) > 15, name


@pytest.mark.parametrize("name", ["home", "items", "compare-theme", "interview", "photograph"])
def test_paper_has_the_content_and_no_controls(reader, sample, paths, name):
    page = reader(sample).open(paths[name])
    page.emulate_media(media="print", color_scheme="dark")
    for control in ("nav.main", "nav.languages", "form.search", "a.skip", "audio"):
        for one in page.locator(control).all():
            assert not one.is_visible(), control
    assert page.locator("h1").first.is_visible()
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_a_page_twice_as_large_is_not_moved_sideways(window, sample, paths, language):
    one = window(sample, language, "light", 640)  # 1280 at 200 %, as browsers enlarge
    for name in ("home", "items", "search-found", "compare-theme", "timeline", "interview"):
        page = one.open(paths[name])
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name


def test_nothing_moves_for_whoever_asked_for_that(reader, sample, paths):
    page = reader(sample, reduced_motion="reduce").page
    for name in ("home", "gallery", "interview", "compare-theme"):
        page.goto(sample + paths[name])
        assert not page.evaluate(MOVING), name


def test_forced_colours_keep_what_is_drawn(reader, sample, paths):
    one = reader(sample, forced_colors="active")
    for name in ("home", "compare-theme", "timeline"):
        assert not one.open(paths[name]).evaluate(UNSEEN), name
