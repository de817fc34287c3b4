"""A word that names nothing is told what it looks like, in three scripts, and never replaced."""

import pytest

from fieldarchive import config, vocabulary
from fieldarchive.config import sample_folder
from fieldarchive.vocabulary import resembling


@pytest.fixture(scope="module")
def words():
    return vocabulary.load(sample_folder(), config.load(sample_folder()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bazar", "bazaar"), ("markt", "market"), ("smel", "smell"), ("fish market", "market"),
        ("рынком", "рынок"), ("запахами", "запах"), ("льдом", "льду"), ("челноками", "челноки"),
        ("торговцы", "торговля"), ("ГРАНИЦЕЙ", "граница"), ("ледоходом", "ледоход"),
        ("市集", "集市"), ("菜市场", "市场"), ("市厂", "市场"), ("卖买", "买卖"), ("声", "声音"),
    ],
)  # fmt: skip
def test_what_was_meant_comes_first_and_can_be_typed(words, typed, meant):
    assert words.theme_of(typed) is None
    assert words.themes_like(typed)[0] == meant
    assert words.theme_of(meant)


@pytest.mark.parametrize("typed", ["qqqq", "свекла", "людоед", "驴", "", "  ", "🐟"])
def test_what_looks_like_nothing_gets_no_suggestion(words, typed):
    assert words.themes_like(typed) == []


def test_each_theme_is_suggested_once(words):
    like = words.themes_like("рынк")
    assert len({words.theme_of(word) for word in like}) == len(like)


def test_people_and_cities_are_suggested_as_well(words):
    assert words.cities_like("Хейхэ") == ["Хэйхэ"]
    assert words.people_like("Lenna") == ["Lena"]


@pytest.mark.parametrize("look_up", ["themes_like", "places_like", "cities_like", "people_like"])
def test_a_word_that_many_items_share_is_compared_once(words, monkeypatch, look_up):
    """Comparing takes milliseconds, and a bulk edit asks for each of thousands of items."""
    compared = []
    was = resembling.resembling
    monkeypatch.setattr(resembling, "resembling", lambda *of: compared.append(of) or was(*of))
    assert getattr(words, look_up)("рынец") == getattr(words, look_up)("рынец")
    assert len(compared) == 1
