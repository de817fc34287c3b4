"""In a real browser: a line that is clicked is heard, and nobody else is asked for anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from releases_built import interview, segment
from test_serve import PROGRAM

CHROMIUM = Path("/usr/bin/chromium")
browsers = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]


@pytest.fixture
def address(filled):
    """A server with an interview of three lines in two languages."""
    lines = [segment(n, f"строка {n}", n * 5000, language="ru") for n in range(3)]
    lines += [segment(3 + n, f"第{n}行", n * 5000 + 90, language="zh") for n in range(3)]
    filled.add(interview(filled, "i-two", lines, title="Две строки", date="2014-01-01"))
    words = [sys.executable, "-c", PROGRAM, str(filled.release()), str(filled.originals)]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    yield server.stdout.readline().strip()
    server.kill()
    server.communicate()


@pytest.fixture
def browser():
    with browsers.sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()


def test_a_line_that_is_clicked_is_heard_and_lit(browser, address):
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    searches = ("search", "search?q=строка", "concordance?q=строка", "team/items?_search=строка")
    for path in ("", "team/items", "item/p-quay", "item/n-market", *searches, "item/i-two"):
        page.goto(address + path)
    page.click("text=строка 2")
    page.wait_for_function("document.querySelector('audio').currentTime >= 10")
    page.wait_for_selector("tr.lit >> text=строка 2")
    assert page.locator("tr.lit").count() == 1
    page.click("text=0:05")
    page.wait_for_function("Math.abs(document.querySelector('audio').currentTime - 5.5) < 2")
    assert page.url.endswith("#t=5")
    assert complaints == []
    assert asked
    assert not [url for url in asked if not url.startswith(address)]


def test_an_address_with_a_time_in_it_begins_there(browser, address):
    page = browser.new_page()
    page.goto(address + "item/i-two#t=10")
    page.wait_for_function("document.querySelector('audio').currentTime >= 10")
    page.wait_for_selector("tr.lit >> text=строка 2")


def test_a_hit_is_heard_from_its_line(browser, address):
    page = browser.new_page(viewport={"width": 800, "height": 300})
    for path in ("search?q=第2行", "concordance?q=第2行"):
        page.goto(address + path)
        page.click("text=0:10")
        page.wait_for_selector("tr.lit >> text=第2行")
        assert page.url.endswith("item/i-two#t=10.09")
        assert page.evaluate("document.querySelector('audio').currentTime") >= 10
        box = page.locator("tr.lit").bounding_box()
        assert box["y"] + box["height"] <= 300


def test_words_of_a_concordance_stand_below_one_another(browser, address):
    page = browser.new_page()
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address + "concordance?q=рынок OR 市场 OR строка")
        boxes = [mark.bounding_box() for mark in page.locator(".kwic mark").all()]
        middles = {round(box["x"] + box["width"] / 2) for box in boxes}
        assert len(boxes) > 5
        assert max(middles) - min(middles) <= 1, width


def test_no_page_is_wider_than_its_window(browser, address):
    page = browser.new_page()
    paths = ("", "team", "team/items", "team/items?_columns=all", "team/segments", "team/files")
    paths += ("search", "search?q=" + "рынок" * 40, "search?q=рынок", "concordance?q=строка")
    for path in (*paths, "item/p-quay", "item/i-two", "team/items/1", "item/nothing"):
        page.goto(address + path)
        for width in (360, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, (path, width)
