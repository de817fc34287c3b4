"""A hit in a transcript leads to the very line: its time, who speaks, and what is said."""

from __future__ import annotations

import pytest

from fieldarchive.hits import telling
from stories import write

TALK = """1
00:00:03,000 --> 00:00:07,000
narrator-01: Мы жили у реки, рынок был далеко.

2
00:12:34,500 --> 00:12:39,000
narrator-01: Старые дома снесли. На ры\u0301нке стоял шум.

3
01:02:03,000 --> 01:02:07,000
narrator-01: Дома было тихо, старые люди молчали.

4
01:03:00,000 --> 01:03:07,000
他们从黑河过江，早市很热闹。
"""
ASKED = "В: Что стоил чай?\nО: Дешёвый был.\nВ: А рыбка?\nО: Рыба дорогая.\nВ: И всё?\nО: И всё.\n"


@pytest.fixture
def talk(run, inbox):
    write(inbox / "r-1.srt", TALK)
    assert run("ingest", inbox).code == 0
    return run


def passages(run, *words):
    [item] = run("find", *words, "--json").json()["items"]
    return [(one["n"], one["start_ms"], one["text"]) for one in item["passages"]]


def test_segments_are_shown_in_their_order_with_their_times(talk):
    assert passages(talk, "рынок") == [
        (1, 3000, "Мы жили у реки, рынок был далеко."),
        (2, 754500, "Старые дома снесли. На ры\u0301нке стоял шум."),
    ]
    lines = talk("find", "рынок").out.splitlines()
    assert lines[1:] == [
        "        0:03  Лена  Мы жили у реки, [рынок] был далеко.",
        "        12:34  Лена  Старые дома снесли. На [ры\u0301нке] стоял шум.",
    ]
    assert "1:03:00  他们从[黑河]过江" in talk("find", "黑河").out


def test_the_line_that_says_it_together_is_preferred(talk, monkeypatch):
    monkeypatch.setattr(telling, "_MOST_PASSAGES", 1)
    assert [n for n, *_ in passages(talk, "старый", "дом")] == [2]
    assert [n for n, *_ in passages(talk, "дом", "старые")] == [2]
    assert [n for n, *_ in passages(talk, "рынок", "шум")] == [2]
    assert [n for n, *_ in passages(talk, "рынок", "река", "молчать")] == [1]


def test_a_segment_without_a_time_is_named_by_its_number(run, inbox):
    write(inbox / "talk.txt", ASKED)
    write(inbox / "talk.yaml", "kind: interview\n")
    assert run("ingest", inbox).code == 0
    assert "        #4  О  [Рыба] дорогая." in run("find", "рыба").out


def test_the_text_of_a_note_is_not_shown_by_the_title_that_it_repeats(run, inbox):
    write(inbox / "a.md", "# River market\n\nFish.\n\nThe market closed at noon.\n")
    assert run("ingest", inbox).code == 0
    assert "The [market] closed" in run("find", "market").out
    assert len(run("find", "river").out.splitlines()) == 1


def test_the_beginning_of_a_note_that_is_its_title_is_not_shown_again(run, inbox):
    assert (
        run("note", "The market closed at noon, and by one the square was swept and empty.").code
        == 0
    )
    assert len(run("find", "market").out.splitlines()) == 1
    assert "square" in run("find", "swept").out
