"""What undo and redo tell of what they do, and what they do only when somebody agrees."""

from contextlib import contextmanager

import pytest

import stories
from desks import meet
from stories import note, write


@pytest.fixture
def closed(run, inbox):
    """A note that the team saw (1), and that was closed and named anew since (2)."""
    note(inbox / "a.md", "Talk", "Zebra.")
    run("ingest", inbox)
    write(inbox / "a.yaml", "access: closed\ntitle: Quiet talk\n")
    run("ingest", inbox)


def access(root):
    return stories.record(root, "SELECT title, access FROM items")


def test_what_was_closed_is_not_opened_again_by_the_way(run, closed, archive_root):
    told = run("undo", "--dry-run")
    assert "Quiet talk: access closed → team; the team sees it again." in told.err
    assert "changed back: title, access" in told.out
    ran = run("undo")
    assert (ran.code, "Talk (closed → team). If that is meant, say --yes." in ran.err) == (1, True)
    assert access(archive_root) == [("Quiet talk", "closed")]
    assert stories.holds(archive_root / "browse", "Zebra") == []
    ran = run("undo", "--yes")
    assert "Talk: access closed → team; the team sees it again." in ran.err
    assert access(archive_root) == [("Talk", "team")]
    ran = run("redo")  # what closes asks nobody
    assert (ran.code, "changed again: title, access" in ran.out) == (0, True)
    assert "1 item changed again" in ran.out


def test_on_a_terminal_one_is_asked_before_an_item_is_opened(run, closed, archive_root, answering):
    for key, code, left in (("n", 1, ("Quiet talk", "closed")), ("y", 0, ("Talk", "team"))):
        answering(key)
        assert run("undo").code == code
        assert access(archive_root) == [left]


def test_the_question_is_not_asked_in_the_midst_of_a_bar(run, closed, answering, monkeypatch):
    bars = []

    @contextmanager
    def bar(label, total=None):
        bars.append(label)
        try:
            yield lambda step, words="": None
        finally:
            bars.append("end")

    def press():
        bars.append("asked")
        return "y"

    monkeypatch.setattr("fieldarchive.cli.undo.progress", bar)
    answering("")
    monkeypatch.setattr("click.getchar", press)
    assert run("undo").code == 0
    assert bars == ["undoing", "end", "asked", "undoing", "end"]


@pytest.fixture
def tanya(lena):
    return lena.copied("tanya")


def test_who_changed_since_what_goes_as_a_whole_is_told(lena, tanya, inbox):
    write(inbox / "market.yaml", "title: Fish\n")
    tanya.run("ingest", inbox)
    lena.merge(tanya)
    for options in (["--dry-run"], []):
        ran = lena.run("undo", 1, *options)
        assert "1 item of these changed since, by tanya-person (operation 2): " in ran.err
    assert lena.record("SELECT title FROM items") == []
    lena.run("redo")
    assert lena.record("SELECT title FROM items") == [("Fish",)]


def test_what_is_undecided_is_not_set_aside_by_the_way(lena, tanya, inbox):
    for desk in (lena, tanya):
        write(inbox / "market.yaml", f"title: {desk.root.name}\n")
        desk.run("ingest", inbox)
    meet(lena, tanya)
    ran = lena.run("undo", 1)
    assert (ran.code, "cannot be undone while" in ran.err) == (1, True)
    assert set(lena.conflicts()["title"]) == {"lena", "tanya"}


def test_all_that_is_done_again_may_be_here_already(run, inbox):
    note(inbox / "a.md")
    run("ingest", inbox)
    run("undo")
    run("ingest", inbox)
    ran = run("redo")
    assert (ran.code, ran.out) == (0, "Operation 1 done again: all of it is here already.\n")


def test_an_operation_of_which_nothing_is_left_is_passed_over(lena, tanya):
    tanya.run("undo")
    tanya.run("redo")
    lena.merge(tanya)  # 2: it went and came back there
    ran = lena.run("undo", "--dry-run")
    assert "Nothing of operation 2 is left to take back; this is the next older." in ran.err
    assert "Operation 1 (ingest) would be undone: 1 item set aside" in ran.out
    assert "Operation 2 has nothing left to take back" in lena.run("undo", 2).err


def test_where_nothing_is_left_to_undo_redo_is_named(run, inbox):
    note(inbox / "a.md")
    run("ingest", inbox)
    run("undo")
    assert "nothing to undo. `fieldarchive redo` brings back" in run("undo").err
