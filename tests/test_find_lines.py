"""What `find` prints of an item: why it was found, once, and in one line where a name says it."""

from __future__ import annotations

import pytest

from stories import note, write


@pytest.fixture
def found(run, inbox):
    note(inbox / "a.md", title="River fish", text="River fish")
    note(inbox / "b.md", title="Halls", text="They sell tea and dried fish behind the bus station.")
    assert run("ingest", inbox).code == 0
    return run


def lines(ran):
    return ran.out.splitlines()


def test_a_theme_that_was_meant_stands_among_the_facts(found):
    ran = found("find", "рынок")
    assert len(lines(ran)) == 2
    assert all(line.endswith(" · heihe · [market]") for line in lines(ran)), ran.out


def test_a_text_is_quoted_where_the_title_does_not_say_it_already(found):
    shown = [line.split("  ", 1)[1].strip() for line in lines(found("find", "fish"))]
    assert len(shown) == 3
    assert shown[0].startswith("River fish  2013-05-12") or shown[1].startswith("River fish")
    assert [line for line in shown if "dried [fish] behind" in line]


def test_a_closed_item_is_told_in_a_whole_sentence(found, inbox):
    write(inbox / "c.md", "---\ntitle: Quiet\naccess: closed\n---\nFish.\n")
    assert found("ingest", inbox).code == 0
    assert "1 of these is closed: no one else sees it." in found("find", "fish").err


def test_an_unlikely_condition_is_text_when_it_stands_in_quotes(found):
    assert found("find", "sity:heihe").code == 1
    assert found("find", '"sity:heihe"').code == 0
    assert found("find", "Re:fish").code == 0


def test_a_short_note_is_quoted_and_not_taken_for_a_theme(run, inbox):
    note(inbox / "a.md", title="Evening", text="Окуньки тут.")
    assert run("ingest", inbox).code == 0
    assert lines(run("find", "окуньки"))[1].strip() == "[Окуньки] тут."
