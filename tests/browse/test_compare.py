"""Two cities side by side: what is counted, what it is weighed by, and what one side lacks."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from releases_built import item, photograph

from fieldarchive.browse.compare.sides import Side, by_month, by_season
from fieldarchive.browse.facets import BitMap, FacetIndex

SENSES = (
    ("senses", None, "senses", "чувства", "感官"),
    ("smell", "senses", "smell", "запах", "气味"),
    ("market", None, "market", "рынок", "市场"),
    ("bridge", None, "bridge", "мост", "大桥"),
)


@pytest.fixture
def two_banks(root):
    """Heihe was visited on two days and smells; Blagoveshchensk on four, in another season."""
    for n, day in enumerate(["2013-05-12", "2013-05-12", "2013-05-13"]):
        root.add(
            item(f"n-h{n}", city="heihe", date=day, themes=["market", "smell"], text="市场的味道")
        )
    for n in range(4):
        root.add(
            item(f"n-b{n}", city="blagoveshchensk", date=f"2012-01-0{n + 1}", language="ru",
                 themes=["market"] if n < 2 else ["bridge"], text="Рынок зимой пустой.")
        )  # fmt: skip
    root.add(photograph(root, "p-h", city="heihe", date="2013-05-13", themes=["market"]))
    return root


async def data(serving, root, address: str, **release):
    client = serving(root.release(**release)).client
    return (await client.get(address)).json()


def number(found, city: str, measure: str, value=None, column: str = "items"):
    return next(
        row[column]
        for row in found["rows"]
        if (row["city"], row["measure"], row["value"]) == (city, measure, value)
    )


async def test_counts_are_weighed_by_days_in_the_field(two_banks, serving):
    found = await data(serving, two_banks, "/compare.json?theme=market", themes=SENSES)
    assert number(found, "heihe", "all") == 4
    assert number(found, "heihe", "all", column="field_days") == 2
    assert number(found, "heihe", "all", column="items_per_day") == 2.0
    assert number(found, "blagoveshchensk", "all", column="items_per_day") == 0.5
    assert number(found, "heihe", "month", 5) == 4
    assert number(found, "heihe", "month", 1, "field_days") == 0
    assert number(found, "blagoveshchensk", "season", 24) == 2
    assert number(found, "heihe", "sense", "smell") == 3


async def test_counts_are_those_of_the_table(two_banks, serving):
    client = serving(two_banks.release(themes=SENSES)).client
    found = (await client.get("/compare.json?theme=bridge")).json()
    table = "/team/items.json?_shape=array&themes__arraycontains=bridge&city=blagoveshchensk"
    assert number(found, "blagoveshchensk", "all") == len((await client.get(table)).json()) == 2


async def test_what_one_side_lacks_is_told_with_the_months_nobody_was_there(two_banks, serving):
    found = await data(serving, two_banks, "/compare.json", themes=SENSES)
    assert found["lacks"]["blagoveshchensk"] == {
        "themes": {"smell": 3}, "kinds": {}, "languages": {}, "months": [5],
    }  # fmt: skip
    assert found["lacks"]["heihe"]["languages"] == {"ru": 4}
    assert found["lacks"]["heihe"]["months"] == [1]
    page = (await serving(two_banks.release(themes=SENSES)).client.get("/compare")).text
    assert "What Blagoveshchensk lacks" in page
    assert re.search(r">smell <span class=\"count\">3</span>", page)


async def test_a_theme_is_compared_with_its_narrower_ones(two_banks, serving):
    found = await data(serving, two_banks, "/compare.json?theme=senses", themes=SENSES)
    assert number(found, "heihe", "all") == 3


async def test_a_query_is_compared_as_the_search_finds_it(two_banks, serving):
    client = serving(two_banks.release(themes=SENSES)).client
    page = (await client.get("/compare?q=рынок")).text
    assert "understood" in page
    assert "<mark>Рынок</mark> зимой пустой." in page
    found = (await client.get("/compare.json?q=пустой")).json()
    assert number(found, "blagoveshchensk", "all") == 4
    assert number(found, "heihe", "all") == 0


async def test_the_numbers_can_be_taken_along(two_banks, serving):
    client = serving(two_banks.release(themes=SENSES)).client
    answer = await client.get("/compare.csv?theme=market")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["theme"] for row in rows} == {"market"}
    assert sum(int(row["items"]) for row in rows if row["measure"] == "month") == 6


@pytest.mark.parametrize("count", [0, 1, 12])
async def test_any_number_of_cities_has_something_to_compare(root, serving, count):
    cities = [(f"c{n}", f"City {n}", f"Город {n}", f"城{n}") for n in range(count)]
    for n in range(count):
        root.add(item(f"n-{n}", title="A note", city=f"c{n}", date="2013-05-12"))
    root.add(item("n-x", title="Nowhere", date="2013-05-12"))
    answer = await serving(root.release(cities=cities)).client.get("/compare?left=c0&right=rest")
    assert answer.status_code == (404 if count == 0 else 200)
    assert ("Everywhere else" in answer.text) == bool(count)


async def test_sides_that_do_not_exist_are_the_first_ones(two_banks, serving):
    client = serving(two_banks.release(themes=SENSES)).client
    for odd in ("left=moscow&right=x", "left=heihe&right=heihe", "theme=<script>", "q=%00)(*"):
        page = await client.get(f"/compare?{odd}")
        assert page.status_code == 200
        assert "<script>" not in page.text


def index_of_months(months: dict[str, list[int]]) -> FacetIndex:
    return FacetIndex({"month": {m: BitMap(items) for m, items in months.items()}})


MONTHS = st.from_regex(r"20[01][0-9]-(0[1-9]|1[0-2])", fullmatch=True)


@given(st.dictionaries(MONTHS, st.lists(st.integers(1, 40), max_size=5), max_size=8))
def test_months_and_seasons_add_up_to_what_is_dated(months):
    index = index_of_months(months)
    every = BitMap(range(1, 41))
    one = Side("a", every, every, dict.fromkeys(months, 1))
    none = Side("b", BitMap(), BitMap(), {})
    dated = sum(len(set(items)) for items in months.values())
    for rows in (
        by_month(index, (one, none), per_day=False),
        by_season(index, (one, none), per_day=True),
    ):
        assert sum(row.counts[0] for row in rows) == dated
        assert sum(row.days[0] for row in rows) == len(months)
        assert all(0 <= bar <= 100 for row in rows for bar in row.bars)
