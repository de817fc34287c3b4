"""The map: where a point is drawn, what is gathered, and what cannot be placed."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from releases_built import item

from fieldarchive.browse.facets import BitMap
from fieldarchive.browse.map.clusters import clusters
from fieldarchive.browse.map.view import HEIGHT, WIDTH, View, around
from fieldarchive.catalogue.database import open_browse
from fieldarchive.catalogue.quadkeys import FINEST, degrees, middle, quadkey, world

POINTS = st.tuples(st.floats(-84, 84), st.floats(-179.9, 179.9))
HEIHE, BLAGOVESHCHENSK = (50.2441, 127.4902), (50.2759, 127.5264)


@given(POINTS)
def test_a_point_comes_back_from_the_world(point):
    back = degrees(*world(*point))
    assert back == pytest.approx(point, abs=1e-6)


@given(POINTS, st.integers(1, FINEST))
def test_a_square_lies_in_every_larger_one_and_its_point_in_it(point, level):
    key = quadkey(*point)
    assert key.startswith(quadkey(*point, level=level))
    x, y = middle(key)
    own_x, own_y = world(*point)
    assert max(abs(x - own_x), abs(y - own_y)) <= 0.5**FINEST


@given(st.lists(POINTS, min_size=1, max_size=6))
def test_the_window_around_points_shows_them_all(points):
    assume(max(p[1] for p in points) - min(p[1] for p in points) < 170)
    view = around(points)
    assert all(view.draws(view.place(*world(*point)), margin=1) for point in points)


@given(st.lists(POINTS, max_size=30), st.floats(2, 18))
def test_clusters_add_up_to_what_is_in_the_window(points, zoom):
    view = View(*HEIHE, zoom)
    cells: dict[str, BitMap] = {}
    for number, point in enumerate(points, start=1):
        cells.setdefault(quadkey(*point), BitMap()).add(number)
    found = clusters(cells, BitMap(range(100)), view)
    seen = [n for key, items in cells.items() for n in items
            if view.draws(view.place(*middle(key)), margin=32)]  # fmt: skip
    assert sorted(n for one in found for n in one.items) == sorted(seen)


def test_both_sides_of_the_date_line_are_drawn_beside_each_other():
    view = View(0, 179.9, 5)
    east, west = (view.place(*world(0, longitude)) for longitude in (179.5, -179.5))
    assert 0 < east[0] < west[0] < WIDTH
    assert east[1] == HEIGHT / 2


@pytest.fixture
def placed(root):
    for n, (latitude, longitude) in enumerate([HEIHE, HEIHE, BLAGOVESHCHENSK]):
        root.add(
            item(f"p-{n}", title=f"Picture <{n}>", city="heihe" if n < 2 else "blagoveshchensk",
                 latitude=latitude, longitude=longitude, accuracy_m=12.0, themes=["market"])
        )  # fmt: skip
    root.add(item("n-vague", title="Somewhere", city="heihe"))
    return root


async def test_a_map_tells_what_has_a_position_and_what_has_none(placed, serving):
    page = (await serving(placed.release()).client.get("/map")).text
    assert "3 items have a position" in page
    assert "somewhere in Heihe" in page
    assert 'href="/team/items?latitude__isblank=1&amp;city=heihe"' in page


async def test_near_enough_each_item_is_a_point_with_its_accuracy(placed, serving):
    page = (await serving(placed.release()).client.get("/map?at=50.2441,127.4902&zoom=16")).text
    assert page.count('class="dot ') == 2
    assert page.count('class="accuracy ') == 2
    assert "Picture &lt;0&gt;" in page


async def test_a_cluster_leads_to_exactly_its_items(placed, serving):
    client = serving(placed.release()).client
    page = (await client.get("/map?at=50.26,127.51&zoom=12.5")).text
    listed = page[page.index('class="listed"') :]
    for part in listed.split("<li ")[1:]:
        if "° N" not in part:
            continue
        address = part.split('href="')[1].split('"')[0].replace("&amp;", "&")
        count = int(part.split('">')[2].split(" item")[0])
        rows = (await client.get(address.replace("/items?", "/items.json?_shape=array&"))).json()
        assert len(rows) == count


async def test_filters_and_words_choose_what_is_drawn(placed, serving):
    client = serving(placed.release()).client
    assert "1 item has a position" in (await client.get("/map?city=blagoveshchensk")).text
    assert "0 items have a position" in (await client.get("/map?q=nothinglikethis")).text
    found = (await client.get("/map.geojson?city=heihe")).json()
    assert [f["geometry"]["coordinates"] for f in found["features"]] == [[127.4902, 50.2441]] * 2
    assert found["features"][0]["properties"]["accuracy_m"] == 12.0


async def test_outlines_are_drawn_and_named_and_escaped(placed, serving):
    path = placed.release()
    line = json.dumps({"type": "LineString", "coordinates": [[127.4, 50.2], [127.6, 50.3]]})
    with closing(open_browse(path)) as database, database.atomic():
        database.conn.execute(
            "INSERT INTO outlines VALUES ('amur', 'river', NULL, '<b>Amur', 'Амур', NULL, 500, ?)",
            [line],
        )
    client = serving(path).client
    page = (await client.get("/map")).text
    assert "&lt;b&gt;Amur" in page
    assert 'class="outline river' in page
    assert ">Амур</text>" in (await client.get("/map", headers={"accept-language": "ru"})).text


@pytest.mark.parametrize(
    "odd", ["at=91,0", "at=0,500&zoom=99", "zoom=x", "year=abc", "item=none", "q=%22((", "at=,"]
)
async def test_odd_wishes_are_no_fault(placed, serving, odd):
    assert (await serving(placed.release()).client.get(f"/map?{odd}")).status_code == 200


async def test_an_archive_without_positions_says_what_brings_them(root, serving):
    page = (await serving(root.release()).client.get("/map")).text
    assert "Nothing to draw yet" in page
