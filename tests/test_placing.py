"""City and place of an item: said by name in any language, or told by its position."""

import json

import pytest

from maps import at, dot, feature, line, square, write_map
from stories import browse, record, write

MAP = [
    feature("heihe", "city", square(-3000, -4000, 3000, 0)),
    feature("blagoveshchensk", "city", square(-3000, 0, 3000, 4000)),
    feature("amur", "river", line((-9000, 0), (9000, 0)), width_m=500, en="Amur", zh="黑龙江"),
    feature("border", "border", line((-9000, 0), (9000, 0)), left="RU", right="CN"),
    feature("ferry", "ferry", None, en="Ferry", ru="Паром", zh="渡轮", alt=["теплоход"]),
    feature("ice-road", "ice road", line((0, -300), (0, 300)), width_m=120, en="Ice road"),
    feature("heihe-market", "market", dot(1000, -1000), in_="heihe", en="Market", ru="Рынок"),
    feature("early-market", "market", dot(1, -2000), in_="heihe", en="Early market", zh="早市"),
    feature("blago-market", "market", dot(1000, 1000), in_="blagoveshchensk", en="Market"),
]


@pytest.fixture(autouse=True)
def drawn(archive_root):
    """Two banks, a river between them, a market on either side, and ways across."""
    write_map(archive_root / "vocabularies" / "places.geojson", *MAP)


@pytest.fixture
def said(run, inbox, archive_root):
    """`said(city="heihe")` takes in a note that says so: its city, its place, and the remarks."""

    def take_in(*options, **fields):
        front = "".join(
            f"{name}: {json.dumps(v, ensure_ascii=False)}\n" for name, v in fields.items()
        )
        write(inbox / "a.md", f"---\n{front}---\nText.\n")
        ran = run("ingest", inbox, *options)
        assert ran.code == 0
        [(city, place)] = record(archive_root, "SELECT city, place FROM items")
        codes = [code for (code,) in record(archive_root, "SELECT code FROM problems")]
        return city, place, codes, ran.err

    return take_in


def position(east, north, accuracy=None):
    latitude, longitude = at(east, north)
    here = {"latitude": str(latitude), "longitude": str(longitude)}
    return here if accuracy is None else {**here, "accuracy_m": str(accuracy)}


@pytest.mark.parametrize("word", ["early-market", "Early market", "早市", "EARLY  MARKET"])
def test_a_place_is_known_by_any_name_and_tells_its_city(said, word):
    assert said(place=word)[:3] == ("heihe", "early-market", [])


@pytest.mark.parametrize(
    "word", ["ferry", "Паром", "渡轮", "теплоход", "amur", "黑龙江", "ice road"]
)
def test_a_river_and_a_crossing_are_in_no_city(said, word):
    city, place, codes, _ = said(place=word)
    assert (city, codes) == (None, [])
    assert place in {"ferry", "amur", "ice-road"}


def test_a_word_that_names_no_place_stays_with_a_remark(said):
    city, place, codes, told = said(place="Erly market", city="heihe")
    assert (city, place, codes) == ("heihe", "Erly market", ["unknown-place"])
    assert 'place "Erly market" is not in vocabularies/places.geojson' in told
    assert 'Did you mean "Early market"?' in told
    told = said(place="Earl market", city="blagoveshchensk")[3]
    assert 'Did you mean "Market"?' in told  # what lies in its own city is likelier


def test_where_no_places_are_named_no_word_is_worth_a_remark(said, archive_root):
    write_map(archive_root / "vocabularies" / "places.geojson", *MAP[:2])
    assert said(place="the quay", city="heihe")[:3] == ("heihe", "the quay", [])


def test_a_market_of_either_city_is_told_by_the_city(said):
    assert said(place="Market", city="heihe")[:3] == ("heihe", "heihe-market", [])
    assert said(place="market", city="Благовещенск")[1] == "blago-market"
    assert said(place="market", **position(0, -1500))[:2] == ("heihe", "heihe-market")
    city, place, codes, told = said(place="market")
    assert (city, place, codes) == (None, "market", ["ambiguous-place"])
    assert 'place "market" names heihe-market and blago-market' in told
    assert said(place="Рынок")[:2] == ("heihe", "heihe-market")


def test_a_city_said_as_a_place_is_the_city(said):
    assert said(place="黑河")[:3] == ("heihe", None, [])


def test_a_place_is_as_strong_as_who_says_it(said):
    city, place, codes, told = said("--city", "blagoveshchensk", place="早市")
    assert (city, place, codes) == ("heihe", "early-market", ["place-contradicts-city"])
    assert 'front matter says place "early-market", which lies in heihe' in told
    assert "but --city says blagoveshchensk. heihe was taken." in told


def test_a_city_beside_a_place_of_the_other_is_told(said):
    city, place, codes, told = said(city="blagoveshchensk", place="早市")
    assert (city, place, codes) == ("blagoveshchensk", "early-market", ["place-contradicts-city"])
    assert "blagoveshchensk was taken" in told


def test_a_crossing_takes_one_item_out_of_the_city_of_its_folder(said, inbox):
    write(inbox / "_folder.yaml", "city: heihe\n")
    assert said("--city", "heihe", place="ferry")[:3] == (None, "ferry", [])
    city, place, codes, told = said(city="heihe", place="ferry")
    assert (city, place, codes) == ("heihe", "ferry", ["place-contradicts-city"])
    assert 'place "ferry", which lies in no city, but front matter says heihe.' in told


def test_no_city_can_be_said(said):
    assert said("--city", "heihe", city="none")[:3] == (None, None, [])
    assert said(city="none", **position(0, -2000))[0] is None


@pytest.mark.parametrize(
    ("point", "accuracy", "city", "place", "codes"),
    [
        ((2000, -2000), 12, "heihe", None, []),
        ((2000, 2000), 12, "blagoveshchensk", None, []),
        ((1000, -1000), 12, "heihe", "heihe-market", []),
        ((1000, -1000), 200, "heihe", None, []),
        ((2000, 100), 12, None, "amur", []),
        ((0, 100), 12, None, "ice-road", []),
        ((2000, -255), 12, None, None, ["place-unsure"]),
        ((2000, -270), None, None, None, ["place-unsure"]),
        ((2000, -285), None, "heihe", None, []),
        ((2000, -285), 0, "heihe", None, []),
        ((2000, -270), -5, None, None, ["place-unsure"]),
        ((2000, -2000), 2000, None, None, ["place-unsure"]),
        ((5000, -2000), 12, None, None, []),
    ],
)
def test_a_position_tells_what_its_accuracy_allows(said, point, accuracy, city, place, codes):
    assert said(**position(*point, accuracy))[:3] == (city, place, codes)


def test_what_a_position_leaves_open_is_told_with_what_to_do(said):
    told = said(**position(2000, -255, 12))[3]
    assert "its position tells no city: within ±12 m lie Heihe and the river Amur." in told
    assert "Say `city:` or `place:` where you know it." in told
    assert said(city="heihe", **position(2000, -255, 12))[:3] == ("heihe", None, [])
    assert said(place="ferry", **position(2000, -255, 12))[:3] == (None, "ferry", [])


@pytest.mark.parametrize(
    ("point", "told"),
    [
        ((2000, 2000), "its position lies in blagoveshchensk. heihe was taken."),
        ((2000, 40), "its position is on the river: 40 m from the border line. heihe was taken."),
        ((0, 40), 'its position is at "ice-road", which lies in no city. heihe was taken.'),
        ((2000, 255), "its position is elsewhere: within ±12 m lie Blagoveshchensk and the river"),
        ((5000, 2000), "its position is on the side of RU: 2.0 km from Blagoveshchensk"),
    ],
)
def test_a_city_that_the_position_contradicts_is_told(said, point, told):
    city, place, codes, err = said("--city", "heihe", **position(*point, 12))
    assert (city, place, codes) == ("heihe", None, ["city-contradicts-position"])
    assert f"--city says heihe, but {told}" in err


def test_a_better_map_reaches_what_is_here_already(said, run, inbox, archive_root):
    assert said(**position(2000, 100, 12))[:2] == (None, "amur")
    narrow = [f if f["properties"]["slug"] != "amur" else {**f, "properties": {
        **f["properties"], "width_m": 100}} for f in MAP]  # fmt: skip
    write_map(archive_root / "vocabularies" / "places.geojson", *narrow)
    run("ingest", inbox)
    assert record(archive_root, "SELECT city, place FROM items") == [("blagoveshchensk", None)]


def test_two_cities_of_one_name_are_told_and_not_guessed(said, archive_root):
    toml = archive_root / "fieldarchive.toml"
    text = toml.read_text("utf-8").replace('en = "Heihe"', 'en = "Twin"')
    toml.write_text(text.replace('en = "Blagoveshchensk"', 'en = "Twin"'), encoding="utf-8")
    city, _, codes, told = said(city="Twin")
    assert (city, codes) == (None, ["ambiguous-city"])
    assert 'city "Twin" names blagoveshchensk and heihe. Write one of these slugs' in told
    assert said(city="Twin", **position(500, -1500))[:3] == ("heihe", None, [])


def test_the_reason_of_a_city_is_shown_by_why(said, run, archive_root):
    said("--city", "blagoveshchensk", place="早市", **position(2000, 100, 12))
    [(item,)] = record(archive_root, "SELECT id FROM items")
    claims = run("show", item, "--why", "--json").json()["claims"]
    assert [(c["value"], c["origin"]) for c in claims["city"]] == [
        ("heihe", 'place "早市"'),
        ("blagoveshchensk", "--city"),
    ]
    assert [c["value"] for c in claims["place"]] == ["早市", "amur"]


def test_a_place_is_published_with_its_names_and_found_by_them(said, run, archive_root):
    said(place="早市")
    assert browse(archive_root, "SELECT slug, city, zh, items FROM places WHERE items > 0") == [
        ("early-market", "heihe", "早市", 1)
    ]
    assert browse(archive_root, "SELECT count(*) FROM places") == [(6,)]
    for words in (
        ["Early"],
        ["早市"],
        ["place:early-market"],
        ["place:早市"],
        ["place:EARLY MARKET"],
    ):
        assert run("find", *words, "--json").json()["total"] == 1, words
    assert run("find", "place:ferry", "--json").json()["total"] == 0


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--place", "早市"], 0, ""),
        (["--place", "nowhere at all"], 0, "is not in vocabularies/places.geojson"),
        (["--place", "market"], 2, "names heihe-market and blago-market"),
        (["--place", " "], 2, "says nothing"),
        (["--city", "none", "--place", "ferry"], 0, ""),
    ],
)
def test_a_place_typed_at_ingest_is_looked_up_the_same_way(run, inbox, options, code, told):
    write(inbox / "a.md", "Text.\n")
    ran = run("ingest", inbox, *options)
    assert ran.code == code
    assert told in ran.err
