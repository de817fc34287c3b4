"""What time is talked of from a place of a recording on stands beside that place everywhere."""

from __future__ import annotations

import csv

import pytest

import stories
from fieldarchive.describe.told_about import Stretch, read_stretch

SRT = (
    "1\n00:00:00,000 --> 00:00:05,000\nПомню рынок.\n\n"
    "2\n00:00:05,000 --> 00:00:09,000\nПотом закрыли границу.\n\n"
    "3\n00:00:09,000 --> 00:00:12,000\nА теперь мост.\n"
)
YAML = """date: 2013-05-12
title: Лена
about_at:
  - "0:00:09-0:00:12 прошлым летом"
  - "0:00:06 конец 60-х"
  - "когда-то давно"
  - "0:00:10 до войны"
"""
COLUMNS = "start_ms, end_ms, about, about_start, about_end"


@pytest.fixture
def interview(run, inbox):
    stories.write(inbox / "r-1.srt", SRT)
    stories.write(inbox / "r-1.yaml", YAML)
    return run("ingest", inbox)


@pytest.mark.parametrize(
    ("entry", "stretch"),
    [
        ("00:14:22 конец 60-х", Stretch("конец 60-х", start_ms=862_000)),
        ("14:22 1968", Stretch("1968", start_ms=862_000)),
        ("0:14:22–0:20:00 1968", Stretch("1968", start_ms=862_000, end_ms=1_200_000)),
        ("#12 六十年代末", Stretch("六十年代末", first=12)),
        ("#12-15: 1968", Stretch("1968", first=12, last=15)),
        ("00:14:22六十年代末", Stretch("六十年代末", start_ms=862_000)),
        ("1968", None), ("#0 1968", None), ("#15-12 1968", None), ("0:20-0:10 1968", None),
        ("00:14:22", None), ("", None),
    ],
)  # fmt: skip
def test_an_entry_is_a_place_and_a_time(entry, stretch):
    assert read_stretch(entry) == stretch


def test_stretches_are_recorded_in_their_order_with_their_bounds(interview, archive_root):
    rows = stories.record(archive_root, f"SELECT {COLUMNS} FROM told_about ORDER BY n")
    assert rows == [
        (None, None, None, None, None),
        (6_000, None, "1967~/1969~", "1967-01-01", "1969-12-31"),
        (9_000, 12_000, "2012-22", "2012-06-01", "2012-08-31"),
        (10_000, None, None, None, None),
    ]
    assert 'about_at "когда-то давно" names no place and is kept as words.' in interview.err
    assert 'about_at "0:00:10 до войны" was not understood' in interview.err
    assert "No date is made of “войны”." in interview.err


def test_they_are_published_exported_and_shown(interview, run, archive_root, tmp_path):
    [found, *_] = stories.browse(
        archive_root, "SELECT item, about, words FROM told_about WHERE start_ms = 6000"
    )
    assert found == (1, "1967~/1969~", "0:00:06 конец 60-х")
    assert run("export", "csv", tmp_path / "tables").code == 0
    with (tmp_path / "tables" / "told_about.csv").open(encoding="utf-8", newline="") as table:
        assert [row["about"] for row in csv.DictReader(table)] == ["", "1967~/1969~", "2012-22", ""]
    [(item,)] = stories.record(archive_root, "SELECT id FROM items")
    assert "0:00:06 конец 60-х  1967~/1969~" in run("show", item).out
    assert "когда-то давно  not understood" in run("show", item).out
    assert run("show", item, "--json").json()["told_about"][1]["about"] == "1967~/1969~"


def test_a_rebuild_and_another_ingest_change_nothing(interview, run, inbox, archive_root):
    before = stories.record(archive_root, f"SELECT n, {COLUMNS} FROM told_about ORDER BY n")
    assert run("rebuild").code == 0
    assert run("ingest", inbox).code == 0
    after = stories.record(archive_root, f"SELECT n, {COLUMNS} FROM told_about ORDER BY n")
    assert after == before


def test_a_transcript_without_times_is_counted_by_segments(run, inbox, archive_root):
    stories.write(inbox / "r-2.txt", "Лена: Помню рынок.\n\nАня: А потом?\n\nЛена: Потом мост.\n")
    stories.write(inbox / "r-2.yaml", "kind: interview\nabout_at: '#3 1968; #1-2 1991, возможно'\n")
    assert run("ingest", inbox).code == 0
    rows = stories.browse(
        archive_root, "SELECT first_segment, last_segment, about FROM told_about ORDER BY n"
    )
    assert rows == [(1, 2, "1991?"), (3, None, "1968")]
