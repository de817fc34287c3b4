"""An undone merge goes back to where its items came from; it takes nobody's only copy there."""

import pytest

import stories
from desks import Desk

NOW = ("--older-than", "0d")


@pytest.fixture
def lena(archive_root, capsys, inbox):
    """Lena's laptop with a note of her own."""
    desk = Desk(archive_root.rename(archive_root.with_name("lena")), capsys)
    stories.note(inbox / "lena" / "market.md", "Market")
    return desk


@pytest.fixture
def wei(lena, inbox):
    """Wei's, with hers; Lena merged it, undid that, and Wei merges what Lena has then."""
    desk = lena.copied("wei")
    stories.note(inbox / "wei" / "bridge.md", "Bridge", "The only copy.")
    assert lena.run("ingest", inbox / "lena").code == 0
    assert desk.run("ingest", inbox / "wei").code == 0
    assert lena.merge(desk).code == 0
    return desk


def titles(desk):
    return {title for (title,) in desk.record("SELECT title FROM items")}


def test_an_undone_merge_says_where_it_goes(lena, wei, inbox):
    assert "on the other laptop too, once that merges this one" in lena.run("undo").err
    assert "on the other laptop" not in lena.run("redo").err
    stories.note(inbox / "lena" / "tea.md", "Tea")
    lena.run("ingest", inbox / "lena")
    assert "on the other laptop" not in lena.run("undo").err


def test_what_was_set_aside_there_is_told_and_its_files_stay(lena, wei):
    lena.run("undo")
    before = stories.files_of(wei.root)
    assert "1 item shown here would be set aside" in wei.merge(lena, "--dry-run").out
    assert stories.files_of(wei.root) == before
    told = wei.merge(lena)
    assert "1 item shown here now set aside, as there: n-" in told.out
    assert " Bridge" in told.out
    assert titles(wei) == {"Market"}
    assert "Nothing to remove" in wei.run("gc", *NOW, "--yes").out
    assert stories.holds(wei.root / "files", "The only copy.")
    assert "1 original" in lena.run("gc", *NOW, "--yes").out  # who set it aside, clears it away
    assert "  aside  " not in wei.merge(lena).out


def test_both_ways_back_that_a_merge_names_are_ways_back(lena, wei, inbox):
    lena.run("undo")
    wei.merge(lena)
    assert wei.run("undo").code == 0
    assert titles(wei) == {"Bridge"}
    wei.run("redo")
    assert titles(wei) == {"Market"}
    assert wei.run("ingest", "--rehash", inbox / "wei").code == 0
    assert titles(wei) == {"Market", "Bridge"}
    assert lena.merge(wei).code == 0
    assert titles(lena) == {"Market", "Bridge"}
