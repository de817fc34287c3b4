"""A clock whose battery was out is doubted until something better tells the time."""

from __future__ import annotations

import pytest

import stories
from lying_pictures import HEIHE, photograph

RESET = "2000-01-01 00:05:00"
CALIBRATED = ("--shows", "2013-05-12 14:05 heihe", "--yes")


def told(root):
    """Date, instant and problems of the only photograph."""
    [(date, at)] = stories.record(root, "SELECT date, recorded_at FROM items")
    return date, at, [code for (code,) in stories.record(root, "SELECT code FROM problems")]


@pytest.mark.parametrize("offset", [None, "+08:00"])
def test_a_clock_that_was_reset_tells_no_instant(run, inbox, archive_root, offset):
    photograph(inbox / "heihe" / "a.jpg", RESET, offset=offset)
    ran = run("ingest", inbox)
    assert "1 item of Zeya Phone 3: its clock was reset" in ran.out
    assert "check --only reset-clock" in ran.out
    date, at, problems = told(archive_root)
    assert (date[:19], at, problems) == ("2000-01-01T00:05:00", None, ["reset-clock"])
    asked = " ".join(run("check", "--only", "reset-clock").out.split())
    assert "says 2000-01-01 00:05, as after its battery was out" in asked


def test_satellites_settle_it(run, inbox, archive_root):
    photograph(inbox / "a.jpg", RESET, gps="2013-05-12 06:05:00", at=HEIHE)
    run("ingest", inbox)
    assert told(archive_root) == ("2013-05-12T14:05:00", "2013-05-12T06:05:00Z", [])


def test_a_picture_of_a_clock_settles_it_until_that_is_undone(run, inbox, archive_root):
    picture = photograph(inbox / "heihe" / "a.jpg", RESET)
    run("ingest", inbox)
    doubted = told(archive_root)
    assert doubted[2] == ["reset-clock"]
    assert run("device", "calibrate", picture, *CALIBRATED).code == 0
    assert told(archive_root) == ("2013-05-12T14:05:00", "2013-05-12T06:05:00Z", [])
    run("undo", "--yes")
    assert told(archive_root) == doubted
    run("rebuild")
    assert told(archive_root) == doubted


def test_who_says_the_date_settles_it(run, inbox, archive_root):
    photograph(inbox / "heihe" / "a.jpg", RESET)
    stories.write(inbox / "heihe" / "a.yaml", "date: 2013-05\n")
    run("ingest", inbox)
    assert told(archive_root) == ("2013-05", None, [])


def test_the_first_minute_of_a_year_is_believed_where_the_folder_says_that_day(
    run, inbox, archive_root
):
    photograph(inbox / "heihe" / "2013-01-01" / "a.jpg", "2013-01-01 00:00:30")
    run("ingest", inbox)
    assert told(archive_root) == ("2013-01-01T00:00:30", "2012-12-31T16:00:30Z", [])


def test_the_first_minute_of_a_year_is_doubted_where_nothing_else_tells_the_day(
    run, inbox, archive_root
):
    photograph(inbox / "heihe" / "IMG_20130101_000030.jpg", "2013-01-01 00:00:30")
    run("ingest", inbox)
    assert told(archive_root)[1:] == (None, ["reset-clock"])
