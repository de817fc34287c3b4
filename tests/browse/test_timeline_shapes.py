"""How dates look: every form of EDTF has a shape, and every shape lies on the drawing."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.browse.timeline import drawing
from fieldarchive.browse.timeline.axis import GRAINS, Axis, axis, bin_of, moved, widened
from fieldarchive.browse.timeline.marks import LEVEL, UPRIGHT
from fieldarchive.browse.timeline.rows import RECORDED, TOLD, Cell, Part, Said, Shown, Thread
from fieldarchive.browse.timeline.shapes import Shape, shape_of
from fieldarchive.describe import edtf

CASES = [
    # date, days (None is open), softness, doubtful, pale
    ("2013-05-12", 1, "", False, False),
    ("2013-05-12T11:37:03", 1, "", False, False),
    ("2013-05", 31, "", False, False),
    ("2013-22", 92, "", False, False),
    ("2013", 365, "", False, False),
    ("1969~", 365, "both", False, False),
    ("1969?", 365, "", True, False),
    ("1969%", 365, "both", True, False),
    ("196X", 3653, "", False, True),
    ("18XX", 36524, "", False, True),
    ("1969/1991", 8400, "", False, False),
    ("1960~/1963", 1461, "start", False, False),
    ("1960/1963~", 1461, "end", False, False),
    ("1967~/1989~", 8401, "both", False, False),
    ("../1991", None, "start", False, False),
    ("1991/..", None, "end", False, False),
    ("1991~/..", None, "both", False, False),
    ("/1991", None, "start", False, False),
]


@pytest.mark.parametrize(("date", "days", "softness", "doubtful", "pale"), CASES)
def test_each_form_has_its_look(date, days, softness, doubtful, pale):
    shape = shape_of(date)
    assert shape is not None
    is_open = shape.start is None or shape.end is None
    assert (None if is_open else shape.end - shape.start + 1) == days  # type: ignore[operator]
    assert shape.softness(1, 3_652_059) == softness
    assert (shape.is_doubtful, shape.is_pale) == (doubtful, pale)


@pytest.mark.parametrize("date", [None, "", "XXXX", "../..", "Y17000", "-0500", "in the war"])
def test_what_names_no_day_has_none(date):
    assert shape_of(date) is None


def test_an_end_that_is_not_shown_is_not_soft():
    shape = shape_of("1967~/1989~")
    assert shape is not None
    here = axis(*_years("1980", "1995"))
    assert shape.softness(here.first, here.last) == "end"


@st.composite
def dates(draw: st.DrawFn) -> str:
    year = draw(st.integers(1, 9999))
    month, doubt = draw(st.integers(1, 12)), draw(st.sampled_from(["", "~", "?", "%"]))
    one = draw(
        st.sampled_from(
            [
                f"{year:04}",
                f"{year:04}-{month:02}",
                f"{year:04}-{month:02}-{draw(st.integers(1, 28)):02}",
                f"{year:04}-2{draw(st.integers(1, 4))}",
                f"{year:04}"[:3] + "X",
            ]
        )
    )
    form = draw(st.sampled_from(["{}", "{}/..", "../{}", "/{}", "{}/"]))
    return form.format(one + doubt)


@given(dates(), st.integers(1, 3_652_059), st.integers(1, 3_652_059))
def test_every_date_lies_on_every_drawing(date, one, other):
    shape = shape_of(date)
    if shape is None:  # a decade before the year 1, the winter of 9999/10000
        bounds = edtf.bounds(date)
        assert bounds is None or bounds.start is bounds.end is None
        return
    here = axis(min(one, other), max(one, other))
    if not here.holds(shape.start, shape.end):
        return
    shown = Shown(here, here, said=(Said(TOLD, date, shape, "heihe", 3),))
    for frame in (LEVEL, UPRIGHT):
        drawn = drawing.draw(shown, here, frame, lambda _: "about then")
        rect = drawn.strips[0].rect
        along = (rect.y, rect.height) if frame.is_upright else (rect.x, rect.width)
        assert all(math.isfinite(number) for number in along)
        assert along[1] > 0
        assert frame.margin <= along[0]
        assert along[0] + along[1] <= frame.margin + frame.length + 0.01


@given(st.integers(1, 3_652_059), st.integers(0, 80_000))
def test_an_axis_is_made_of_whole_bins(first, length):
    here = axis(first, min(3_652_059, first + length))
    cells = list(here.bins())
    assert cells[0].first == here.first
    assert cells[-1].last == here.last
    assert all(b.first == a.last + 1 for a, b in pairwise(cells))
    assert 0 < len(cells) <= 120
    assert 0 < len(drawing.marked(here)) <= 32


@given(st.integers(1, 3_652_059), st.sampled_from(GRAINS))
def test_a_day_lies_in_its_bin(day, grain):
    one = bin_of(day, grain)
    assert one.first <= day <= one.last


def test_time_before_and_after_stays_in_the_calendar():
    here = axis(1, 400)
    assert moved(here, -1)[0] == 1
    assert widened(here)[0] == 1


def test_times_that_overlap_stand_in_rows_apart():
    shape = shape_of("1969")
    assert shape is not None
    here = axis(*_years("1960", "1980"))
    said = tuple(Said(TOLD, "1969", shape, city, 1) for city in ("heihe", "blagoveshchensk"))
    drawn = drawing.draw(Shown(here, here, said=said), here, LEVEL, lambda _: "1969")
    assert drawn.strips[0].rect.y != drawn.strips[1].rect.y


def test_a_thread_joins_a_recording_to_the_time_it_tells_of():
    here = axis(*_years("1960", "2014"))
    shape = Shape(*_years("1967", "1989"))
    said = (Said(TOLD, "1967/1989", shape, "heihe", 1),)
    thread = Thread(bin_of(here.last, "year").first, "1967/1989", None, "heihe", 1)
    cells = (Cell(RECORDED, "2014", *_years("2014", "2014"), (Part("heihe", 1, 0),)),)
    shown = Shown(here, here, cells=cells, said=said, threads=(thread,))
    drawn = drawing.draw(shown, here, LEVEL, lambda _: "")
    rect = drawn.strips[0].rect
    assert drawn.curves[0].path.endswith(
        f"{rect.x + rect.width:.1f} {rect.y + rect.height / 2:.1f}"
    )


def _years(first: str, last: str) -> tuple[int, int]:
    bounds: Axis | edtf.Bounds | None = edtf.bounds(f"{first}/{last}")
    assert isinstance(bounds, edtf.Bounds)
    assert bounds.start is not None
    assert bounds.end is not None
    return bounds.start.toordinal(), bounds.end.toordinal()
