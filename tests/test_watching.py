"""Folders that are watched: what is whole is taken in, once, and a card may come and go."""

import os
import re

import pytest

from fieldarchive.archive import opened
from fieldarchive.cli import watch as watch_module
from fieldarchive.watching import SETTLED_S, Watch
from stories import note, record, write
from terminals import Terminal

LATER = SETTLED_S + 1


@pytest.fixture
def watch(inbox):
    return Watch([inbox], ())


def stems(look):
    return [os.path.basename(bundle.stem) for bundle in look.ready]


def test_a_file_is_ready_when_it_has_stood_still(watch, inbox):
    path = write(inbox / "r-012.wav", b"RIFF")
    assert stems(watch.look(0)) == []
    assert stems(watch.look(SETTLED_S - 1)) == []
    assert stems(watch.look(SETTLED_S)) == ["r-012"]
    with path.open("ab") as file:  # somebody still copies it
        file.write(b"more")
    assert stems(watch.look(LATER)) == []
    assert stems(watch.look(2 * LATER)) == ["r-012"]


def test_the_files_of_an_item_wait_for_each_other(watch, inbox):
    write(inbox / "r-012.wav", b"RIFF")
    watch.look(0)
    write(inbox / "r-012.ru.srt", "1\n")
    assert stems(watch.look(LATER)) == []
    [bundle] = watch.look(2 * LATER).ready
    assert len(bundle.files) == 2


def test_what_was_done_is_left_alone_until_it_changes(watch, inbox):
    path = note(inbox / "a.md")
    write(inbox / "b.md", "b")
    watch.look(0)
    look = watch.look(LATER)
    assert stems(look) == ["a", "b"]
    assert stems(watch.look(LATER)) == ["a", "b"]  # nobody said that it was done
    watch.done(look)
    assert stems(watch.look(2 * LATER)) == []
    note(path, text="Corrected.")
    watch.look(3 * LATER)
    assert stems(watch.look(4 * LATER)) == ["a"]


def test_a_card_that_is_pulled_out_is_told_once_and_read_again_when_it_is_back(watch, inbox):
    note(inbox / "a.md")
    watch.look(0)
    watch.done(watch.look(LATER))
    inbox.rename(inbox.with_name("pulled"))
    assert watch.look(2 * LATER).gone == (inbox,)
    assert watch.look(3 * LATER).gone == ()
    inbox.with_name("pulled").rename(inbox)
    assert watch.look(4 * LATER).back == (inbox,)
    assert stems(watch.look(5 * LATER)) == ["a"]


def test_a_link_is_told_once(watch, inbox):
    (inbox / "link.md").symlink_to("/etc/hostname")
    look = watch.look(0)
    assert len(look.passed) == 1
    watch.done(look)
    assert watch.look(LATER).passed == ()


@pytest.fixture
def hasty(monkeypatch):
    """Watching that looks often, so that a story is short."""
    monkeypatch.setattr(watch_module, "_SECONDS_BETWEEN", 0.02)
    monkeypatch.setattr("fieldarchive.watching.SETTLED_S", 0.05)


def test_rounds_are_operations_of_a_line_each_and_ctrl_c_ends_with_the_sum(
    hasty, archive_root, inbox, tmp_path
):
    note(inbox / "a.md", "First")
    term = Terminal(archive_root, "ingest", "--watch", inbox, "--city", "heihe",
                    "--report", tmp_path / "report.csv")  # fmt: skip
    term.until("1 new")
    note(inbox / "b.md", "Second", text="Other words.")
    write(inbox / "c.xyz", "?")
    term.until("1 new · 1 refused")
    term.until("c.xyz")
    with opened(archive_root):
        note(inbox / "d.md", "Third", text="Third words.")
        term.until("Another fieldarchive is writing")
    term.until("1 new")  # and it goes on by itself
    inbox.rename(tmp_path / "pulled")
    term.until("is not there; it is waited for")
    (tmp_path / "pulled").rename(inbox)
    term.until("3 already here")
    term.type("\x03")
    assert term.end() == 3
    assert re.search(r"Watched until \d\d:\d\d. In all:\n3 items new", term.shown)
    assert "Traceback" not in term.shown
    rows = record(archive_root, "SELECT command FROM operations WHERE summary LIKE '1 new%'")
    assert rows == [("ingest",)] * 3
    assert "c.xyz" in (tmp_path / "report.csv").read_text()


def test_a_mistyped_option_is_refused_before_watching(run, inbox):
    assert run("ingest", "--watch", inbox, "--city", "Heihi").code == 2


def test_a_note_is_written_beside_a_watch(hasty, archive_root, inbox, run):
    term = Terminal(archive_root, "ingest", "--watch", inbox)
    term.until("Watching")
    assert run("note", "Fog.").code == 0
    note(inbox / "a.md", "First")
    term.until("1 new")
    term.kill(15)
    assert term.end() == 0
    assert record(archive_root, "SELECT count(*) FROM items") == [(2,)]
