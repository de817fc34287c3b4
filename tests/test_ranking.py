"""The order of what is found: names before texts, words together before scattered, then newest."""

from __future__ import annotations

import random

import pytest

from fieldarchive.catalogue import search
from stories import write

HEAD = "---\ntitle: {title}\ndate: {date}\n{more}---\n{text}\n"


def put(inbox, title, text="Nothing.", date="2013", more=""):
    head = HEAD.format(title=title, date=date, more=more, text=text)
    write(inbox / f"{title}.md", head)


def titles(run, *words):
    return [item["title"] for item in run("find", *words, "--json").json()["items"]]


def test_what_names_an_item_comes_before_what_it_says(run, inbox):
    put(inbox, "Said", text="The market was there.")
    put(inbox, "Old market", text="A long text of other things. " * 50)
    put(inbox, "Described", more="description: the market\n")
    put(inbox, "Themed", more="themes: market\n", text="Other things. " * 30)
    put(inbox, "Scattered", text="Nothing of it.")
    assert run("ingest", inbox).code == 0
    assert titles(run, "market") == ["Old market", "Themed", "Described", "Said"]


def test_words_beside_each_other_come_before_scattered_words(run, inbox):
    scattered = "Старые вещи. Старые книги, старые люди. Дома никого, дома тихо."
    put(inbox, "Scattered", text=scattered)
    put(inbox, "Together", text="Другие вещи. " * 40 + "Там стоят старые дома.")
    assert run("ingest", inbox).code == 0
    assert titles(run, "старый", "дом") == ["Together", "Scattered"]
    assert titles(run, "дом старый") == ["Scattered", "Together"]


def test_a_form_counts_no_more_for_being_rare(run, inbox):
    """Of 30 notes that say рынок, the one that says it often is first, not the only рынками."""
    for number in range(30):
        put(inbox, f"Usual {number}", text="Рынок и река.")
    put(inbox, "Rare", text="Рынками и рекой.")
    put(inbox, "Often", text="Рынок, рынок, рынок, рынок.")
    assert run("ingest", inbox).code == 0
    assert titles(run, "рынок")[0] == "Often"


@pytest.mark.parametrize("more", [1, 5, 1000])
def test_equals_stand_by_date_the_newest_first_however_many_are_shown(
    run, inbox, monkeypatch, more
):
    monkeypatch.setattr(search, "_MORE", more)
    years = list(range(1980, 2020))
    random.Random(5).shuffle(years)
    for year in years:
        put(inbox, f"In {year}", text="Tea.", date=str(year))
    put(inbox, "Not dated", text="Tea.", date="once")
    assert run("ingest", inbox).code == 0
    newest = [f"In {year}" for year in sorted(years, reverse=True)]
    for most in (1, 7, 40):
        assert titles(run, "tea", "--limit", str(most)) == newest[:most]
    assert titles(run, "tea", "--limit", "50") == [*newest, "Not dated"]


def test_without_looking_dates_up_equals_would_be_out_of_order(run, inbox, monkeypatch):
    for year in (1990, 2010, 2000, 1980, 2005, 1985, 1995, 2015):
        put(inbox, f"In {year}", text="Tea.", date=str(year))
    assert run("ingest", inbox).code == 0
    right = titles(run, "tea")
    monkeypatch.setattr(search, "_newest_first", lambda database, numbers: numbers)
    assert titles(run, "tea") != right


def test_conditions_and_exclusions_hold_beside_the_order(run, inbox):
    put(inbox, "Tea one", text="Tea and fish.", more="city: heihe\n")
    put(inbox, "Two", text="Tea, tea, tea, tea.", more="city: heihe\n")
    put(inbox, "Three", text="Tea, in the end.")
    assert run("ingest", inbox).code == 0
    assert titles(run, "tea", "city:heihe") == ["Tea one", "Two"]
    assert titles(run, "tea", "-fish") == ["Two", "Three"]


def test_counts_are_of_all_that_is_found(run, inbox):
    for year in (1991, 1993, 2013):
        put(inbox, f"In {year}", text="Tea.", date=str(year), more="city: heihe\n")
    put(inbox, "Nowhere", text="Tea.", date="once")
    put(inbox, "Closed", text="Tea.", date="1999", more="city: heihe\naccess: closed\n")
    assert run("ingest", inbox).code == 0
    for words in (["tea"], ["-has:transcript"]):
        ran = run("find", *words, "--limit", "1", "--json").json()
        assert {one["city"]: one["items"] for one in ran["by_city"]} == {"heihe": 4, None: 1}
        decades = {one["decade"]: one["items"] for one in ran["by_decade"]}
        assert decades == {"1990s": 3, "2010s": 1, None: 1}
    told = run("find", "tea", "--limit", "1").err
    assert "by city     heihe 4 · no city 1" in told
    assert "by decade   1990s 3 · 2010s 1 · no date 1" in told
