"""What cameras and programs write is read at once, and any words at all are read or refused."""

import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldarchive.describe import edtf
from fieldarchive.describe.dates import read_date
from fieldarchive.describe.dates.phrases import GRAMMAR


@pytest.mark.parametrize(
    ("words", "edtf", "start", "end"),
    [
        ("2013-05-12", "2013-05-12", "2013-05-12", "2013-05-12"),
        ("2012-02", "2012-02", "2012-02-01", "2012-02-29"),
        ("1969~", "1969~", "1969-01-01", "1969-12-31"),
        ("196X", "196X", "1960-01-01", "1969-12-31"),
        ("2011-24", "2011-24", "2011-12-01", "2012-02-29"),
        ("../1991", "../1991", None, "1991-12-31"),
        ("1991/..", "1991/..", "1991-01-01", None),
        ("2013-05-XX", "2013-05-XX", "2013-05-01", "2013-05-31"),
        ("2013-05-12 10:30", "2013-05-12T10:30:00", "2013-05-12", "2013-05-12"),
        ("2013:05:12 10:30:12", "2013-05-12T10:30:12", "2013-05-12", "2013-05-12"),
        ("2013-05-12T10:30:12.25+0800", "2013-05-12T10:30:12+08:00", "2013-05-12", "2013-05-12"),
        ("-0044-03-15", "-0044-03-15", None, None),
        ("9999-24", "9999-24", "9999-12-01", None),
    ],
)
def test_what_programs_write(words, edtf, start, end):
    found = read_date(words)
    assert (found.edtf, found.start, found.end) == (edtf, start, end)


def test_the_grammar_is_imported_for_phrases_alone():
    script = (
        "import sys; from fieldarchive.describe.dates import read_date;"
        "read_date('2013-05-12T10:30:00'); read_date('1969~');"
        "assert 'fieldarchive.describe.dates.phrases' not in sys.modules;"
        "read_date('May 2013');"
        "assert 'fieldarchive.describe.dates.phrases' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_no_rule_begins_with_itself():
    """The parser would find nothing where one does, and say nothing."""
    beginnings = GRAMMAR.beginnings
    for symbol, rules in GRAMMAR.rules.items():
        for parts, make in rules:
            for part in parts:
                begun = {name for first in part.symbols for name in beginnings.get(first, {first})}
                assert symbol not in begun, make
                if not part.is_optional:
                    break


@given(st.dates(min_value=date(1, 1, 1)), st.sampled_from(["%d.%m.%Y", "%Y年%m月%d日", "%Y-%m-%d"]))
def test_every_complete_day_is_that_day(day, written):
    found = read_date(day.strftime(written.replace("%Y", f"{day.year:04}")))
    assert found is not None
    assert found.edtf == found.start == found.end == day.isoformat()


pieces = st.sampled_from(
    ["2013", "12", "5", "May", "мая", "Monday", "10:30", "-", "–", "/", ".", ",", "年", "月", "日",
     "XX", "~", "?", "T", "Z", "and", "am", "UTC", "+09", "1969", "0", "99999", "г.", " ", "early",
     "начало", "初", "60-х", "年代", "до", "с", "по", "to", "before", "以前", "лет назад", "XIX",
     "век", "世纪", "summer", "зимой", "上", "去年", "вчера", "half", "первая", "половина", "或",
     "about", "c.", "двадцать", "二", "三十", "q1", "неделе", "прошлой", "(", ")", "'", "e", "x"]
)  # fmt: skip


@given(
    st.one_of(st.text(max_size=40), st.lists(pieces, max_size=9).map(" ".join)),
    st.sampled_from(["dmy", "mdy", "ymd"]),
    st.none() | st.dates(min_value=date(1, 1, 1)),
)
@example("9999-24", "dmy", None)
@example("12 May 2013 10:00 BRST", "dmy", None)
@example("99 years ago", "dmy", date(50, 1, 1))
@example("yesterday", "dmy", date(1, 1, 1))
@example("next week", "dmy", date(9999, 12, 31))
@example("last winter", "dmy", date(1, 1, 1))
@example("last week of December 9999", "dmy", None)
@example("²³ мая 2013", "dmy", None)
def test_any_words_are_a_bounded_date_or_no_date(words, order, on):
    """Nothing raises, and whatever is said of a date is valid EDTF with its bounds in order."""
    found = read_date(words, order, on=on)
    if found is None:
        return
    bounds = edtf.bounds(found.edtf)
    assert bounds is not None
    assert found.edtf.isascii()
    assert (found.start or "") <= (found.end or "9999-12-31")
    assert found.start == (bounds.start and bounds.start.isoformat())
    assert found.end == (bounds.end and bounds.end.isoformat())


@pytest.mark.parametrize("sign", ["?", "~", "初", "1-", "[", "до ", "about ", "上"])
def test_a_row_of_one_sign_is_answered_at_once(sign):
    """A row of "?" once had so many readings that it took seconds."""
    began = time.process_time()
    read_date((sign * 120)[:120])
    assert time.process_time() - began < 1
