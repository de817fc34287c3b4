"""The first page: the banks, the river, what is new, and an archive with nothing in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from releases_built import item

from fieldarchive.browse.data.release import Term
from fieldarchive.browse.home.sides import Side, strip, themes_facing


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
    for word in ("Благовещенск", "黑河", "Market day"):
        assert word in page


async def test_themes_face_each_other(filled, serving):
    page = (await serving(filled.release()).client.get("/")).text
    [row] = [row for row in page.split("<tr>") if "theme=market" in row]
    assert re.findall(r'class="count">(\d+)<', row) == ["1", "1"]
    assert page.index("theme=market") < page.index("theme=bridge")


async def test_time_stands_above_the_river_and_hangs_below_it(filled, serving):
    page = (await serving(filled.release()).client.get("/")).text
    table = page[page.index('class="when"') :]
    assert '<tr><th scope="row">May 2013</th><td>1</td><td>1</td></tr>' in table
    assert '<tr><th scope="row">February 2011</th><td>0</td><td>1</td></tr>' in table
    assert [f"?year={year}" in table for year in (2010, 2011, 2012, 2013, 2014)] == [
        False, True, True, True, False,
    ]  # fmt: skip


def side(term: str, themes: dict[str, int], months: dict[str, int]) -> Side:
    return Side(Term(term, {}, 0), {"note": sum(themes.values())}, themes, months)


def test_many_years_are_drawn_year_by_year():
    months = {f"{year}-{month:02}": 2 for year in range(1960, 2000) for month in (3, 7)}
    drawn = strip(months, {"1985-01": 1})
    assert len(drawn.bars) == 40
    assert {bar.left for bar in drawn.bars} == {4}
    assert (drawn.per_year, drawn.every) == (1, 4)
    assert sum(bar.right for bar in drawn.bars) == 1


def test_nothing_dated_to_the_month_is_not_drawn():
    assert strip({"2013": 4}, {}) is None


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 10**6)))
def test_no_bar_is_longer_than_its_place_and_none_that_counts_is_unseen(counts):
    terms = {slug: Term(slug, {}, 0) for slug in "abcdefgh"}
    for pair in themes_facing(side("l", counts, {}), side("r", {}, {}), terms):
        assert 0 < pair.left_share <= 100
        assert pair.right_share == 0


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


async def test_the_archive_says_whose_it_is_and_under_which_licence(filled, serving):
    page = (await serving(filled.release()).client.get("/")).text
    for word in ("Two cities on the Amur", "face each other", "Composed for tests", "CC0"):
        assert word in page
