"""Places on the pages: called by their names in three languages, and links to what is there."""

from __future__ import annotations

import re

import pytest

import stories
from maps import dot, feature, write_map

QUAY = {"en": "The quay", "ru": "Причал", "zh": "码头"}


@pytest.fixture
def served(run, inbox, archive_root, serving):
    """A note at a place that is known, one on a ferry, one at a place that nobody named."""
    write_map(
        archive_root / "vocabularies" / "places.geojson",
        feature("heihe-quay", "quay", dot(0, -900), in_="heihe", **QUAY),
        feature("ferry", "ferry", None, en="Ferry", zh="渡轮"),
    )
    for name, place in (("quay", "码头"), ("ferry", "Ferry"), ("corner", "<b>a corner</b>")):
        stories.write(inbox / f"{name}.md", f"---\nplace: '{place}'\n---\nText.\n")
    assert run("ingest", inbox).code == 0
    return serving(archive_root / "browse" / "team.db").client


async def where(client, archive_root, title):
    """What stands on an item's page under "Where", without the tags."""
    [(key,)] = stories.browse(archive_root, "SELECT key FROM items WHERE title = ?", title)
    page = (await client.get(f"/item/{key}")).text
    found = re.search(r"<dt>Where</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return found[1] if found else ""


async def test_an_item_page_calls_its_place_in_three_languages(served, archive_root):
    said = await where(served, archive_root, "quay")
    assert '<a href="/places/heihe-quay" lang="en">The quay</a>' in said
    assert all(name in said for name in (*QUAY.values(), "Heihe", "Хэйхэ", "黑河"))


async def test_a_crossing_has_no_city_and_words_stay_words(served, archive_root):
    said = await where(served, archive_root, "ferry")
    assert ">Ferry</a>" in said
    assert "Heihe" not in said
    assert "&lt;b&gt;a corner&lt;/b&gt;" in await where(served, archive_root, "corner")


async def test_lists_call_a_place_by_its_name_and_count_its_items(served):
    page = (await served.get("/team/items?_facet=place")).text
    assert "The quay" in page
    assert "<b>a corner" not in page
    rows = (await served.get("/team/places.json?_shape=objects")).json()["rows"]
    assert [(row["slug"], row["city"], row["items"]) for row in rows] == [
        ("ferry", None, 1),
        ("heihe-quay", "heihe", 1),
    ]
    assert "/team/items?place=ferry" in (await served.get("/team/places")).text


@pytest.mark.parametrize("word", ["quay", "причал", "码头"])
async def test_a_search_finds_it_by_any_of_its_names(served, word):
    found = (await served.get(f"/team/items.json?_shape=objects&_search={word}")).json()["rows"]
    assert [row["title"] for row in found] == ["quay"]
