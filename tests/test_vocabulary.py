"""Words find what they name in any language, and nothing else."""

import json

import pytest

import stories
from fieldarchive import config, vocabulary
from fieldarchive.errors import ConfigurationError


@pytest.fixture
def root(tmp_path):
    stories.write_words(tmp_path / "archive")
    return tmp_path / "archive"


def load(root):
    return vocabulary.load(root, config.load(root))


@pytest.mark.parametrize("word", ["market", "РЫНОК", "市场", "Bazaar", " базар ", "trade/market"])
def test_any_label_in_any_language_names_the_theme(root, word):
    assert load(root).theme_of(word) == "market"


@pytest.mark.parametrize("word", ["heihe", "Хэйхэ", "黑河", "сахалян", "ХЕЙХЭ"])
def test_a_city_is_known_by_each_of_its_names(root, word):
    assert load(root).city_of(word) == ("heihe" if word != "ХЕЙХЭ" else None)


@pytest.mark.parametrize("word", ["narrator-01", "Лена", "lena", "莲娜"])
def test_a_person_is_known_by_handle_and_pseudonym(root, word):
    assert load(root).handle_of(word) == "narrator-01"


def test_a_word_that_names_nothing_gets_suggestions_and_no_guess(root):
    words = load(root)
    assert words.theme_of("bazar") is None
    assert words.themes_like("bazar") == ["bazaar"]
    assert words.city_of("Heihi") is None
    assert words.cities_like("Heihi") == ["heihe"]
    assert words.themes_like("qqqq") == []


def test_ё_and_width_and_case_make_no_difference(root):
    write_themes(root, "flight,,Ｆｌｉｇｈｔ,перелёт,,,,,,")
    assert {load(root).theme_of(word) for word in ("flight", "ПЕРЕЛЕТ", "перелёт")} == {"flight"}


def write_themes(root, *lines):
    header = "slug,broader,en,ru,zh,alt_en,alt_ru,alt_zh,note,match"
    path = root / "vocabularies" / "themes.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8-sig")


def test_the_first_of_two_themes_keeps_a_word_and_a_slug_wins(root):
    write_themes(root, "one,,shared,,,,,,,", "two,,shared,,,one,,,,", "three,,,,,two,,,,")
    words = load(root)
    assert [words.theme_of(word) for word in ("shared", "one", "two")] == ["one", "one", "two"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["a,,,,,,,,,", "a,,,,,,,,,"], "twice"),
        (["a,nowhere,,,,,,,,"], "not in the table"),
    ],
)
def test_a_table_that_contradicts_itself_is_told(root, lines, told):
    write_themes(root, *lines)
    with pytest.raises(ConfigurationError, match=told):
        load(root)


def test_a_table_without_its_columns_is_told(root):
    (root / "vocabularies" / "people.csv").write_text("name\nLena\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="no column handle"):
        load(root)


def test_a_table_saved_in_another_encoding_is_told(root):
    (root / "vocabularies" / "people.csv").write_bytes("handle,ru\nn-1,Лена\n".encode("cp1251"))
    with pytest.raises(ConfigurationError, match="CSV UTF-8"):
        load(root)


def test_a_table_with_semicolons_is_read(root):
    people = root / "vocabularies" / "people.csv"
    people.write_text("handle;role;ru\nn-1;trader, retired;Лена\n", encoding="utf-8-sig")
    assert load(root).handle_of("лена") == "n-1"


@pytest.mark.parametrize(
    "city",
    [
        {"properties": {"type": "city"}, "geometry": None},
        {"properties": {"type": "city", "slug": "heihe"}, "geometry": {"type": "Polygon"}},
        {"properties": None},
        {"properties": {"type": "city", "slug": "x"}, "geometry": {"type": "?", "coordinates": 1}},
    ],
)
def test_a_boundary_that_is_none_is_told(root, city):
    places = root / "vocabularies" / "places.geojson"
    places.write_text(json.dumps({"type": "FeatureCollection", "features": [city]}))
    with pytest.raises(ConfigurationError, match="boundary"):
        load(root).where(50.0, 127.5, 1)


def test_a_point_lies_in_the_city_whose_boundary_holds_it(root):
    words = load(root)
    assert words.where(50.2441, 127.4902, 1).city == "heihe"
    assert words.where(50.2559, 127.5264, 1).city is None


def test_every_edit_of_a_word_is_seen(root):
    before = load(root).digest
    for name in ("fieldarchive.toml", *(f"vocabularies/{n}" for n in ("themes.csv", "people.csv"))):
        path = root / name
        path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
        after = load(root).digest
        assert after != before
        before = after
