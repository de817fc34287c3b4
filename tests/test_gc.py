"""`gc` removes what only items set aside need, and nothing that anybody else ever named."""

import os
import time

import pytest

import stories
from fieldarchive import clearing
from stories import note, record, write

NOW = ("--older-than", "0d")


@pytest.fixture
def undone(run, inbox, archive_root):
    """Two notes: one was corrected and is shown, one was set aside. Gives the names of files."""
    note(inbox / "shown.md", "Shown", "First words.")
    run("ingest", inbox)
    note(inbox / "shown.md", "Shown", "Second words.")
    run("ingest", inbox)
    kept = set(stories.originals(archive_root))
    note(inbox / "aside.md", "Aside", "Zebra.")
    write(inbox / "_folder.yaml", "city: heihe\n")
    run("ingest", inbox, "--place", "the quay")
    names = {
        name
        for (name,) in record(
            archive_root, "SELECT sha256 FROM sources WHERE name LIKE '%_folder.yaml'"
        )
    }
    run("undo")
    return kept | names


def age(root, days):
    """As if everything had been done so many days ago."""
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - days * 86_400))
    stories.change(root, "UPDATE operations SET started_at = ?", moment)


def test_only_what_an_item_set_aside_needs_alone_is_removed(run, undone, archive_root):
    ran = run("gc", *NOW, "--yes")
    assert ran.code == 0
    assert "inbox/aside.md" in ran.out
    assert "Removed 1 original, " in ran.out
    assert set(stories.originals(archive_root)) == undone
    assert stories.holds(archive_root / "files", "Zebra") == []
    assert record(archive_root, "SELECT count(*) FROM removals") == [(0,)]
    assert run("verify").code == 0
    assert run("undo", 2).code == 0  # the first words of what is shown are still there
    assert record(archive_root, "SELECT text FROM texts") == [("First words.\n",)]


def test_gc_is_an_operation_and_an_event(run, undone, archive_root):
    run("gc", *NOW, "--yes")
    last = run("log", "--limit", "1", "--json").json()[0]
    assert (last["command"], last["summary"]) == ("gc", "1 original, 72 bytes removed")
    assert record(archive_root, "SELECT kind, outcome, files FROM events") == [
        ("deletion", "removed", 1)
    ]


def test_what_was_set_aside_lately_stays(run, undone, archive_root):
    assert "Nothing to remove" in run("gc", "--yes").out
    age(archive_root, 29)
    assert "Nothing to remove" in run("gc", "--yes").out
    age(archive_root, 31)
    assert run("gc", "--dry-run", "--json").json()["originals"][0]["name"] == "inbox/aside.md"
    assert "Nothing to remove" in run("gc", "--older-than", "5w", "--dry-run").out


def test_a_file_that_another_item_needs_stays(run, undone, inbox, archive_root):
    note(inbox / "copy" / "again.md", "Aside", "Zebra.")
    run("ingest", inbox / "copy")
    assert "Nothing to remove" in run("gc", *NOW, "--yes").out
    assert run("verify").code == 0


def test_gc_asks_and_without_a_terminal_it_has_to_be_told(run, undone, archive_root):
    before = stories.files_of(archive_root)
    ran = run("gc", *NOW)
    assert (ran.code, "--yes" in ran.err) == (2, True)
    assert run("gc", *NOW, "--dry-run").code == 0
    assert stories.files_of(archive_root) == before
    assert run("gc", "--older-than", "soon").code == 2


def test_what_a_crash_left_goes_when_it_is_old_enough(run, undone, archive_root):
    for name in ("ab/" + "ab" * 32, "bad/old.1234"):
        left = write(archive_root / "files" / name, "Half.")
        os.utime(left, (0, 0))
    fresh = write(archive_root / "files" / "cd" / ("cd" * 32), "Whole, but a minute old.")
    ran = run("gc", "--yes")
    assert "2 leftovers, 10 bytes" in ran.out
    assert fresh.exists()
    assert not (archive_root / "files" / "bad" / "old.1234").exists()
    assert run("verify", "--json").json()["leftovers"] == ["files/cd/" + "cd" * 32]


@pytest.mark.parametrize("broken_at", ["finish_removals", "remove_leftovers"])
def test_gc_that_dies_on_its_way_leaves_no_row_without_its_file(
    broken_at, run, undone, archive_root, monkeypatch
):
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(clearing, broken_at, dies)
    assert run("gc", *NOW, "--yes").code == 1
    monkeypatch.undo()
    assert run("verify").code == 0
    assert set(stories.originals(archive_root)) == undone
    assert record(archive_root, "SELECT count(*) FROM removals") == [(0,)]


def test_gc_that_dies_before_its_rows_are_gone_has_done_nothing(
    run, undone, archive_root, monkeypatch
):
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    before = stories.originals(archive_root)
    monkeypatch.setattr(clearing.arrivals, "add_event", dies)
    assert run("gc", *NOW, "--yes").code == 1
    monkeypatch.undo()
    assert run("verify").code == 0
    assert stories.originals(archive_root) == before
    assert run("redo").code == 0


def test_an_original_removed_behind_its_row_is_seen(run, undone, archive_root):
    """The control: had gc taken a file that is needed, `verify` would say so."""
    for name in stories.originals(archive_root):
        if name in undone:
            (archive_root / "files" / name[:2] / name).unlink()
            break
    assert run("verify").code == 4
