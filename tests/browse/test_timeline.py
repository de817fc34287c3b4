"""The timeline as a page: what it counts, where it leads, and what it says when it is empty."""

from __future__ import annotations

import csv
import re
from html import unescape
from typing import Any

import pytest
from releases_built import FACTS, Root, interview, item, segment
from timeline_built import times

from fieldarchive.browse.timeline import rows


async def counted(datasette: Any, query: str = "") -> list[dict[str, Any]]:
    answer = await datasette.client.get(f"/timeline.json{query}")
    assert answer.status_code == 200
    return list(answer.json()["counts"])


async def items_at(datasette: Any, address: str) -> int:
    path, _, query = address.partition("?")
    answer = await datasette.client.get(f"{path}.json?{query}&_size=max")
    return len(answer.json()["rows"])


@pytest.fixture
def told(root: Root) -> Root:
    """Two banks that tell of other times than they were recorded in."""
    lines = [segment(1, "Петухов было слышно.", 0, language="ru", speaker="Вера")]
    root.add(
        times(
            interview(root, "i-vera", lines, title="Вера", city="blagoveshchensk",
                      date="2011-02-04", themes=["market"]),
            about="1967~/1989~", stretches=[("1969", 1)],
        )
    )  # fmt: skip
    root.add(times(item("n-old", city="heihe", date="2013-07-01"), about="1967~/1989~"))
    root.add(times(item("n-year", city="heihe"), date="2013"))
    root.add(times(item("n-open", title="<script>alert(1)</script>"), date="2012/.."))
    root.add(item("n-none", title="Nobody knows when"))
    return root


async def test_both_lanes_are_counted_by_city(told, serving):
    found = await counted(serving(told.release()))
    said = {(one["lane"], one["date"], one["city"]): one["items"] for one in found}
    assert said["recorded", "2013", "heihe"] == 2
    assert said["recorded", "2011", "blagoveshchensk"] == 1
    assert said["recorded", "2012/..", None] == 1
    assert said["told", "1967~/1989~", "heihe"] == 1
    assert said["told", "1969", "blagoveshchensk"] == 1


@pytest.mark.parametrize("query", ["", "?from=2011&to=2013", "?from=1900&to=2099", "?theme=market"])
async def test_every_mark_leads_to_as_many_items_as_it_says(query, told, serving):
    datasette = serving(told.release())
    page = (await datasette.client.get(f"/timeline{query}")).text
    table = page[page.index('<table class="plain">') :]
    marks = re.findall(r'<td><a href="([^"]+)">(\d+)</a></td>', table)
    assert marks
    for address, number in marks:
        assert await items_at(datasette, unescape(address)) == int(number), address


async def test_facets_count_what_tells_of_a_time(told, serving):
    address = "/team/items.json?_told=1967~/1989~&_facet=city&_person="
    answer = (await serving(told.release()).client.get(address)).json()
    facets = answer["facet_results"].get("results", answer["facet_results"])
    assert {one["value"]: one["count"] for one in facets["city"]["results"]} == {
        "blagoveshchensk": 1,
        "heihe": 1,
    }


async def test_the_list_of_items_is_asked_for_a_person(filled, serving):
    answer = await serving(filled.release()).client.get("/team/items.json?_person=n-01")
    assert len(answer.json()["rows"]) == 1


async def test_a_filter_counts_like_the_counts_made_beforehand(told, serving):
    """A search for everything is answered from the items, no filter from the release's counts."""
    datasette = serving(told.release())
    for query in ("", "&city=heihe", "&kind=note", "&from=2011&to=2013", "&from=1900&to=2099"):
        looked_up = await counted(datasette, f"?q=-nosuchword{query}")
        assert looked_up == await counted(datasette, f"?{query[1:]}")
        assert looked_up


async def test_a_day_in_a_month_and_a_month_that_is_wider_than_a_day(told, serving):
    found = await counted(serving(told.release()), "?from=2011-02&to=2011-02")
    assert [(one["date"], one["items"]) for one in found] == [("2011-02-04", 1)]


async def test_csv_has_the_same_lines(told, serving):
    datasette = serving(told.release())
    answer = await datasette.client.get("/timeline.csv?city=heihe")
    lines = list(csv.DictReader(answer.text.splitlines()))
    assert [line["date"] for line in lines] == ["2013", "1967~/1989~"]


async def test_a_quotation_stands_with_the_time_it_tells_of(told, serving):
    page = (await serving(told.release()).client.get("/timeline")).text
    assert "Петухов было слышно." in page
    assert "/item/i-vera#t=0" in page
    assert "about 1967 – about 1989" in page


async def test_a_hostile_title_stays_words(told, serving):
    page = (await serving(told.release()).client.get("/timeline")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert " style=" not in page


@pytest.mark.parametrize(
    "query",
    [
        "?from=0001&to=9999",
        "?from=x&to=y",
        "?from=2014&to=1960",
        "?city=nowhere",
        "?q=%22(",
        "?from=0000",
    ],
)
async def test_no_address_breaks_it(query, told, serving):
    assert (await serving(told.release()).client.get(f"/timeline{query}")).status_code == 200


async def test_an_archive_without_dates_says_what_to_do(root, serving):
    root.add(item("n-1"))
    page = (await serving(root.release()).client.get("/timeline")).text
    assert "No dates yet" in page
    assert "fieldarchive edit --set" in page


async def test_periods_speak_the_language_of_the_page(told, serving):
    periods = [
        ("sealed", "1967~", "1989~", "The sealed border", "Закрытая граница", "边境封闭时期")
    ]
    datasette = serving(told.release(periods=periods))
    page = await datasette.client.get("/timeline", headers={"accept-language": "ru"})
    assert "Закрытая граница" in page.text
    assert "The sealed border" not in page.text


async def test_too_many_threads_are_not_drawn_but_told(told, serving, monkeypatch):
    monkeypatch.setattr(rows, "_MOST_JOINED", 1)
    page = (await serving(told.release()).client.get("/timeline")).text
    assert "too many told-about times" in page


async def test_an_older_release_has_no_times_counted(told, serving):
    path = told.release(facts={**FACTS, "layout": "4"}, without=("timeline", "told_times"))
    assert "No dates yet" in (await serving(path).client.get("/timeline")).text
