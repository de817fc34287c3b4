"""Another pair of cities, twelve towns, an enclave: all of it is only configuration."""

import json

import pytest

from fieldarchive import config, vocabulary
from fieldarchive.facts import Standing
from maps import TWO_BANKS, at, dot, drawn, feature, line, square, squares, write_map
from stories import CORPORA, write, write_words

HOMONYMS = CORPORA / "geo" / "derived" / "geonames_homonyms_CC-BY-4.0.json"
TOML = '[archive]\nname = "Elsewhere"\n'
CITY = '\n[[city]]\nslug = "{}"\nzone = "{}"\nen = "{}"\n'


def where(places, east, north, accuracy_m=30):
    return places.where(*at(east, north), accuracy_m)


def test_two_towns_that_touch_without_a_river(tmp_path):
    places = drawn(
        tmp_path,
        {"west": "DE", "east": "PL"},
        feature("west", "city", square(-2000, -1000, 0, 1000)),
        feature("east", "city", square(0, -1000, 2000, 1000)),
        feature("line", "border", line((0, -9000), (0, 9000)), left="DE", right="PL"),
    )
    assert [where(places, east, 0).city for east in (-31, 31)] == ["west", "east"]
    for east in (-29, 0, 29):
        found = where(places, east, 0)
        assert (found.standing, {*found.could_be}) == (Standing.UNSURE, {"west", "east"})
    assert [where(places, east, 5000).country for east in (-31, 31)] == ["DE", "PL"]
    assert where(places, -10, 5000).could_be == ("DE", "PL")


def test_a_town_at_a_border_has_another_country_beside_it(tmp_path):
    places = drawn(
        tmp_path,
        {"west": "DE"},
        feature("west", "city", square(-2000, -1000, 0, 1000)),
        feature("line", "border", line((0, -9000), (0, 9000)), left="DE", right="PL"),
    )
    assert where(places, -20, 0).could_be == ("west", "PL")
    assert where(places, -40, 0).city == "west"
    assert where(places, 40, 0).country == "PL"


def test_an_enclave_and_a_town_in_two_parts(tmp_path):
    around = square(-3000, -3000, 3000, 3000, holes=[(-500, -500, 500, 500)])
    places = drawn(
        tmp_path,
        {"around": None, "within": None, "parts": None},
        feature("around", "city", around),
        feature("within", "city", square(-500, -500, 500, 500)),
        feature("parts", "city", squares((5000, 0, 6000, 1000), (8000, 0, 9000, 1000))),
    )
    found = [where(places, *point).city for point in ((0, 0), (1000, 0), (5500, 500), (8500, 500))]
    assert found == ["within", "around", "parts", "parts"]
    assert where(places, 7000, 500).standing is Standing.OUTSIDE
    assert where(places, 490, 0).could_be == ("within", "around")


def test_a_hole_that_nobody_fills_is_outside(tmp_path):
    around = square(-3000, -3000, 3000, 3000, holes=[(-500, -500, 500, 500)])
    places = drawn(tmp_path, {"around": None}, feature("around", "city", around))
    assert where(places, 0, 0).standing is Standing.OUTSIDE
    assert where(places, 490, 0).could_be == ("outside", "around")


def test_twelve_towns(tmp_path):
    towns = [f"town-{letter}" for letter in "abcdefghijkl"]
    features = [
        feature(slug, "city", square(n * 2500, 0, n * 2500 + 2000, 2000))
        for n, slug in enumerate(towns)
    ] + [
        feature(f"{slug}-market", "market", dot(n * 2500 + 1000, 1000), in_=slug, en="Market")
        for n, slug in enumerate(towns)
    ]
    places = drawn(tmp_path, dict.fromkeys(towns), *features)
    assert [where(places, n * 2500 + 300, 300).city for n in range(12)] == towns
    assert [where(places, n * 2500 + 1000, 1000).place for n in range(12)] == [
        f"{slug}-market" for slug in towns
    ]
    assert len(places.named_by("market")) == 12
    assert where(places, 2250, 300).reason == "250 m from town-a"


def test_a_lake_between_banks_is_an_area(tmp_path):
    places = drawn(
        tmp_path,
        TWO_BANKS,
        feature("lake", "river", square(-5000, -400, 5000, 400), en="Lake"),
        feature("south", "city", square(-3000, -2000, 3000, 0)),
        feature("north", "city", square(-3000, 0, 3000, 2000)),
    )
    assert [where(places, 0, n).city for n in (-431, 0, 431)] == ["south", None, "north"]
    assert where(places, 0, 100).reason == "300 m from its bank"


def test_a_town_on_either_side_of_the_180th_meridian_is_drawn_in_two_parts(tmp_path):
    def corners(west, east):
        return [[[west, 0], [east, 0], [east, 1], [west, 1], [west, 0]]]

    parts = {"type": "MultiPolygon", "coordinates": [corners(179, 180), corners(-180, -179)]}
    places = drawn(tmp_path, {"town": None}, feature("town", "city", parts))
    assert [places.where(0.5, east, 30).city for east in (179.5, 179.99999, -180, -179.5)] == [
        "town"
    ] * 4
    assert places.where(0.5, 178, 30).city is None


def test_without_a_file_or_a_boundary_nothing_is_claimed(tmp_path):
    nothing = drawn(tmp_path, TWO_BANKS)
    assert where(nothing, 0, 0).reason == "vocabularies/places.geojson has no boundary of a city"
    nothing.path.unlink()
    missing = drawn(tmp_path, {})
    missing.path.unlink()
    assert where(missing, 0, 0).standing is Standing.OUTSIDE
    assert missing.nearest(0, 0) is None
    assert missing.named == ()


def test_a_place_tells_its_city_where_no_boundary_is_drawn(tmp_path):
    places = drawn(
        tmp_path, TWO_BANKS, feature("hall", "market", dot(0, 0), in_="south", en="Hall")
    )
    found = where(places, 0, 10)
    assert (found.city, found.place, found.reason) == ("south", "hall", "40 m inside Hall")
    assert where(places, 0, 60).standing is Standing.OUTSIDE


def test_a_pole_and_the_far_side_of_the_globe_are_outside(tmp_path):
    places = drawn(tmp_path, TWO_BANKS, feature("south", "city", square(0, 0, 1000, 1000)))
    for point in ((90, 0), (-90, 180), (-50.25, -52.5), (0, 0)):
        found = places.where(*point, 30)
        assert (found.standing, found.reason) == (Standing.OUTSIDE, "more than 100 km from south")


@pytest.fixture
def homonyms(tmp_path):
    """Two towns named Blagoveshchensk and two named Heihe, as gazetteers have them."""
    write_words(root := tmp_path / "archive")
    towns = [
        ("blagoveshchensk-amur", "Asia/Yakutsk", "Blagoveshchensk"),
        ("blagoveshchensk-ufa", "Asia/Yekaterinburg", "Blagoveshchensk"),
        ("heihe", "Asia/Shanghai", "Heihe"),
        ("heihe-qinghai", "Asia/Shanghai", "Heihe"),
    ]
    write(root / "fieldarchive.toml", TOML + "".join(CITY.format(*town) for town in towns))
    here = {"blagoveshchensk-amur": (50.2759, 127.5264), "blagoveshchensk-ufa": (55.0352, 55.977),
            "heihe": (50.2441, 127.4902), "heihe-qinghai": (34.7968, 98.1292)}  # fmt: skip
    boundaries = []
    for slug, (north, east) in here.items():
        west, south, right, top = east - 0.01, north - 0.01, east + 0.01, north + 0.01
        corners = [[west, south], [right, south], [right, top], [west, top], [west, south]]
        boundaries.append(feature(slug, "city", {"type": "Polygon", "coordinates": [corners]}))
    write_map(root / "vocabularies" / "places.geojson", *boundaries)
    return vocabulary.load(root, config.load(root))


def test_a_name_of_two_towns_names_both_and_a_slug_one(homonyms):
    assert homonyms.cities_of("Blagoveshchensk") == ["blagoveshchensk-amur", "blagoveshchensk-ufa"]
    assert homonyms.city_of("Blagoveshchensk") is None
    assert homonyms.city_of("blagoveshchensk-ufa") == "blagoveshchensk-ufa"
    assert homonyms.city_of("Heihe") == "heihe"  # the slug of the one; the other is called so too


@pytest.mark.skipif(not HOMONYMS.is_file(), reason="the corpora are not here")
def test_towns_of_one_name_are_told_apart_by_their_positions(homonyms):
    found = {
        (town["name"], homonyms.where(town["latitude"], town["longitude"], 30).city)
        for town in json.loads(HOMONYMS.read_text("utf-8"))
        if town["name"] in {"Blagoveshchensk", "Heihe"}
    }
    assert found == {
        ("Blagoveshchensk", "blagoveshchensk-amur"), ("Blagoveshchensk", "blagoveshchensk-ufa"),
        ("Heihe", "heihe"), ("Heihe", "heihe-qinghai"),
    }  # fmt: skip
