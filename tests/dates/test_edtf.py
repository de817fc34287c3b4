"""EDTF is judged as other validators judge it, and its bounds hold every day that it can mean."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.describe.edtf import bounds
from fieldarchive.describe.edtf_level2 import is_level2
from stories import CORPORA

TRUTH = CORPORA / "truth" / "edtf.jsonl"
# edtf.js alone refuses it, and the other validator accepts 2003-22/2003-23.
CONTRADICTED = {"2012-21/2012-22"}
OURS = {
    "read": ["2013", "2013-05", "-0044-03-15", "0000", "2013-05-12T06:40:00+08:00", "1969%", "196X",
             "19XX", "2013-XX", "2013-05-XX", "XXXX", "Y170002", "2013-24", "2013-22~", "../1991",
             "1991/..", "/1991", "1991/", "1969~/1991?", "/", "2013-05-12T24:00:00", "196X~"],
    "level 2": ["[1667,1668]", "{1960..1962}", "1950S2", "Y17E7", "2001-25", "?2001", "2004?-06",
                "156X-12-31", "1XX3", "2004-06-~01/2004-06-~20"],
    "none": ["", "-", "-0000", "Y2013", "2013-02-30", "2013-13", "2014/2013", "2013-05-12T25:00:00",
             "2013-05-12T10:00:00+15", "156X-09-31", "[1999}", "2013/2014/2015", "12345",
             "2013-05-12T10:00:00/2014", "2013-22-01", "1969?~", "٢٠١٣", "2013-05-12\n"],
}  # fmt: skip


def judged(text):
    return "read" if bounds(text) is not None else "level 2" if is_level2(text) else "none"


@pytest.mark.parametrize(("verdict", "text"), [(v, t) for v, ts in OURS.items() for t in ts])
def test_edtf_is_judged(verdict, text):
    assert judged(text) == verdict


@pytest.mark.skipif(not TRUTH.exists(), reason="the corpora are not here")
def test_other_validators_agree():
    rows = [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]
    told = [row for row in rows if "disputed" not in row and row["string"] not in CONTRADICTED]
    assert len(told) > 200
    assert [row for row in told if not agrees(judged(row["string"]), row)] == []


def agrees(verdict, row):
    """An interval with an X in it is level 2 elsewhere and read here."""
    if not row["valid"]:
        return verdict == "none"
    return verdict in {"read", "level 2"} if row.get("level") == 2 else verdict == "read"


@given(st.dates(), st.dates(), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_an_interval_reaches_from_its_first_day_to_its_last(one, other, shape):
    start, end = sorted((one, other))
    found = bounds("/".join(f"{day.year:04}" + day.strftime(shape[2:]) for day in (start, end)))
    assert found is not None
    assert found.start <= start <= end <= found.end


@given(st.integers(1, 9998), st.sampled_from(["21", "22", "23", "24"]))
def test_a_season_is_three_months(year, season):
    found = bounds(f"{year:04}-{season}")
    assert found is not None
    assert 89 <= (found.end - found.start).days <= 92
    assert found.start.year == year


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("-0002", None, None), ("-0002/2004", None, date(2004, 12, 31)),
        ("0000/0001", None, date(1, 12, 31)),
        ("Y170002", None, None), ("9999-24", date(9999, 12, 1), None), ("XXXX", None, None),
        ("-19XX/..", None, None), ("2012-02-XX", date(2012, 2, 1), date(2012, 2, 29)),
    ],
)  # fmt: skip
def test_what_no_day_of_four_figures_names_has_no_bound(text, start, end):
    found = bounds(text)
    assert (found.start, found.end) == (start, end)


@given(st.text(alphabet="0123456789XYTSE-/.~?%:+Z[],{}", max_size=24))
def test_nothing_raises(text):
    found = bounds(text)
    if found and found.start and found.end:
        assert found.start <= found.end
    is_level2(text)
