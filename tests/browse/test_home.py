"""The first page: the banks, the river, what is new, and an archive with nothing in it."""

from __future__ import annotations

import pytest
from releases_built import item


def cities(count: int) -> list[tuple[str, ...]]:
    return [(f"c{n}", f"City {n}", f"Город {n}", f"城{n}") for n in range(count)]


@pytest.mark.parametrize("count", [0, 1, 2, 12])
async def test_any_number_of_cities_has_its_banks(root, serving, count):
    for n in range(count):
        root.add(item(f"n-{n}", title="A note", city=f"c{n}"))
    page = (await serving(root.release(cities=cities(count))).client.get("/")).text
    assert page.count('<section class="bank ') == count
    assert ('class="banks pair"' in page) == (count == 2)


async def test_counts_lead_to_the_items_they_count(filled, serving):
    client = serving(filled.release()).client
    page = (await client.get("/")).text
    assert '<a href="/team/items?city=heihe&amp;kind=photograph"><b>1</b> photograph</a>' in page
    assert '<a href="/team/items?city=heihe&amp;kind=interview"><b>0</b> interviews</a>' in page
    for word in ("Благовещенск", "黑河", "Market day", "рынок · 市场"):
        assert word in page.replace('</span> · <span lang="zh">', " · ")


async def test_items_without_a_city_stand_in_the_river(root, serving):
    root.add(item("n-1", title="On the boat"))
    client = serving(root.release()).client
    page = (await client.get("/")).text
    assert '<a href="/team/items?city__isblank=1"><b>1</b>' in page
    assert "n-1" in (await client.get("/team/items?city__isblank=1")).text


async def test_an_empty_archive_says_what_to_do(root, serving):
    page = (await serving(root.release()).client.get("/")).text
    assert "fieldarchive ingest FOLDER" in page
    assert "Latest" not in page


async def test_themes_stand_below_their_broader_theme_in_three_languages(filled, serving):
    page = (await serving(filled.release()).client.get("/")).text
    themes = page[page.index('id="themes"') :]
    assert themes.index(">trade</a>") < themes.index(">market</a>")
    assert '<span lang="ru">рынок</span> · <span lang="zh">市场</span>' in themes


async def test_a_vocabulary_that_runs_in_a_circle_still_has_a_page(root, serving):
    circle = (("a", "b", "a", "а", "甲"), ("b", "a", "b", "б", "乙"))
    root.add(item("n-1", themes=["a", "b"]))
    page = (await serving(root.release(themes=circle)).client.get("/")).text
    assert ">a</a>" in page
    assert ">b</a>" in page


async def test_the_archive_says_whose_it_is_and_under_which_licence(filled, serving):
    page = (await serving(filled.release()).client.get("/")).text
    for word in ("Two cities on the Amur", "face each other", "Composed for tests", "CC0"):
        assert word in page
