"""`date` shows how words are read, with an archive or without."""

from __future__ import annotations

import io

import pytest

from fieldarchive.cli.boundary import run as run_command
from fieldarchive.describe.dates.gloss import gloss


def test_words_are_shown_as_they_are_read(run):
    ran = run("date", "конец", "60-х")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "конец 60-х: 1967~/1969~",
        "  meaning  about 1967 to 1969",
        "  bounds   1967-01-01 to 1969-12-31",
    ]


def test_what_is_not_understood_says_why_and_what_to_write(run):
    ran = run("date", "12 мая 2013, чаепитие")
    assert ran.code == 3
    assert "No date is made of “чаепитие”." in ran.out
    assert "“12 мая 2013” says a date by itself" in ran.out
    assert "  write    2013-05-12" in ran.out


def test_several_dates_that_are_none_together_are_shown_one_after_the_other(run):
    ran = run("date", "late 1960s", "конец 60-х", "六十年代末")
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if line[0] != " "] == [
        "late 1960s: 1967~/1969~", "конец 60-х: 1967~/1969~", "六十年代末: 1967~/1969~",
    ]  # fmt: skip
    assert len(run("date", "--json", "12 мая", "2013").json()) == 1
    assert "1969 чай: not understood" in run("date", "1969", "чай").out


def test_a_day_of_recording_lets_yesterday_mean_a_day(run):
    assert "--on 2013-05-12" in run("date", "вчера").out
    for day in ("2013-05-12", "12 мая 2013"):
        assert run("date", "вчера", "--on", day).out.startswith("вчера: 2013-05-11")
    refused = run("date", "вчера", "--on", "2013")
    assert (refused.code, "is no single day. Write 2013-05-12." in refused.err) == (2, True)


def test_lines_come_in_and_json_goes_out(run, monkeypatch):
    monkeypatch.setattr(
        "sys.stdin", io.StringIO("1969年左右\n\nбез даты\nafter the bridge opened\n")
    )
    ran = run("date", "--json")
    assert ran.code == 3
    assert [(row["words"], row["edtf"]) for row in ran.json()] == [
        ("1969年左右", "1969~"), ("без даты", None), ("after the bridge opened", "2022/.."),
    ]  # fmt: skip


def test_it_works_outside_of_any_archive(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run_command(["date", "summer 2013"]) == 0
    assert "2013-06-01 to 2013-08-31" in capsys.readouterr().out
    assert run_command(["date", "after the bridge opened"]) == 3


def test_words_cannot_steer_the_terminal(run):
    assert "\x1b" not in run("date", "1969 \x1b[31m").out


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("196X", "the 1960s"), ("18XX", "century 19, the years 1800 to 1899"),
        ("2013-22", "summer 2013"), ("1967~/1969", "about 1967 to 1969"),
        ("1969~", "about 1969"), ("1969%", "perhaps about 1969"),
        ("../1991", "until 1991"), ("1991/..", "from 1991 on"),
        ("2013-05-XX", "some day in May 2013"),
        ("1985/", "from 1985 on, the other end is unknown"), ("/", "at any time"),
        ("2013-05-12T06:40:00", "12 May 2013, 06:40"), ("XXXX", "XXXX"),
    ],
)  # fmt: skip
def test_edtf_is_said_in_plain_words(edtf, said):
    assert gloss(edtf) == said


def test_what_is_far_too_long_is_cut_where_it_is_repeated(run):
    first = run("date", "1969 чай " * 1000).out.splitlines()[0]
    assert first.endswith("…: not understood")
    assert len(first) < 300


def test_what_says_a_date_by_itself_is_told_once(run):
    assert run("date", "1969 1970 до").out.count("“1969”") == 1
