"""Slips of whoever draws a first map: a sign or a side forgotten, a capital letter."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from fieldarchive.config import City
from fieldarchive.errors import ConfigurationError
from fieldarchive.vocabulary.places import Places
from maps import LATITUDE, LONGITUDE, at, dot, feature, line, square, write_map

TOWN = City("town", "Asia/Yakutsk", country="RU", labels={"en": "Town"}, alternatives=(),
            centre=(LATITUDE, LONGITUDE))  # fmt: skip


def drawn(folder, *features):
    write_map(folder / "places.geojson", *features)
    return Places(folder / "places.geojson", (TOWN,))


@pytest.mark.parametrize(
    ("slug", "kind", "shape"),
    [("town", "city", square(0, 0, 900, 900)), ("fair", "market", dot(1, 1))],
)
def test_what_is_drawn_far_from_its_city_is_told(tmp_path, slug, kind, shape):
    beyond_an_ocean = json.loads(json.dumps(shape).replace("127.", "-127."))
    places = drawn(tmp_path, feature(slug, kind, beyond_an_ocean, in_="town"))
    with pytest.raises(ConfigurationError) as error:
        places.where(LATITUDE, LONGITUDE, 30)
    assert f'"{slug}" is drawn more than 100 km from the centre of town' in str(error.value)


def test_a_place_may_lie_across_the_180th_meridian_from_its_city(tmp_path):
    west = {"type": "Point", "coordinates": [-179.99, LATITUDE]}
    write_map(tmp_path / "places.geojson", feature("fair", "market", west, in_="town"))
    town = replace(TOWN, centre=(LATITUDE, 179.99))
    places = Places(tmp_path / "places.geojson", (town,))
    assert places.where(LATITUDE, -179.99, 30).place == "fair"


def test_a_type_may_be_written_with_a_capital(tmp_path):
    places = drawn(tmp_path, feature("town", "City", square(-900, -900, 900, 900)))
    assert places.where(LATITUDE, LONGITUDE, 30).city == "town"


def test_a_border_says_what_lies_beside_it(tmp_path):
    places = drawn(tmp_path, feature("b", "border", line((-900, 0), (900, 0)), left="RU"))
    with pytest.raises(ConfigurationError, match='"b" is a border and has to say'):
        places.where(*at(0, 0), 30)
