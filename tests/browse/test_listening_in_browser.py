"""In a real browser: keys, long transcripts, a picture in its full size, a citation."""

from __future__ import annotations

import pytest
from releases_built import interview, segment

NOW = "document.querySelector('audio').currentTime"
PAUSED = "document.querySelector('audio').paused"


def until(page, claim: str) -> None:
    """Wait for what a script would have to look at; the page's own policy forbids such scripts."""
    for _ in range(200):
        if page.evaluate(claim):
            return
        page.wait_for_timeout(50)
    raise AssertionError(claim)


@pytest.fixture
def long_one(filled):
    """An interview of 12 seconds in 1,200 lines."""
    lines = [segment(n, f"line {n}", n * 10, language="en", end_ms=n * 10 + 9) for n in range(1200)]
    filled.add(interview(filled, "i-long", lines, title="Long", date="2014-01-01"))
    return filled


def test_keys_work_on_a_line_and_nowhere_else(reader, served, filled):
    lines = [segment(n, f"line {n}", n * 3000, language="en") for n in range(4)]
    filled.add(interview(filled, "i-keys", lines, title="Keys"))
    page = reader(served(filled)).open("item/i-keys")
    page.click("text=line 1")
    until(page, f"{NOW} >= 3")
    page.keyboard.press("ArrowDown")
    until(page, f"{NOW} >= 6")
    assert page.evaluate("document.activeElement.textContent").strip().endswith("line 2")
    page.keyboard.press("k")
    until(page, PAUSED)
    page.keyboard.press("/")
    page.keyboard.type("kjl")
    assert page.input_value("#within") == "kjl"
    assert page.evaluate(PAUSED)


def test_the_next_part_comes_when_the_sound_reaches_it(reader, served, long_one):
    page = reader(served(long_one)).open("item/i-long#t=4.9")
    until(page, "document.querySelectorAll('tr[data-start]').length === 1000")
    page.wait_for_selector("tr.lit >> text=/line 5[0-9][0-9]/")


def test_a_second_beyond_the_first_part_opens_its_part(reader, served, long_one):
    page = reader(served(long_one)).open("item/i-long#t=0:11")
    page.wait_for_url("**/item/i-long?at=11#t=11")
    page.wait_for_selector("tr.lit >> text=/line 11[0-9][0-9]/")


def test_a_picture_is_looked_at_in_its_full_size_and_left_again(reader, served, filled):
    page = reader(served(filled)).open("item/p-quay")
    page.click("a.zoom")
    page.wait_for_selector("dialog[open] img")
    page.click("dialog img")
    assert "whole" in page.get_attribute("dialog", "class")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert page.evaluate("document.activeElement.className") == "zoom"


def test_without_scripts_an_interview_is_still_read_and_heard(reader, served, long_one):
    page = reader(served(long_one), java_script_enabled=False).open("item/i-long")
    page.click("text=Lines after")
    assert page.locator("text=line 777").count() == 1
    assert page.locator("audio[controls]").count() == 1
    assert page.locator(".speed").is_hidden()
