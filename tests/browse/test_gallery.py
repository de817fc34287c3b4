"""The gallery: every picture once and in time, filters that count rightly, banks that face."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

import pytest
from pyroaring import BitMap
from releases_built import item, photograph, put

from fieldarchive.browse.gallery import layout
from fieldarchive.browse.gallery.choosing import PAGE
from fieldarchive.browse.gallery.sets import Reel
from fieldarchive.catalogue import facet_index
from fieldarchive.catalogue.database import open_browse

HOSTILE = (
    "<script>alert(1)</script>", '" onerror="alert(1)', "</title><svg onload=alert(1)>",
    "‮مرحبا🏮", "Д" * 1000,
)  # fmt: skip


def on(page: str) -> list[str]:
    """The keys of the pictures on a page, in their order."""
    return re.findall(r'<a href="/item/([^"]+)"><img', page)


async def got(client, address: str) -> str:
    answer = await client.get(address)
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def album(root):
    """Six photographs of two cities, out of order, and a note without a picture."""
    facts = {
        "p-3": ("heihe", "2012-01-24", ["market"]), "p-1": ("heihe", "2011-05-14", ["market"]),
        "p-2": ("blagoveshchensk", "2011-05-15", ["market", "bridge"]), "p-5": (None, None, []),
        "p-4": ("blagoveshchensk", "2013-06-18", ["bridge"]), "p-0": ("heihe", "2010-09-04", []),
    }  # fmt: skip
    for key, (city, date, themes) in facts.items():
        root.add(photograph(root, key, title=f"Title {key}", city=city, date=date, themes=themes))
    root.add(item("n-1", title="Only words", city="heihe", date="2011-05-14"))
    return root


async def test_pictures_stand_in_time_and_those_without_a_date_last(album, serving):
    client = serving(album.release()).client
    page = await got(client, "/gallery")
    assert on(page) == ["p-0", "p-1", "p-2", "p-3", "p-4", "p-5"]
    assert "6 pictures" in page
    assert "Without a date" in page
    assert "Only words" not in page


async def test_pages_hold_each_picture_once_and_say_which_they_are(root, serving):
    one = photograph(root, "p-0000", title="-", date="2013-05-12")
    for n in range(2 * PAGE + 10):
        root.add(replace(one, item={**one.item, "key": f"p-{n:04}"}))
    client = serving(root.release()).client
    seen, address, said = [], "/gallery", []
    while address:
        page = await got(client, address)
        seen += on(page)
        said += re.findall(r"\d+–\d+ of \d+ pictures", page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert seen == [f"p-{n:04}" for n in range(2 * PAGE + 10)]
    assert said == ["1–120 of 250 pictures", "121–240 of 250 pictures", "241–250 of 250 pictures"]
    back = re.search(r'href="([^"]+)" rel="prev"', page)
    assert on(await got(client, back[1].replace("&amp;", "&")))[0] == "p-0120"


async def test_a_picture_that_comes_in_stands_in_its_place_at_once(album, serving):
    path = album.release()
    client = serving(path).client
    assert len(on(await got(client, "/gallery"))) == 6
    database = open_browse(path)
    late = photograph(
        album, "p-late", title="-", city="heihe", date="2011-12-31", themes=["market"]
    )
    with database.atomic():
        put(database, [late])
        facet_index.fill(database)
    database.close()
    assert on(await got(client, "/gallery"))[2:5] == ["p-2", "p-late", "p-3"]
    assert "p-late" in on(await got(client, "/gallery?theme=market&city=heihe"))


async def test_a_page_that_begins_with_a_picture_that_is_gone_is_the_first(album, serving):
    client = serving(album.release()).client
    assert on(await got(client, "/gallery?from=p-erased"))[0] == "p-0"


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("city=heihe", ["p-0", "p-1", "p-3"]), ("theme=bridge", ["p-2", "p-4"]),
        ("theme=market&city=heihe", ["p-1", "p-3"]), ("year=2011", ["p-1", "p-2"]),
        ("q=city:heihe+date:2011", ["p-1"]), ("city=nowhere", []), ("q=%22", None),
    ],
)  # fmt: skip
async def test_filters_and_words_choose(album, serving, asked, keys):
    page = await got(serving(album.release()).client, f"/gallery?{asked}")
    if keys is not None:
        assert on(page) == keys
        assert ("No picture fits" in page) == (not keys)


async def promises_broken(client, page: str) -> list[str]:
    """The choices of the filters of a page that lead to another number of pictures than said."""
    offered = re.findall(
        r'<li><a href="([^"]+)"[^>]*>[^<]+</a> <span class="count">(\d+)</span>', page
    )
    assert len(offered) >= 6
    addresses = [(address.replace("&amp;", "&"), int(count)) for address, count in offered]
    return [one for one, count in addresses if len(on(await got(client, one))) != count]


async def test_what_a_filter_offers_is_what_its_link_then_shows(album, serving):
    client = serving(album.release()).client
    page = await got(client, "/gallery?theme=market")
    assert await promises_broken(client, page) == []
    wrong = page.replace('<span class="count">2<', '<span class="count">3<')
    assert await promises_broken(client, wrong)


async def test_the_rows_of_a_gallery_are_its_pictures(album, serving):
    client = serving(album.release()).client
    page = await got(client, "/gallery?theme=market&city=heihe")
    address = re.search(r'as <a href="([^"]+)">JSON', page)[1].replace("&amp;", "&")
    rows = (await client.get(f"{address}&_shape=array")).json()
    assert {row["key"] for row in rows} == {"p-1", "p-3"}


async def test_banks_face_each_other_in_step(album, serving):
    page = await got(serving(album.release()).client, "/gallery?side=both")
    rows = page.split('<section class="facing-row"')[1:]
    sides = [row.split('class="facing-right') for row in rows]
    assert [(on(left), on(right)) for left, right in sides] == [
        ([], ["p-0"]), (["p-2"], ["p-1"]), ([], ["p-3"]), (["p-4"], []),
    ]  # fmt: skip
    assert "5 pictures" in page


async def test_a_town_alone_has_no_other_side(root, serving):
    root.add(photograph(root, "p-1", title="-", city="c", date="2011-05-14"))
    page = await got(
        serving(root.release(cities=[("c", "C", "Ц", "城")])).client, "/gallery?side=both"
    )
    assert on(page) == ["p-1"]
    assert "Side by side" not in page


async def test_any_two_of_twelve_towns_face_each_other(root, serving):
    for n in range(12):
        root.add(photograph(root, f"p-{n}", title="-", city=f"c{n}", date="2011-05-14"))
    cities = [(f"c{n}", f"City {n}", f"Город {n}", f"城{n}") for n in range(12)]
    client = serving(root.release(cities=cities)).client
    page = await got(client, "/gallery?side=both&left=c7&right=c3")
    assert on(page) == ["p-7", "p-3"]
    assert '<option value="c7" selected>' in page


async def test_each_theme_has_its_shelf_with_the_newest_first(album, serving):
    page = await got(serving(album.release()).client, "/gallery?by=theme")
    shelves = page.split('<section class="shelf">')[1:]
    assert [on(shelf) for shelf in shelves] == [["p-3", "p-2", "p-1"], ["p-4", "p-2"]]


async def test_an_empty_archive_says_what_to_do(root, serving):
    assert "fieldarchive ingest FOLDER" in await got(serving(root.release()).client, "/gallery")


@pytest.mark.parametrize("title", HOSTILE)
async def test_hostile_titles_stay_text(root, serving, title):
    root.add(photograph(root, "p-1", title=title, city="heihe", place=title, description=title))
    page = await got(serving(root.release()).client, "/gallery")
    for harm in ("<script>alert", '" onerror', "<svg onload"):
        assert harm not in page
    assert on(page) == ["p-1"]


def test_headings_are_as_fine_as_they_have_pictures():
    def taken(*days):
        return [
            {"date_start": d, "date_end": d, "date": d, "place": None, "city": None} for d in days
        ]

    one_day = taken(*["2013-05-12"] * 8)
    month = taken(*[f"2013-05-{n:02}" for n in range(1, 9)])
    years = taken("2011-01-01", "2012-05-02")
    found = [layout.in_time(pictures, _Nowhere()) for pictures in (one_day, month, years)]
    headings = [[group.heading for group in groups] for groups in found]
    assert headings == [["12 May 2013"], ["May 2013"], ["2011", "2012"]]


def test_few_and_many_pictures_are_picked_in_the_same_order(monkeypatch):
    numbers = [5, 3, 9, 1, 7]
    reel = Reel(numbers)
    chosen = BitMap([1, 3, 5, 7, 8])
    sorted_out = reel.of(chosen), reel.newest(chosen, 3)
    monkeypatch.setattr("fieldarchive.browse.gallery.sets._FEW", 0)
    assert (reel.of(chosen), reel.newest(chosen, 3)) == sorted_out
    assert sorted_out == ([5, 3, 1, 7], [7, 1, 3])


class _Nowhere:
    """A release that knows no place."""

    places = MappingProxyType({})

    def city(self, _slug):
        return None
