"""`fieldarchive place`: positions as people write them, names in any language, the whole list."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.describe.positions import read_position
from maps import at, write_map
from stories import write
from test_placing import MAP

HERE = (50.2547222, 127.5311111)
WRITTEN = [
    "50°15'17\"N 127°31'52\"E",
    "50° 15′ 17″ N, 127° 31′ 52″ E",
    "50°15'17''n127°31'52''e",
    "N 50°15′17″ E 127°31′52″",
    "127°31′52″E, 50°15′17″N",
    "50°15′17″ с. ш. 127°31′52″ в. д.",
    "50°15′17″ с.ш., 127°31′52″ в.д.",
    "50°15′17″ северной широты, 127°31′52″ восточной долготы",
    "127°31′52″ восточной долготы 50°15′17″ северной широты",
    "北纬50度15分17秒，东经127度31分52秒",
    "東經127°31′52″、北緯50°15′17″",
    "50.2547222, 127.5311111",
    "50.2547222,127.5311111",
    "50.2547222 127.5311111",
    "+50.2547222;+127.5311111",
    "50,2547222 127,5311111",
    "50,2547222, 127,5311111",
    "50,2547222° с. ш.; 127,5311111° в. д.",
    "50.2547222° N 127.5311111° E",
    "北纬50.2547222°，东经127.5311111°",
    "geo:50.2547222,127.5311111",
    "５０．２５４７２２２ １２７．５３１１１１１",
    "50°15.2833332'N 127°31.866666'E",
]
NO_POSITION = [
    "", "рынок", "50.2547", "127.5 50.2", "91 0", "0 181", "50°60'N 127°E", "50°15'60\"N 127°E",
    "N 50 N 127", "50 N 127 N", "-50 S 127 E", "50 60 70", "market 1", "1e3 5", "50.2.3 127",
    "50N50N 127E", "nan nan", "二〇 一二七", "50.25 127.53 ± 30",
]  # fmt: skip


@pytest.mark.parametrize("words", WRITTEN)
def test_a_position_is_read_as_people_write_it(words):
    found = read_position(words)
    assert found == pytest.approx(HERE, abs=2e-7)


@pytest.mark.parametrize("words", NO_POSITION)
def test_what_is_no_position_is_none(words):
    assert read_position(words) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("33°54'S 18°24'E", (-33.9, 18.4)),
        ("-33.9 18.4", (-33.9, 18.4)),
        ("33,9 ю. ш. 70,5 з. д.", (-33.9, -70.5)),
        ("南纬33.9° 西经70.5°", (-33.9, -70.5)),
        ("0 -0.5", (0, -0.5)),
        ("-90, 180", (-90, 180)),
    ],
)
def test_south_and_west_are_negative(words, found):
    assert read_position(words) == found


@given(st.text(max_size=60))
def test_any_text_is_a_position_on_the_globe_or_none(words):
    found = read_position(words)
    assert found is None or (abs(found[0]) <= 90 and abs(found[1]) <= 180)


@given(
    st.floats(-90, 90).map(lambda n: round(n, 6)), st.floats(-180, 180).map(lambda n: round(n, 6))
)
def test_any_position_comes_back_from_its_numbers(latitude, longitude):
    assert read_position(f"{latitude:f}, {longitude:f}") == (latitude, longitude)


@pytest.fixture(autouse=True)
def drawn(archive_root):
    write_map(archive_root / "vocabularies" / "places.geojson", *MAP)


def typed(east, north):
    return [f"{degrees:.7f}" for degrees in at(east, north)]


def test_a_position_gets_an_answer_and_its_reason(run):
    said = run("place", *typed(1000, -1000), "--accuracy", 12).out.splitlines()
    assert said[0] == "Heihe: 750 m inside its boundary, 1.0 km from the border"
    assert said[1].endswith("E ±12 m")
    assert said[2] == "  place    Market · Рынок"
    assert said[3] == "  zone     Asia/Shanghai"


@pytest.mark.parametrize(
    ("point", "accuracy", "told"),
    [
        ((2000, 40), 30, ["On the river Amur: 40 m from the border line",
                          "zone     Asia/Yakutsk or Asia/Shanghai"]),
        ((2000, -600), 900, ["Unsure: within ±900 m lie Heihe, the river Amur and Blagoveshchensk",
                             "nearest  Market · Рынок, 1.0 km off", "next     a description"]),
        ((0, 100), 30, ["Ice road: a place of neither bank, 100 m from the border"]),
        ((6000, 2000), 30, ["Outside every city, in RU: 3.0 km from Blagoveshchensk, 2.0 km",
                            "zone     Asia/Yakutsk"]),
    ],
)  # fmt: skip
def test_what_is_no_city_is_told_with_its_zones(run, point, accuracy, told):
    said = run("place", *typed(*point), "--accuracy", accuracy).out
    for words in told:
        assert words in said


def test_an_accuracy_that_nobody_says_is_assumed_and_told(run):
    assert "±30 m, as is usual; --accuracy M says another" in run("place", *typed(2000, 900)).out
    assert run("place", *typed(2000, 900), "--json").json()["accuracy_m"] == 30


def test_json_has_all_that_is_said(run):
    told = run("place", *typed(2000, -255), "--accuracy", 12, "--json").json()
    assert (told["standing"], told["city"], told["place"]) == ("unsure", None, None)
    assert told["could_be"] == ["heihe", "amur"]
    assert told["border_m"] == pytest.approx(255, abs=1)
    assert told["nearest"] == "heihe-market"


def test_a_position_is_answered_without_a_record_and_none_is_made(run, archive_root):
    (archive_root / "archive.db").unlink()
    assert run("place", *typed(1000, -1000)).out.startswith("Heihe: ")
    assert not (archive_root / "archive.db").exists()


@pytest.mark.parametrize("word", ["早市", "Early market", "early-market", "EARLY MARKET"])
def test_a_name_shows_what_it_names(run, word):
    said = run("place", word).out
    assert said.startswith("Early market · 早市\n  place    early-market, market in heihe\n")
    assert "items    none" in said


def test_a_name_of_several_shows_them_all_and_a_city_is_shown_too(run):
    assert [one["slug"] for one in run("place", "market", "--json").json()] == [
        "heihe-market",
        "blago-market",
    ]
    said = run("place", "сахалян").out
    assert said.startswith("Heihe · Хэйхэ · 黑河\n  city     heihe, CN, Asia/Shanghai\n")


def test_a_crossing_that_is_drawn_nowhere_says_so(run):
    said = run("place", "теплоход").out
    assert "ferry, ferry in no city: it belongs to neither bank" in said
    assert "drawn    nowhere" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["Erly", "market"], "Did you mean Early market"),
        (["127.5", "50.2"], "first, up to 90, then the longitude, up to 180: 50.2 127.5"),
        (["127.5312,50.2547"], "up to 180: 50.2547 127.5312"),
        (["91", "200"], "up to 180: 50.2547 127.5312"),
        (["50.2"], "is no position"),
        (["--foo"], "names no place and no city"),
        (["早市", "--accuracy", "5"], "goes with a position"),
        (["--accuracy", "0", "50", "127"], "0"),
        (["--accuracy", "nan", "50", "127"], "nan"),
    ],
)
def test_what_is_mistyped_is_told_with_what_to_do(run, words, told):
    ran = run("place", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_the_list_has_all_names_and_the_items_of_each(run, inbox):
    for name, place in (("a", "早市"), ("b", "Early market"), ("c", "a corner")):
        write(inbox / f"{name}.md", f"---\nplace: {place}\n---\nText.\n")
    run("ingest", inbox)
    ran = run("place")
    assert run("place", "list") == ran
    assert [line.split()[-1] for line in ran.out.splitlines() if "早市" in line] == ["2"]
    assert ran.out.index("in no city") < ran.out.index("blagoveshchensk") < ran.out.index("heihe ")
    assert "kept as words: a corner (1)." in ran.err
    listed = {one["slug"]: one["items"] for one in run("place", "--json").json()}
    assert listed["early-market"] == 2
    assert set(listed) == {
        f["properties"]["slug"] for f in MAP[2:] if f["properties"]["slug"] != "border"
    }


def test_an_archive_without_places_says_where_they_go(run, archive_root):
    (archive_root / "vocabularies" / "places.geojson").unlink()
    ran = run("place")
    assert (ran.code, ran.out) == (0, "")
    assert "vocabularies/places.geojson" in ran.err
    assert run("place", "--json").json() == []


def test_a_damaged_map_is_told_in_a_sentence(run, archive_root):
    (archive_root / "vocabularies" / "places.geojson").write_text(json.dumps({"features": [{}]}))
    ran = run("place", "50.25", "127.5")
    assert ran.code == 1
    assert "places.geojson: feature 1 has no properties; write at least its slug" in ran.err
