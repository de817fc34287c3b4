"""The pages of places: by city and between the banks, and what no vocabulary knows."""

from __future__ import annotations

import html
import re

import pytest
from releases_built import TABLES, item, photograph, put

from fieldarchive.catalogue import published
from fieldarchive.catalogue.database import open_browse

PLACES = (
    ("quay", "embankment", "heihe", "Quay", "Причал", "码头"),
    ("bazaar", "market", "blagoveshchensk", "Bazaar", "Базар", "集市"),
    ("ferry", "ferry", None, "Ferry", "Паром", "渡船"),
    ("bridge", "bridge", None, "Bridge", "Мост", "大桥"),
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "a/b?c#d&e=%f",
    "‮مرحبا🏮",
    "Д" * 1000,
)


def with_places(root, places=PLACES, items=()):
    """A release that knows these places and has these items."""
    path = root.release()
    database = open_browse(path)
    rows = []
    for slug, type_, city, en, ru, zh in places:
        said = {"slug": slug, "type": type_, "city": city, "en": en, "ru": ru, "zh": zh}
        rows.append({**dict.fromkeys(TABLES["places"]["columns"]), **said, "alternatives": "[]"})
    with database.atomic():
        published.put_vocabulary(database, {"places": rows})
        put(database, list(items))
    database.close()
    return path


@pytest.fixture
def placed(root, serving):
    """A client of a release with items at some of the places."""
    items = [
        photograph(root, "p-1", title="Dawn", city="heihe", place="quay", date="2012-01-01"),
        photograph(root, "p-2", title="Dusk", city="heihe", place="quay", date="2013-01-01"),
        item("n-1", title="Stall", city="blagoveshchensk", place="bazaar", date="2011-05-01",
             text="Everybody shouts at the stall. Nobody buys.", themes=["market"]),
        item("n-2", title="Deck", place="ferry", date="2011-06-01"),
        item("n-3", title="Somewhere", place="behind the old depot", date="2011-06-02"),
        item("n-4", title="Nowhere"),
    ]  # fmt: skip
    return serving(with_places(root, items=items)).client


async def got(client, address: str, status: int = 200) -> str:
    answer = await client.get(address)
    assert answer.status_code == status
    return answer.text


async def test_places_stand_by_city_and_those_of_the_river_between_the_banks(placed):
    page = await got(placed, "/places")
    order = ["Blagoveshchensk", "Bazaar", "Between the banks", "Ferry", "Heihe", "Quay"]
    at = [page.index(f">{words}</a></h3>") if words in page and f">{words}</a></h3>" in page
          else page.index(f'">{words}') for words in order]  # fmt: skip
    assert at == sorted(at)
    assert "Without items so far:" in page
    assert re.search(r"without items so far:.*?>Bridge</a>", page, re.IGNORECASE | re.DOTALL)


async def test_a_place_shows_its_newest_picture_and_its_counts(placed):
    page = await got(placed, "/places")
    quay = page[page.index('href="/places/quay"') :]
    assert '<a href="/team/items?place=quay&amp;kind=photograph">2 photographs</a>' in quay
    address = html.unescape(re.search(r'src="(/-/thumbnail/[^"]+)"', quay)[1])
    assert (await placed.get(address)).status_code == 200


async def test_words_that_name_no_place_are_listed_as_such(placed):
    page = await got(placed, "/places")
    written = page[page.index('id="written"') :]
    assert '<a href="/team/items?place=behind%20the%20old%20depot" dir="auto">' in written
    assert "1 item has no place" in page
    assert "Quay" not in written


async def test_the_page_of_a_place_tells_what_there_is(placed):
    page = await got(placed, "/places/bazaar")
    assert '<span lang="ru">Базар</span> · <span lang="zh">集市</span>' in page
    assert "Everybody shouts at the stall." in page
    assert 'href="/map?place=bazaar"' in page
    assert 'href="/themes/market"' in page
    assert ">2011</th>" in page
    page = await got(placed, "/places/quay")
    assert re.findall(r'<a href="/item/([^"]+)"><img', page) == ["p-2", "p-1"]


async def test_places_without_items_and_unknown_ones_say_what_to_do(placed):
    assert "No item is from here yet" in await got(placed, "/places/bridge")
    assert "has no place of this name" in await got(placed, "/places/nonsense", 404)


async def test_an_older_release_without_places_has_its_pages(root, serving):
    root.add(item("n-1", place="quay", themes=["market"]))
    path = root.release()
    database = open_browse(path)
    database.conn.execute("PRAGMA foreign_keys = OFF")
    for table in ("places", "facet_index"):
        database.conn.execute(f"DROP TABLE {table}")
    database.conn.commit()
    database.close()
    client = serving(path).client
    assert 'id="written"' in await got(client, "/places")
    await got(client, "/places/quay", 404)
    for address in ("/gallery", "/themes", "/themes/market"):
        await got(client, address)


async def test_an_archive_without_places_says_what_to_do(root, serving):
    page = await got(serving(root.release()).client, "/places")
    assert "vocabularies/places.geojson" in page


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_places_stay_text_and_lead_to_their_items(root, serving, name):
    items = [item("n-1", title=name, place=name, city="heihe"), item("n-2", title=name, place="x")]
    places = (("x", name, "heihe", name, name, name),)
    client = serving(with_places(root, places, items)).client
    for address in ("/places", "/places/x"):
        page = await got(client, address)
        assert "<script>alert" not in page
        assert "<svg onload" not in page
    page = await got(client, "/places")
    written = page[page.index('id="written"') :]
    address = html.unescape(re.search(r'<a href="([^"]+)" dir="auto">', written)[1])
    rows = (await client.get(address.replace("/items?", "/items.json?") + "&_shape=array")).json()
    assert [row["key"] for row in rows] == ["n-1"]
