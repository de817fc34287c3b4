"""Beside which line of a transcript a time that is talked of stands."""

from __future__ import annotations

from fieldarchive.browse.item.told import beside_segments, without_segment

SEGMENTS = [
    {"n": n, "start_ms": start, "end_ms": start and start + 4_000}
    for n, start in ((1, 1_000), (2, 5_000), (3, 9_000))
]


def row(words="as written", about="1969~", **place):
    empty = {"start_ms": None, "end_ms": None, "first_segment": None, "last_segment": None}
    return {**empty, "about": about, "words": words, **place}


def test_a_time_stands_beside_the_segment_that_is_being_said():
    told = [row(start_ms=0), row(start_ms=6_000, about="1991"), row(start_ms=6_500, about="198X")]
    assert beside_segments(told, SEGMENTS) == {1: ["about 1969"], 2: ["about 1991", "about 1980s"]}


def test_a_number_names_its_segment():
    assert beside_segments([row(first_segment=3)], SEGMENTS) == {3: ["about 1969"]}


def test_what_has_no_segment_is_told_elsewhere_and_nothing_is_lost():
    told = [row("#9 1969", first_segment=9), row("long ago"), row("0:59 1969", start_ms=59_000)]
    assert beside_segments(told, SEGMENTS) == {}
    assert without_segment(told, SEGMENTS) == ["#9 1969", "long ago", "0:59 1969"]


def test_words_that_were_not_understood_stand_as_they_were_written():
    assert beside_segments([row(about=None, start_ms=0)], SEGMENTS) == {1: ["as written"]}
