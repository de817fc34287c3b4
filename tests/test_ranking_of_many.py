"""Where very many items are found: none is left out, and names and phrases still come first."""

from __future__ import annotations

import pytest

from fieldarchive.catalogue import search
from test_ranking import put, titles


@pytest.fixture
def many(run, inbox, monkeypatch):
    """Thirty notes about tea, of which ten are weighed; two that were added first are special."""
    put(inbox, "Green tea", text="Nothing else.")
    put(inbox, "Said together", text="It was green tea.")
    assert run("ingest", inbox).code == 0
    for number in range(28):
        put(inbox, f"Note {number}", text=f"Tea, then{' green' * (number % 3)} grass, {number}.")
    assert run("ingest", inbox).code == 0
    monkeypatch.setattr(search, "_WEIGHED", 10)


def test_none_is_left_out_and_pages_go_on_where_the_last_one_ended(run, many):
    every = titles(run, "tea", "--limit", "100")
    assert len(every) == len(set(every)) == 30
    for most in (1, 5, 15, 29):
        assert titles(run, "tea", "--limit", str(most)) == every[:most]


def test_names_and_phrases_come_first_although_they_were_added_first(run, many):
    assert titles(run, "tea")[0] == "Green tea"
    assert titles(run, "green", "tea")[:2] == ["Green tea", "Said together"]


def test_without_a_look_at_names_they_would_be_among_the_last(run, many, monkeypatch):
    monkeypatch.setattr(search, "_WORTH_IT", "items_fts.rowid > :after")
    assert "Green tea" not in titles(run, "tea")[:10]
