"""The measuring of the search itself: both files hold the same texts, and a bad build is seen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))
import search_asking
import search_files

from fieldarchive.catalogue import full_text

TEXTS = ["На рынке тихо.", "О рынках.", "Рынок закрыт.", "The markets.", "A market.", "去市场。"]


@pytest.fixture
def asked(tmp_path):
    """What each word finds, in our file and in the stock file of the same texts."""

    def ask(*words):
        ours, stock = tmp_path / "ours.db", tmp_path / "stock.db"
        built = search_files.stock(stock, TEXTS), search_files.ours(ours, TEXTS)
        assert all(one.whole > one.part > 0 for one in built)
        found = search_asking.asked(ours, stock, words)
        return [(one.hits, one.stock_hits) for one in found]

    return ask


def test_both_are_asked_for_words_as_they_stand_and_ours_finds_their_forms_too(asked):
    assert asked("рынках", "markets", "тихо") == [(3, 1), (2, 1), (1, 1)]


def test_words_of_both_languages_are_taken_from_the_texts(tmp_path):
    search_files.stock(tmp_path / "stock.db", TEXTS)
    words = search_asking.mixed_words(tmp_path / "stock.db")
    assert {"рынке", "рынках", "market", "markets"} <= set(words)


def test_a_build_that_leaves_the_lexicon_out_finds_no_forms(asked, monkeypatch):
    monkeypatch.setattr(search_files.indexing, "complete", full_text.fill)
    assert asked("рынках") == [(1, 1)]
