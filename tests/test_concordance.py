"""A concordance: all places where words are said, one below the other, for eyes and for files."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.cli import concordance_lines
from fieldarchive.cli.concordance_lines import laid_out
from fieldarchive.cli.wrapping import cells
from fieldarchive.concordance import Line
from stories import write

TALK = (
    "1\n00:00:03,000 --> 00:00:07,000\nnarrator-01: Рыба была дешёвая. Рыбы было много.\n\n"
    "2\n00:12:34,500 --> 00:12:39,000\nnarrator-01: За рыбой ездили в Хэйхэ.\n"
)


@pytest.fixture
def said(run, inbox):
    head = "---\ntitle: {}\ndate: {}\ncity: {}\n{}---\n{}\n"
    write(inbox / "a.md", head.format("Река", "2011", "heihe", "", "Свежая рыба.\n\nСушёная рыба."))
    write(inbox / "b.md", head.format("Рыба", "1999-05", "blagoveshchensk", "", "Ничего."))
    write(
        inbox / "c.md",
        head.format("Closed", "2005", "heihe", "access: closed\n", "Чья это рыба?"),
    )
    write(inbox / "r.srt", TALK)
    write(inbox / "r.yaml", "title: Лена\ndate: 2013-05-12\n")
    assert run("ingest", inbox).code == 0
    return run


def lines(ran):
    return [(one["left"] + "|" + one["hit"] + "|" + one["right"]) for one in ran.json()["lines"]]


def rows_of(file):
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))


def test_every_place_is_a_line_in_order_of_dates(said):
    ran = said("concordance", "рыба", "--json")
    assert lines(ran) == [
        "|Рыба|",
        "Чья это |рыба|?",
        "Свежая |рыба|. Сушёная рыба.",
        "Свежая рыба. Сушёная |рыба|.",
        "|Рыба| была дешёвая. Рыбы было много.",
        "Рыба была дешёвая. |Рыбы| было много.",
        "За |рыбой| ездили в Хэйхэ.",
    ]
    last = ran.json()["lines"][-1]
    assert (last["n"], last["start_ms"], last["speaker"]) == (2, 754500, "Лена")
    assert ran.json()["total"] == 7


def test_lines_are_sorted_by_the_words_on_either_side(said):
    right = lines(said("concordance", "рыба", "--sort", "right", "--json"))
    assert [one.rpartition("|")[2].strip(" .")[:5] for one in right][-4:] == [
        "была ", "было ", "ездил", "Сушён",
    ]  # fmt: skip
    left = lines(said("concordance", "рыба", "--sort", "left", "--json"))
    assert [one.partition("|")[0].split()[-1:] for one in left if one[0] != "|"] == [
        ["дешёвая."], ["За"], ["Свежая"], ["Сушёная"], ["это"],
    ]  # fmt: skip


def test_what_is_found_stands_in_one_column_with_item_time_date_and_city(said):
    ran = said("concordance", "рыба")
    shown = ran.out.splitlines()
    assert len({cells(line.partition("[")[0]) for line in shown}) == 1
    assert all(cells(line) <= 80 for line in shown)
    assert "12:34 2013-05-12" in shown[-1]
    assert shown[0].split()[2:4] == ["1999-05", "blago…"]
    assert "closed" in shown[1]
    assert "1 of these is of a closed item: no one else sees it" in ran.err


def test_fewer_lines_are_shown_than_there_are_and_that_is_told(said):
    ran = said("concordance", "рыба", "--limit", "2", "--sort", "left")
    assert len(ran.out.splitlines()) == 2
    assert "7 lines; --limit shows more, --csv FILE writes all of them." in ran.err


def test_items_that_only_a_name_finds_are_counted(said, inbox):
    write(inbox / "d.md", "---\ntitle: Tea\ndate: 2012\ncity: heihe\nkeywords: [рыба]\n---\nTea.\n")
    assert "no line" not in said("concordance", "рыба").err
    assert said("ingest", inbox).code == 0
    ran = said("concordance", "рыба")
    assert len(ran.out.splitlines()) == 7
    assert "1 item is found by a theme, a place or another name only and has no line" in ran.err


def test_a_file_holds_all_lines_but_those_of_closed_items(said, tmp_path):
    file = tmp_path / "fish.csv"
    ran = said("concordance", "рыба", "--limit", "1", "--csv", file)
    assert "6 lines written" in ran.out
    assert "1 line of closed items left out" in ran.err
    rows = rows_of(file)
    assert len(rows) == 6
    assert {row["access"] for row in rows} == {"team"}
    assert rows[-1]["start_ms"] == "754500"
    assert said("concordance", "рыба", "--csv", file).code == 0  # an earlier concordance
    assert file.read_text("utf-8").startswith('"key","column",')  # as the page writes it


def test_a_file_of_something_else_is_not_written_over(said, tmp_path):
    file = write(tmp_path / "mine.csv", "not,yours\n")
    ran = said("concordance", "рыба", "--csv", file)
    assert (ran.code, file.read_text()) == (1, "not,yours\n")
    assert "mine.csv is no earlier concordance and was not written over" in ran.err
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_a_file_that_cannot_be_finished_leaves_the_earlier_one(said, tmp_path, monkeypatch):
    file = tmp_path / "fish.csv"
    said("concordance", "рыба", "--csv", file)
    before = file.read_text("utf-8")

    def broken(value):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(concordance_lines, "asdict", broken)
    ran = said("concordance", "рыба", "--csv", file)
    assert (ran.code, file.read_text("utf-8")) == (1, before)
    assert "No space left on device" in ran.err
    assert not list(tmp_path.glob("*.part"))


def test_a_formula_in_a_text_is_harmless_in_the_file(said, inbox, tmp_path):
    write(inbox / "d.md", "=HYPERLINK(1) осётр =1+1\n")
    said("ingest", inbox)
    said("concordance", "осётр", "--csv", tmp_path / "fish.csv")
    [row] = rows_of(tmp_path / "fish.csv")
    assert (row["left"], row["right"]) == ("'=HYPERLINK(1) ", "' =1+1")


def test_conditions_alone_are_told_to_need_a_word(said):
    for words in (["city:heihe"], ["-рыба"], ['"']):
        ran = said("concordance", *words)
        assert ran.code == 2
        assert "Say a word to look for" in ran.err
    assert said("concordance", "рыба", "city:heihe", "--json").json()["total"] == 3


def test_a_note_beside_a_transcript_is_gone_through_and_nothing_twice(said, inbox):
    write(inbox / "r.md", "Пахло рыбой.\n\nРыба: сушёная.\n")
    said("ingest", inbox)
    assert lines(said("concordance", "рыба", "since:2013", "--json")) == [
        "Пахло |рыбой|. Рыба: сушёная.",
        "Пахло рыбой. |Рыба|: сушёная.",
        "|Рыба| была дешёвая. Рыбы было много.",
        "Рыба была дешёвая. |Рыбы| было много.",
        "За |рыбой| ездили в Хэйхэ.",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "рыба)",
        "((рыба",
        "рыба OR",
        "NEAR(",
        '="',
        "рыб*",
        "-рыба рыбы",
        "\u202eрыба",
        "*",
        "=",
        "AND",
    ],
)
def test_whatever_is_typed_ends_in_lines_or_in_a_sentence(said, typed):
    ran = said("concordance", "--", typed)
    assert ran.code in (0, 2)
    assert ran.out or ran.err
    assert "Traceback" not in ran.err


def test_lines_would_not_stand_below_one_another_if_signs_were_counted(said, inbox, monkeypatch):
    """The rule of one column would catch widths that are told in signs."""
    write(inbox / "z.md", "---\ntitle: Zh\ndate: 2014\n---\n从黑河过江，рыба и чай.\n")
    said("ingest", inbox)
    monkeypatch.setattr(concordance_lines, "cells", len)
    shown = said("concordance", "рыба").out.splitlines()
    assert len({cells(line.partition("[")[0]) for line in shown}) > 1


TEXT = st.text(st.one_of(st.sampled_from("аб 市場黑\u0301\u202e\u05d0\u0627e"), st.characters()))
FACTS = {
    "key": "n-1", "column": "text", "n": None, "speaker": None, "language": None, "access": "team",
}  # fmt: skip


@given(
    st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=4),
    st.integers(20, 200),
    st.sampled_from([None, "1967~/1969~", "2013-05-12T10:00"]),
    st.sampled_from([None, "blagoveshchensk", "\u202e黑河"]),
    st.sampled_from([None, 0, 754_500]),
)
def test_lines_fit_any_terminal_and_steer_none(pieces, width, date, city, start_ms):
    class Stream(io.StringIO):
        def isatty(self):
            return True

    lines = [
        Line(**FACTS, start_ms=start_ms, city=city, date=date, date_start=None,
             left=left, hit=hit, right=right)
        for left, hit, right in pieces
    ]  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        patch.setenv("TERM", "dumb")
        shown = list(laid_out(lines, ["n-1"] * len(lines), Stream()))
    for line in shown:
        assert cells(line) <= width
        assert not {"\u202e", "\n", "\r", "\t"} & set(line)
