"""Themes are suggested by the words of a text, in three scripts, and not by parts of others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.vocabulary.suggesting import themes_in
from fieldarchive.vocabulary.themes import Theme

THEMES = (
    Theme("trade", None, {"en": "trade", "ru": "торговля", "zh": "贸易"}),
    Theme("market", "trade", {"en": "market", "ru": "рынок", "zh": "市场"},
          {"en": ("bazaar",), "ru": ("торговые ряды",)}),
    Theme("smell", None, {"en": "smell", "ru": "запах", "zh": "气味"}),
    Theme("boat", None, {"en": "boat", "ru": "теплоход", "zh": "船"}, {"ru": ("паром",)}),
    Theme("funnel-city", None, {"en": "funnel city", "ru": "город-воронка"}),
)  # fmt: skip


def slugs(text, said=()):
    return [one.theme for one in themes_in(text, THEMES, said)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two Markets and a boat.", ["market", "boat"]),
        ("на рынке пахнет, запахи рыбы", ["market", "smell"]),
        ("За РЫНКОМ торговые ряды", ["market"]),
        ("вдоль торговых рядов", []),
        ("菜市场的气味", ["market", "smell"]),
        ("funnel\ncity", ["funnel-city"]),
        ("город-воронку", ["funnel-city"]),
        ("marketing, boatswain", []),
        ("паромщик пришёл на пароме", ["boat"]),
        ("风船", []),  # one sign alone is part of too many words
        ("the market's end", ["market"]),
        ("", []),
    ],
)
def test_what_a_text_speaks_of(text, found):
    assert slugs(text) == found


def test_what_is_said_or_implied_is_not_suggested():
    assert slugs("market and trade, smell", said=["market"]) == ["smell"]
    assert slugs("market and trade", said=["trade"]) == ["market"]


def test_a_quote_is_cut_between_words():
    [one] = themes_in("Early in the morning the market is full of people again", THEMES, ())
    assert one.quote == "morning the market is full of"


@given(st.text(), st.sampled_from(["market", "на рынке", "市场"]))
def test_any_text_is_read_and_a_quote_is_its_own(text, word):
    for one in themes_in(f"{text} {word} {text}", THEMES, ()):
        assert one.quote
        assert "\n" not in one.quote
