"""What laptops said apart is decided by a person, and the decision travels."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

import stories
from desks import Desk, meet, same

FIELDARCHIVE = Path(sys.executable).with_name("fieldarchive")


@pytest.fixture
def lena(archive_root, capsys, inbox):
    desk = Desk(archive_root.rename(archive_root.with_name("lena")), capsys)
    stories.note(inbox / "market.md", title="Market")
    assert desk.run("ingest", inbox).code == 0
    return desk


@pytest.fixture
def wei(lena):
    return lena.copied("wei")


@pytest.fixture
def apart(lena, wei, inbox):
    """The same note was given two titles, two places and two accesses."""
    for desk, place, access in ((lena, "quay", "open"), (wei, "bridge", "closed")):
        said = f"title: {desk.root.name}\nplace: {place}\naccess: {access}\n"
        stories.write(inbox / "market.yaml", said)
        assert desk.run("ingest", inbox).code == 0
    meet(lena, wei)
    return item(lena)


def item(desk):
    [(record,)] = desk.record("SELECT DISTINCT record FROM heads")
    return record


def shown(desk):
    return desk.record("SELECT title, place, access FROM items")[0]


def test_a_value_is_taken_and_the_others_are_still_to_decide(lena, wei, apart):
    values = lena.conflicts()["title"]
    number = values.index("lena") + 1
    told = lena.run("resolve", apart, "title", "--take", number)
    assert told.code == 0
    assert " title: lena (lena-person). 2 left. `fieldarchive undo " in told.out
    assert told.out.endswith("takes it back.\n")
    assert shown(lena)[0] == "lena"
    assert set(lena.conflicts()) == {"place", "access"}
    meet(wei, lena)
    assert same(lena, wei)
    assert shown(wei)[0] == "lena"


def test_other_words_are_said_for_a_field(lena, wei, apart):
    assert lena.run("resolve", apart, "title", "--set", "Рынок").code == 0
    assert lena.run("resolve", apart, "place", "--set", "quay").code == 0
    assert lena.run("resolve", apart, "access", "--set", "team").code == 0
    assert not lena.conflicts()
    meet(wei, lena)
    assert same(lena, wei)
    assert shown(wei) == ("Рынок", "quay", "team")
    assert "No conflicts" in wei.run("conflicts").out


def test_all_fields_are_decided_at_once(lena, wei, apart):
    assert lena.run("resolve", apart, "--take", "1").code == 0
    assert not lena.conflicts()
    [heads] = lena.record("SELECT count(*) FROM heads")
    assert heads == (1,)


def test_two_people_who_decide_differently_are_in_conflict_again(lena, wei, apart):
    for desk in (lena, wei):
        assert desk.run("resolve", apart, "title", "--set", f"by {desk.root.name}").code == 0
    meet(lena, wei)
    assert same(lena, wei)
    assert set(lena.conflicts()["title"]) == {"by lena", "by wei"}


def test_a_third_laptop_that_knew_one_side_takes_the_decision_over(lena, wei, apart):
    oleg = wei.copied("oleg")
    assert lena.run("resolve", apart, "--take", "1").code == 0
    before = shown(lena)
    meet(oleg, lena)
    assert same(oleg, lena)
    assert (shown(oleg), oleg.conflicts()) == (before, {})


def test_a_decision_is_taken_back(lena, apart):
    before = lena.conflicts()
    assert lena.run("resolve", apart, "title", "--take", "1").code == 0
    assert lena.run("undo").code == 0
    assert set(lena.conflicts()) == set(before)
    assert set(lena.conflicts()["title"]) == set(before["title"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--take", "9"], "has only 2 values"),
        (["date", "--take", "1"], '"date" is not in conflict'),
        (["access", "--set", "secret"], "access is open, team or closed"),
        (["title", "--set", " "], "says nothing"),
        (["title"], "Say --take NUMBER or --set WORDS"),
        (["title", "--take", "1", "--set", "x"], "not both"),
        (["title", "--same-as", "u"], "No item is called"),  # no id has a "u"
    ],
)
def test_what_cannot_be_decided_is_told(words, told, lena, apart):
    before = lena.hash()
    ran = lena.run("resolve", apart, *words)
    assert (ran.code != 0, told in ran.err) == (True, True)
    assert "Traceback" not in ran.err
    assert lena.hash() == before


def test_one_is_asked_field_by_field_on_a_terminal(lena, apart):
    main, side = pty.openpty()
    command = [FIELDARCHIVE, "--archive", lena.root, "resolve", apart]
    with subprocess.Popen(command, stdin=side, stdout=side, stderr=side) as asked:
        os.close(side)
        os.write(main, b"1\n0\n2\n")
        said = b"".join(said_on(main))
    os.close(main)
    assert asked.returncode == 0
    assert said.count(b"which number holds (0 decides later)") == 3
    assert b". 1 left." in said
    assert len(lena.conflicts()) == 1


def said_on(terminal):
    """All that is printed there, until nobody holds its other side any more."""
    with suppress(OSError):
        while piece := os.read(terminal, 4096):
            yield piece


def test_archives_made_apart_that_took_in_one_card_are_made_one(lena, capsys, inbox, empty_archive):
    oleg = Desk(lena.root.with_name("oleg"), capsys)
    shutil.copytree(empty_archive, oleg.root)
    stories.write(inbox / "market.yaml", "themes: smell\nplace: quay\n")
    assert oleg.run("ingest", inbox).code == 0
    told = lena.merge(oleg)
    assert "twice" in told.out
    assert oleg.merge(lena).code == 0
    assert same(lena, oleg)
    [[kept, other]] = lena.run("conflicts", "--json").json()["twice"]
    assert lena.run("resolve", kept, "--same-as", other).code == 0
    assert not any(lena.run("conflicts", "--json").json().values())
    meet(oleg, lena)
    assert same(lena, oleg)
    [(title, place)] = oleg.record("SELECT title, place FROM items")
    assert (title, place) == ("Market", "quay")
    themes = {theme for (theme,) in oleg.record("SELECT theme FROM item_themes")}
    assert themes == {"market", "smell"}
    assert "unchanged" in oleg.run("ingest", inbox, "--json").out


@pytest.fixture
def two_notes(lena, inbox):
    """Two notes about one thing, of which the first is set aside. Gives their ids."""
    stories.note(inbox / "bazaar.md", title="Bazaar", text="Tea.")
    assert lena.run("ingest", inbox).code == 0
    assert lena.run("undo", 1).code == 0
    [[aside]] = lena.record("SELECT record FROM heads WHERE record NOT IN (SELECT id FROM items)")
    [[kept]] = lena.record("SELECT id FROM items")
    return aside, kept


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_of_two_items_one_that_was_set_aside_the_one_is_shown(order, lena, two_notes):
    one, other = two_notes[order]
    told = lena.run("resolve", one, "--same-as", other, "--yes")
    assert (told.code, f" in n-{one[:4]} now. " in told.out) == (0, True)
    assert lena.record("SELECT id FROM items") == [(one,)]
    assert lena.record("SELECT count(*) FROM item_files") == [(2,)]
    assert lena.run("undo").code == 0
    assert lena.record("SELECT id FROM items") == [(two_notes[1],)]


def test_two_items_do_not_become_one_whose_original_was_removed(lena, two_notes):
    assert lena.run("gc", "--older-than", "0d", "--yes").code == 0
    for one, other in (two_notes, two_notes[::-1]):
        told = lena.run("resolve", one, "--same-as", other, "--yes")
        assert (told.code, "was removed since (inbox/market.md)" in told.err) == (1, True)
    assert lena.record("SELECT id FROM items") == [(two_notes[1],)]
