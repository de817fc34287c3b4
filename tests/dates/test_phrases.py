"""Dates as people say them in three languages become EDTF, or stay words; nothing is guessed."""

from datetime import date

import pytest
from phrases import read, rows, sample_calendar

from fieldarchive.describe import edtf
from fieldarchive.describe.dates import Calendar, read_date, understand

TABLES = ("en", "ru", "zh", "en_heard", "ru_heard", "zh_heard")


@pytest.mark.parametrize("table", TABLES)
def test_each_phrase_is_understood_as_it_is_meant(table):
    told = [(words, expected, read(words)) for words, expected in rows(table)]
    assert len(told) >= 120
    assert wrong(told) == []


def test_words_that_count_from_the_recording_are_understood_by_its_day():
    told = [
        (words, expected, read(words, date.fromisoformat(day)))
        for day, words, expected in rows("relative")
    ]
    assert wrong(told) == []


def test_without_the_day_of_recording_they_are_not_and_it_is_said():
    for _, words, _ in rows("relative"):
        if words not in {"с прошлого лета"}:
            found = understand(words, calendar=sample_calendar())
            assert "day of recording" in getattr(found, "reason", ""), words


def test_what_is_doubtful_stays_words():
    lines = [words for (words,) in rows("unread")]
    assert len(lines) >= 100
    assert [(words, read(words)) for words in lines if read(words) is not None] == []


def test_every_phrase_is_valid_edtf_with_its_own_bounds():
    for table in TABLES:
        for words, expected in rows(table):
            found, bounds = read(words), edtf.bounds(expected)
            assert found is not None
            assert bounds is not None
            assert found.start == (bounds.start and bounds.start.isoformat())
            assert found.end == (bounds.end and bounds.end.isoformat())


def wrong(told):
    return [
        (words, expected, found and found.edtf)
        for words, expected, found in told
        if found is None or found.edtf != expected
    ]


@pytest.mark.parametrize(
    ("order", "edtf", "told"),
    [
        ("dmy", "2013-06-05", "05/06/2013 is read as day and month, by date_order."),
        ("mdy", "2013-05-06", "05/06/2013 is read as month and day, by date_order."),
    ],
)
def test_figures_are_read_in_the_order_of_the_archive_and_it_is_said(order, edtf, told):
    found = read_date("05/06/2013", order)
    assert (found.edtf, found.remarks) == (edtf, (told,))


def test_figures_that_can_be_one_day_alone_are_read_in_any_order():
    for order in ("dmy", "mdy", "ymd"):
        assert read_date("25/12/2013", order).edtf == "2013-12-25"
        assert read_date("12/25/2013", order).edtf == "2013-12-25"
    assert "date_order" in understand("05/06/2013", "ymd").reason


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("Monday 12 May 2013", "2013-05-12 was a Sunday, not a Monday."),
        ("12 мая 2013, понедельник", "2013-05-12 was a Sunday, not a Monday."),
        ("2013年5月12日星期一", "2013-05-12 was a Sunday, not a Monday."),
        ("1960-e", "“e” is read as “е”: it has letters of another alphabet."),
        ("12 мaя 2013", "“мaя” is read as “мая”: it has letters of another alphabet."),
        ("в 68-м году", "68 is read as 1968."),
        ("winter 2013", "The winter of 2013 begins in December 2013."),
        ("вечером 12 мая 2013", "The time of day stays in the words."),
        ("after the bridge opened", "“the bridge opened” is 2022 in fieldarchive.toml."),
        ("12.05.68", "68 is read as 1968."),
        ("the 1900s", "1900s is read as the years 1900 to 1909."),
    ],
)
def test_what_is_not_plain_to_see_is_told(words, remark):
    assert remark in read(words).remarks


def test_decades_of_two_figures_are_of_the_century_that_the_archive_says():
    calendar = Calendar(century=19)
    for words in ("the sixties", "60-е", "六十年代"):
        assert read_date(words, calendar=calendar).edtf == "186X"
        assert read_date(words).edtf == "196X"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("30 февраля 2013", "February 2013 has no day 30."),
        ("с 1991 по 1969", "1969 lies before 1991."),
        ("12 мая", "It names no year."),
        ("12 May 2013 with tea", "No date is made of “with”, “tea”."),
        ("10 или 11 мая 2013", "It leaves open which is meant."),
        ("12.05.13", "In figures, 13 can be a year or a day."),
        ("12 May '13", "13 can be 1913 or 2013. Four figures tell, or the day of recording."),
        ("[1667,1668]", "It is EDTF of level 2, which is not read here."),
        ("x" * 300, "It is longer than 120 signs"),
    ],
)
def test_why_words_are_not_understood(words, reason):
    assert understand(words).reason.startswith(reason)


def test_what_was_understood_is_told_beside_what_was_not():
    found = understand("12 мая 2013, чаепитие")
    assert (found.understood, found.unknown) == ("12 мая 2013", ("чаепитие",))


def test_full_width_signs_spaces_that_do_not_break_and_capitals_change_nothing():
    for words in (
        "２０１３年５月１２日",
        "12\u00a0МАЯ\u202f2013\u00a0Г.",
        "12 MAY 2013",
        "12 Мaя 2013",
    ):
        assert read_date(words).edtf == "2013-05-12"
