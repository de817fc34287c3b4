"""A time that a person says, with the offset of the clock that it was read from or without."""

from __future__ import annotations

import pytest

import stories
from lying_pictures import photograph


def told(root):
    [row] = stories.record(root, "SELECT recorded_at, clock FROM items")
    return row


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("2013-05-12T14:05", "2013-05-12T06:05:00Z"),
        ("2013-05-12T14:05:00+08:00", "2013-05-12T06:05:00Z"),
        ("2013-05-12T16:05+10:00", "2013-05-12T06:05:00Z"),
        ("2013-05-12T06:05:00Z", "2013-05-12T06:05:00Z"),
    ],
)
def test_a_time_that_is_said_tells_the_instant(run, inbox, archive_root, date, instant):
    photograph(inbox / "heihe" / "a.jpg", "2013-05-12 10:00:00")
    stories.write(inbox / "heihe" / "a.yaml", f'date: "{date}"\n')
    assert run("ingest", inbox).code == 0
    assert told(archive_root) == (instant, "said")


def test_an_offset_that_is_said_needs_no_place(run, inbox, archive_root):
    stories.write(inbox / "a.md", '---\ndate: "2013-05-12T14:05:00+08:00"\n---\nRain.\n')
    assert run("ingest", inbox).code == 0
    assert told(archive_root) == ("2013-05-12T06:05:00Z", "said")


def test_the_remark_of_an_hour_that_came_twice_says_how_to_settle_it(run, inbox, archive_root):
    photograph(inbox / "blagoveshchensk" / "a.jpg", "2010-10-31 02:30:00")
    ran = run("ingest", inbox)
    assert told(archive_root) == ("2010-10-30T16:30:00Z", "place")
    assert "`date: 2010-10-31T02:30+09:00`" in ran.err
    stories.write(inbox / "blagoveshchensk" / "a.yaml", "date: 2010-10-31T02:30+09:00\n")
    assert run("ingest", inbox).err == ""
    assert told(archive_root) == ("2010-10-30T17:30:00Z", "said")
