"""Dates, lengths and sizes as a reader wants to see them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from fieldarchive.browse.finding.excerpts import excerpt, marked
from fieldarchive.browse.page import wording
from fieldarchive.search.folding import words


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2013-05-12", "12 May 2013"), ("2013-05", "May 2013"), ("2013", "2013"),
        ("2013-22", "summer 2013"), ("196X", "1960s"), ("1969~", "about 1969"),
        ("1969?", "perhaps 1969"), ("1960~/1963~", "about 1960 – about 1963"),
        ("../1991", "until 1991"), ("1991/..", "since 1991"), ("18XX", "18XX"),
        ("2013-05-12/2013-05-14", "12 May 2013 – 14 May 2013"), ("-0044", "-0044"), (None, None),
    ],
)  # fmt: skip
def test_dates_are_said_in_words(edtf, said):
    assert wording.date(edtf) == said


@given(st.text())
def test_any_date_has_some_words(edtf):
    wording.date(edtf)


@pytest.mark.parametrize(
    ("milliseconds", "clock", "length"),
    [(0, "0:00", "0 s"), (67_900, "1:07", "1 min"), (3_727_000, "1:02:07", "1 h 2 min")],
)
def test_lengths_are_said_in_hours_and_minutes(milliseconds, clock, length):
    assert (wording.clock(milliseconds), wording.length(milliseconds)) == (clock, length)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (4e9, "4.0 GB")]
)
def test_sizes_are_said_in_decimal_units(count, said):
    assert wording.size(int(count)) == said


@given(st.text(max_size=3000))
def test_a_long_text_is_shortened_to_a_line(text):
    line = wording.shortened(text)
    assert len(line) <= 201
    assert "\n" not in line


@given(st.text(max_size=200), st.text(max_size=20))
@example("<mark>", "")
@example("<mark>", "mark")
@example("a\x02mark\x03", "mark")
def test_marking_finds_changes_no_letter_of_the_text(text, typed):
    found = marked(text, " OR ".join(f'"{word}"' for word in words(typed)))
    if isinstance(found, Markup):
        plain = text.replace("\x02", " ").replace("\x03", " ")  # no letter, and no mark of its own
        assert str(found).replace("<mark>", "").replace("</mark>", "") == str(escape(plain))
    else:
        assert found == text


def test_an_excerpt_is_cut_around_the_find():
    text = "x " * 400 + "на рынке " + "y " * 400
    found = excerpt([None, text], '"рынке"')
    assert "<mark>рынке</mark>" in found
    assert len(found) < 400
