"""Dates as people write them become EDTF with bounds, or stay words; nothing is guessed."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldarchive.describe.dates import read_date
from fieldarchive.describe.edtf import bounds


@pytest.mark.parametrize(
    ("words", "edtf", "start", "end"),
    [
        ("2013-05-12", "2013-05-12", "2013-05-12", "2013-05-12"),
        ("2013-05", "2013-05", "2013-05-01", "2013-05-31"),
        ("2012-02", "2012-02", "2012-02-01", "2012-02-29"),
        ("2013", "2013", "2013-01-01", "2013-12-31"),
        ("1969~", "1969~", "1969-01-01", "1969-12-31"),
        ("196X", "196X", "1960-01-01", "1969-12-31"),
        ("18XX", "18XX", "1800-01-01", "1899-12-31"),
        ("2013-22", "2013-22", "2013-06-01", "2013-08-31"),
        ("2011-24", "2011-24", "2011-12-01", "2012-02-29"),
        ("2013-05-12/2013-05-14", "2013-05-12/2013-05-14", "2013-05-12", "2013-05-14"),
        ("../1991", "../1991", None, "1991-12-31"),
        ("1991/..", "1991/..", "1991-01-01", None),
        ("2013-05-XX", "2013-05-XX", "2013-05-01", "2013-05-31"),
        ("12.05.2013", "2013-05-12", "2013-05-12", "2013-05-12"),
        ("2013.5.2", "2013-05-02", "2013-05-02", "2013-05-02"),
        ("2013年5月12日", "2013-05-12", "2013-05-12", "2013-05-12"),
        ("２０１３年５月", "2013-05", "2013-05-01", "2013-05-31"),
        ("12 мая 2013 г.", "2013-05-12", "2013-05-12", "2013-05-12"),
        ("Май 2013", "2013-05", "2013-05-01", "2013-05-31"),
        ("May 12, 2013", "2013-05-12", "2013-05-12", "2013-05-12"),
        ("12 May 2013, 10:00 MSK", "2013-05-12", "2013-05-12", "2013-05-12"),
        ("2013-05-12 10:30", "2013-05-12T10:30:00", "2013-05-12", "2013-05-12"),
    ],
)
def test_what_is_understood(words, edtf, start, end):
    found = read_date(words)
    assert found is not None
    assert (found.edtf, found.start, found.end) == (edtf, start, end)


@pytest.mark.parametrize(
    "words",
    [
        "2013-02-30", "30 февраля 2013", "2013-13", "2014/2013",
        "5 May", "12.05.13", "12 May 13", "Monday 2013", "some day", "yesterday", "вчера", "昨天",
        "12-14 мая 2013", "10/11 May 2013", "May 2013-2014", "10 или 11 мая 2013", "May-June 2013",
        "not May 2013", "2013-05-12 or 13", "after May 2013", "٢٠١٣", "no", "012", "22:30", "",
    ],
)  # fmt: skip
def test_what_is_doubtful_stays_words(words):
    assert read_date(words) is None


@pytest.mark.parametrize(
    ("order", "edtf"), [("dmy", "2013-06-05"), ("mdy", "2013-05-06"), ("ymd", None)]
)
def test_figures_are_read_in_the_order_of_the_archive(order, edtf):
    found = read_date("05/06/2013", order)
    assert (found.edtf if found else None) == edtf


@given(st.dates(min_value=date(1, 1, 1)), st.sampled_from(["%d.%m.%Y", "%Y年%m月%d日", "%Y-%m-%d"]))
def test_every_complete_day_is_that_day(day, written):
    found = read_date(day.strftime(written.replace("%Y", f"{day.year:04}")))
    assert found is not None
    assert found.edtf == found.start == found.end == day.isoformat()


pieces = st.sampled_from(
    ["2013", "12", "5", "May", "мая", "Monday", "10:30", "-", "–", "/", ".", ",", "年", "月", "日",
     "XX", "~", "?", "T", "Z", "and", "am", "UTC", "+09", "1969", "0", "99999", "г.", " "]
)  # fmt: skip


@given(st.one_of(st.text(max_size=40), st.lists(pieces, max_size=8).map("".join)))
@example("9999-24")
@example("12 May 2013 10:00 BRST")
def test_any_words_are_a_bounded_date_or_no_date(words):
    """Nothing raises or warns, the bounds are in order, and a year is one that was written."""
    found = read_date(words)
    if found is None:
        return
    assert bounds(found.edtf) is not None
    assert found.edtf.isascii()
    assert (found.start or "") <= (found.end or "9999-12-31")
    assert found.edtf[:2].strip("./") in words or "２" in words
