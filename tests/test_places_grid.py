"""Over a grid of 10,000 points no point on land is given to the other bank."""

import json

import pytest

from fieldarchive.facts import Standing, Whereabouts
from places_grid import COUNTRY, SAMPLE, grid, judge, sample_places

CENTRES = {"blagoveshchensk": (50.2759, 127.5264), "heihe": (50.2441, 127.4902)}


@pytest.fixture(scope="module")
def spots():
    return grid()


@pytest.fixture(scope="module")
def places():
    return sample_places()


def test_no_point_on_land_is_given_to_the_other_bank(spots, places):
    counts = judge(spots, places.where, 30)
    assert counts["wrong"] == 0
    assert counts["right"] > 9_500
    assert counts["on the river"] > 290
    assert counts["unsure"] < 150
    assert counts.total() == 10_000


@pytest.mark.parametrize("accuracy_m", [1, 300, 3000])
def test_nor_is_it_with_any_other_accuracy(spots, places, accuracy_m):
    some = spots[::13]
    counts = judge(some, places.where, accuracy_m)
    assert counts["wrong"] == 0
    assert (counts["unsure"] > len(some) / 2) == (accuracy_m == 3000)


def test_unsure_has_a_reason_on_land(spots, places):
    on_land = [spot for spot in spots if 250 + 31 < spot.border_m < 2_500][::5]
    answers = [places.where(spot.latitude, spot.longitude, 30) for spot in on_land]
    unsure = [answer for answer in answers if answer.standing is Standing.UNSURE]
    assert len(on_land) > 500
    assert len(unsure) < 0.02 * len(on_land)
    # What is left is the edge of a city: the circle reaches the open land beside it.
    assert all({"RU", "CN"} & {*answer.could_be} for answer in unsure)


def test_what_stands_in_the_river_is_on_the_river(spots, places):
    in_it = [spot for spot in spots if spot.border_m < 250 - 31]
    standing = {places.where(s.latitude, s.longitude, 30).standing for s in in_it}
    assert len(in_it) > 250
    assert standing <= {Standing.RIVER, Standing.CROSSING}


def nearest_centre(latitude, longitude, accuracy_m):
    """What this program does not do: it is wrong for one point in five."""

    def off(city):
        north, east = CENTRES[city]
        return (latitude - north) ** 2 + ((longitude - east) * 0.64) ** 2

    city = min(CENTRES, key=off)
    return Whereabouts(Standing.CITY, "", city=city, country=COUNTRY[city])


def test_the_nearest_centre_would_be_caught(spots):
    assert judge(spots, nearest_centre, 30)["wrong"] > 1_000  # one in five near the cities


def test_a_border_that_is_shifted_by_500_metres_would_be_caught(spots, tmp_path):
    text = (SAMPLE / "vocabularies" / "places.geojson").read_text(encoding="utf-8")
    collection = json.loads(text)
    for feature in collection["features"]:
        feature["geometry"] = moved(feature["geometry"], 0.0045)
    path = tmp_path / "places.geojson"
    path.write_text(json.dumps(collection), encoding="utf-8")
    near = [spot for spot in spots if spot.border_m < 1_000]
    assert judge(near, sample_places(path).where, 30)["wrong"] > 50


def moved(geometry, north):
    if geometry is None:
        return None

    def move(part):
        if isinstance(part[0], float):
            return [part[0], part[1] + north]
        return [move(one) for one in part]

    return {**geometry, "coordinates": move(geometry["coordinates"])}
