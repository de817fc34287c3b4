"""Where a point lies on a small map of two banks, and what a wrong map is told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.errors import ConfigurationError
from fieldarchive.facts import Standing
from maps import (
    RIVER,
    TWO_BANKS,
    at,
    dot,
    drawn,
    feature,
    line,
    ring,
    square,
)


@pytest.fixture
def banks(tmp_path):
    return drawn(tmp_path, TWO_BANKS, *RIVER)


@pytest.fixture(scope="module")
def two_banks(tmp_path_factory):
    return drawn(tmp_path_factory.mktemp("map"), TWO_BANKS, *RIVER)


@pytest.mark.parametrize(
    ("point", "accuracy_m", "standing", "told"),
    [
        ((2000, -2000), 30, "city", "south"),
        ((2000, 2000), 30, "city", "north"),
        ((2000, -270), 15, "city", "south"),
        ((2000, -270), 30, "unsure", ("south", "river")),
        ((2000, -230), 15, "river", "river"),
        ((2000, -230), 30, "unsure", ("river", "south")),
        ((2000, 230), 30, "unsure", ("river", "north")),
        ((2000, 0), 240, "river", "river"),
        ((2000, 0), 260, "unsure", ("river", "north", "south")),
        ((6000, 0), 300, "unsure", ("river", "RU", "CN")),
        ((6000, 240), 30, "unsure", ("river", "RU")),
        ((6000, 1000), 30, "outside", "RU"),
        ((6000, -1000), 30, "outside", "CN"),
        ((6000, -1000), 900, "unsure", ("CN", "river")),
        ((3020, -2000), 30, "unsure", ("CN", "south")),
        ((2980, -2000), 30, "city", "south"),
        ((12_000, -1000), 30, "outside", None),
        ((0, 200), 30, "crossing", "ferry"),
        ((0, 0), 30, "crossing", "ferry"),
    ],
)
def test_accuracy_decides_what_can_be_said(banks, point, accuracy_m, standing, told):
    found = banks.where(*at(*point), accuracy_m)
    assert found.standing == standing
    if standing == "unsure":
        assert sorted(found.could_be) == sorted(told)
        assert found.city is None
        assert found.place is None
    elif standing == "outside":
        assert (found.country, found.city, found.place) == (told, None, None)
    else:
        assert (found.city or found.place) == told
        assert (found.city is None) == (standing in {"river", "crossing"})


@pytest.mark.parametrize(
    ("point", "accuracy_m", "place"),
    [
        ((1000, -1000), 12, "south-stall"),
        ((1000, -1000), 60, "south-market"),
        ((1000, -1000), 200, None),
        ((1090, -1090), 12, "south-market"),
        ((1000, 1000), 12, "north-market"),
        ((1200, 1000), 12, None),
        ((-1500, -300), 12, "quay"),
    ],
)
def test_the_innermost_place_that_is_no_smaller_than_the_circle(banks, point, accuracy_m, place):
    found = banks.where(*at(*point), accuracy_m)
    assert (found.standing, found.place) == (Standing.CITY, place)


@pytest.mark.parametrize(
    ("point", "accuracy_m", "reason"),
    [
        ((2000, -1220), 30, "970 m inside its boundary, 1.2 km from the border"),
        ((2000, -600), 30, "350 m inside its boundary, 600 m from the border"),
        ((2000, 40), 30, "40 m from the border line"),
        ((2000, -270), 900, "within ±900 m lie south, the river River and north"),
        ((6000, 1000), 30, "3.0 km from north, 1.0 km from the border"),
        ((0, 100), 30, "a place of neither bank, 100 m from the border"),
    ],
)
def test_the_reason_has_metres(banks, point, accuracy_m, reason):
    assert banks.where(*at(*point), accuracy_m).reason == reason


@pytest.mark.parametrize("latitude", [-55.0, 0.0, 21.3, 50.25, 69.9])
def test_metres_are_metres_at_every_latitude(tmp_path, latitude):
    """A degree of the meridian and of the parallel as tables of WGS 84 have them."""
    north = {-55.0: 111_327, 0.0: 110_574, 21.3: 110_720, 50.25: 111_234, 69.9: 111_560}[latitude]
    east = {-55.0: 63_994, 0.0: 111_320, 21.3: 103_764, 50.25: 71_323, 69.9: 38_369}[latitude]
    top, right = latitude + 1000 / north, 10 + 1000 / east
    corners = [[10, latitude], [right, latitude], [right, top], [10, top], [10, latitude]]
    town = feature("town", "city", {"type": "Polygon", "coordinates": [corners]})
    places = drawn(tmp_path, {"town": None}, town)
    for spot in (
        (latitude + 400 / north, 10 + 500 / east),
        (latitude + 500 / north, 10 + 400 / east),
    ):
        assert places.where(*spot, 1).reason == "400 m inside its boundary"
    outside = places.where(latitude + 500 / north, right + 700 / east, 1)
    assert outside.reason == "700 m from town"


def test_a_side_is_known_at_every_corner_of_a_crooked_border(tmp_path):
    crooked = [(-5000, 0), (-2000, 0), (-1900, 1500), (-1800, 0), (0, 0), (500, -2000), (5000, 0)]
    places = drawn(tmp_path, {}, feature("b", "border", line(*crooked), left="L", right="R"))
    for east, north, side in [
        (-1900, 1600, "L"), (-1900, 1300, "R"), (-1700, 100, "L"), (-2100, 100, "L"),
        (500, -2100, "R"), (500, -1800, "L"), (0, -300, "R"), (-3000, 5, "L"), (-3000, -5, "R"),
    ]:  # fmt: skip
        assert places.where(*at(east, north), 1).country == side, (east, north)


def test_a_border_tells_no_side_on_another_continent(tmp_path):
    straight = feature("b", "border", line((-5000, 0), (5000, 0)), left="L", right="R")
    places = drawn(tmp_path, {}, straight)
    assert places.where(*at(0, 90_000), 1).country == "L"
    assert places.where(*at(0, 200_000), 1).country is None


def test_the_land_beside_a_city_is_among_what_could_be(banks):
    found = banks.where(*at(3006, 236), 16)
    assert set(found.could_be) == {"river", "north", "RU"}


METRES = st.integers(-6000, 6000)


@given(east=METRES, north=METRES, better=st.floats(1, 1000), worse=st.floats(1, 1000))
def test_what_is_sure_stays_when_the_position_gets_better(two_banks, east, north, better, worse):
    better, worse = sorted((better, worse))
    before, after = (two_banks.where(*at(east, north), radius) for radius in (worse, better))
    if before.standing is not Standing.UNSURE and after.standing is not Standing.CROSSING:
        assert (after.standing, after.city) == (before.standing, before.city)
    if after.standing is Standing.UNSURE:
        assert {*after.could_be} <= {*before.could_be}
        assert len(after.could_be) > 1


@given(east=METRES, north=METRES, radius=st.floats(1, 2000))
def test_nobody_is_given_to_the_bank_across(two_banks, east, north, radius):
    found = two_banks.where(*at(east, north), radius)
    own, other = ("north", "south") if north > 0 else ("south", "north")
    assert found.city != other
    assert found.country != TWO_BANKS[other]
    is_inland = abs(north) > 250 + radius + 1 and abs(east) + radius < 2999 and abs(north) < 3999
    if is_inland and found.place != "ferry":  # its pier is on land, and of neither bank
        assert found.city == own


def test_a_city_that_is_drawn_to_the_border_ends_where_the_river_begins(banks):
    assert banks.where(*at(1000, -250.5), 0.3).city == "south"
    assert banks.where(*at(1000, -249.5), 0.3).standing is Standing.RIVER


@pytest.mark.parametrize(
    ("properties", "geometry", "told"),
    [
        (None, square(0, 0, 1, 1), "feature 1 has no properties"),
        ({"type": "city"}, square(0, 0, 1, 1), "feature 1 has no slug"),
        ({"slug": "Old Market", "type": "market"}, dot(0, 0), "feature 1 has no slug"),
        ({"slug": "south"}, square(0, 0, 1, 1), '"south" has no type'),
        ({"slug": "a", "type": "city"}, square(0, 0, 1, 1), "no city with that slug"),
        ({"slug": "a", "type": "market", "in": "b"}, dot(0, 0), 'lies in "b"'),
        ({"slug": "a", "type": "market", "en": 5}, dot(0, 0), 'a "en" that is no text'),
        ({"slug": "a", "type": "market", "alt": "b"}, dot(0, 0), "no list of names"),
        ({"slug": "a", "type": "market", "radius_m": "far"}, dot(0, 0), "no number of metres"),
        ({"slug": "a", "type": "market", "radius_m": -1}, dot(0, 0), "no number of metres"),
        ({"slug": "south", "type": "city"}, None, "no boundary"),
        ({"slug": "south", "type": "city"}, {"type": "Polygon"}, "no boundary"),
        ({"slug": "south", "type": "city"}, {"type": "?", "coordinates": 1}, "no boundary"),
        ({"slug": "south", "type": "city"}, dot(0, 0), "a city cannot be a Point"),
        ({"slug": "south", "type": "city"}, "POLYGON", "a geometry that is none"),
        ({"slug": "r", "type": "river"}, line((0, 0), (1, 1)), 'needs its "width_m"'),
        ({"slug": "b", "type": "border"}, square(0, 0, 1, 1), "has to be a LineString"),
        ({"slug": "a", "type": "street"}, line((0, 0), (1, 1)), 'needs its "width_m"'),
    ],
)
def test_a_feature_that_says_nothing_is_named_with_what_to_do(tmp_path, properties, geometry, told):
    wrong = {"type": "Feature", "properties": properties, "geometry": geometry}
    with pytest.raises(ConfigurationError) as error:
        drawn(tmp_path, TWO_BANKS, wrong).where(*at(0, 0), 30)
    assert told in str(error.value)
    assert str(error.value).startswith(f"{tmp_path / 'places.geojson'}: ")


def ring_of(*corners):
    return {"type": "Polygon", "coordinates": [[[*corner] for corner in corners]]}


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        (ring_of((0, 0), (1, 1), (1, 0), (0, 1), (0, 0)), "not one line around: Self-intersection"),
        (ring_of((50, 120), (51, 120), (51, 121), (50, 120)), "the longitude first"),
        (ring_of((179, 0), (-179, 0), (-179, 1), (179, 0)), "cut it there into two parts"),
        (ring_of((179, 0), (181, 0), (181, 1), (179, 0)), "cut it there into two parts"),
        (ring_of((0, 0), (float("nan"), 0), (1, 1), (0, 0)), "Invalid Coordinate"),
        (ring_of((0, 0), (1e999, 0), (1, 1), (0, 0)), "no boundary that could be read"),
        ({"type": "Polygon", "coordinates": []}, "no boundary that could be read"),
    ],
)
def test_a_boundary_that_is_none_on_the_globe_is_told(tmp_path, geometry, told):
    with pytest.raises(ConfigurationError, match=told):
        drawn(tmp_path, TWO_BANKS, feature("south", "city", geometry)).where(0, 0, 30)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "is not readable as GeoJSON"),
        ("{}".encode("utf-16"), "is not readable as GeoJSON"),
        (b"[" * 100_000, "is not readable as GeoJSON"),
        (b"[]", "it has no features"),
        (b'{"type": "FeatureCollection"}', "it has no features"),
        (b'{"features": {}}', "it has no features"),
        (b'{"features": [1]}', "feature 1 has no properties"),
    ],
)
def test_a_damaged_file_is_told(tmp_path, content, told):
    places = drawn(tmp_path, TWO_BANKS)
    places.path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=told):
        places.where(0, 0, 30)


def test_a_slug_stands_there_once(tmp_path):
    twice = [feature("market", "market", dot(0, 0), in_="south")] * 2
    with pytest.raises(ConfigurationError, match='"market" stands there twice'):
        drawn(tmp_path, TWO_BANKS, *twice).where(0, 0, 30)


def test_a_file_may_begin_with_a_byte_order_mark_and_have_heights(tmp_path):
    places = drawn(tmp_path, TWO_BANKS)
    high = [[*corner, 130.5] for corner in ring(-500, -500, 500, 500)]
    town = feature("south", "city", {"type": "Polygon", "coordinates": [high]})
    text = json.dumps({"type": "FeatureCollection", "features": [town]})
    places.path.write_text(text, encoding="utf-8-sig")
    assert places.where(*at(0, 0), 30).city == "south"
