"""What an operation did is taken back by another one, and nothing is unsaid by it."""

import pytest

import stories
from fieldarchive import undoing
from stories import browse, note, record, write


def titles(run):
    """The titles that `find` knows, in order."""
    return sorted(item["title"] for item in run("find", "--json").json()["items"])


def key_of(run, title):
    [key] = [i["key"] for i in run("find", "--json").json()["items"] if i["title"] == title]
    return key


def text(root):
    return [words for (words,) in record(root, "SELECT text FROM texts ORDER BY text")]


@pytest.fixture
def evening(run, inbox):
    """Two notes of one evening: operation 1."""
    note(inbox / "a.md", "Morning market", "Zebra.")
    note(inbox / "b.md", "早市", "Tea.")
    assert run("ingest", inbox, "--place", "the quay").code == 0


def test_an_undone_ingest_is_shown_nowhere_and_its_originals_stay(run, evening, archive_root):
    kept = stories.originals(archive_root)
    ran = run("undo")
    told = "Operation 1 (ingest) undone: 2 items set aside. `fieldarchive redo` brings them back."
    assert told in ran.out
    assert (ran.code, titles(run)) == (0, [])
    told = run("status").out
    assert "aside    2 items set aside; `fieldarchive redo` brings back what was" in told
    assert "empty" not in told
    assert browse(archive_root, "SELECT count(*) FROM items") == [(0,)]
    assert stories.indexed_words(archive_root / "browse" / "team.db") == set()
    assert stories.holds(archive_root / "browse", "Zebra") == []
    assert run("export", "csv", archive_root / "tables").code == 0
    assert stories.holds(archive_root / "tables", "Zebra") == []
    assert stories.originals(archive_root) == kept
    assert run("verify").code == 0


def test_redo_brings_back_what_was_undone_as_it_was(run, evening, archive_root):
    shown = {"items", "item_files", "texts", "problems", "item_themes"}
    before = {
        t: rows for t, rows in stories.dump(archive_root / "archive.db").items() if t in shown
    }
    run("undo")
    ran = run("redo")
    assert "Operation 1 (ingest) done again: 2 items back." in ran.out
    after = stories.dump(archive_root / "archive.db")
    revision = record(archive_root, "SELECT revision, seal FROM items")
    for table in shown - {"items"}:
        assert after[table] == before[table]
    assert len(after["items"]) == len(before["items"]) == len(revision)
    assert titles(run) == ["Morning market", "早市"]
    assert run("verify").code == 0


def test_the_same_ingest_takes_undone_items_in_again_under_their_ids(run, evening, inbox):
    key = key_of(run, "早市")
    run("undo")
    again = run("ingest", inbox, "--place", "the quay", "--json").json()
    assert (again["items"]["new"], again["items"]["back"]) == (0, 2)
    assert key_of(run, "早市") == key
    assert run("ingest", inbox, "--place", "the quay", "--json").json()["outcomes"] == []
    assert run("verify").code == 0


def test_what_an_undone_ingest_was_told_does_not_come_back_by_itself(
    run, evening, inbox, archive_root
):
    run("undo")
    run("ingest", inbox)
    assert record(archive_root, "SELECT DISTINCT place FROM items") == [(None,)]
    run("undo")
    run("ingest", inbox, "--place", "the bridge")
    assert record(archive_root, "SELECT DISTINCT place FROM items") == [("the bridge",)]


def test_a_correction_is_taken_back_and_comes_again_when_it_is_asked_for(
    run, evening, inbox, archive_root
):
    note(inbox / "a.md", "Evening market", "Giraffe.")
    run("ingest", inbox)
    assert "1 item changed back" in run("undo").out
    assert titles(run) == ["Morning market", "早市"]
    assert text(archive_root) == ["Tea.\n", "Zebra.\n"]
    assert stories.holds(archive_root / "browse", "Giraffe") == []
    run("ingest", inbox)
    assert titles(run) == ["Evening market", "早市"]
    assert run("ingest", inbox, "--json").json()["outcomes"] == []
    assert run("verify").code == 0


def test_what_was_changed_since_stays_and_is_told(run, evening, inbox, archive_root):
    write(inbox / "a.yaml", "title: Second\nplace: the bridge\n")
    run("ingest", inbox)  # 2
    write(inbox / "a.yaml", "title: Third\nplace: the bridge\n")
    run("ingest", inbox)  # 3
    ran = run("undo", 2)
    key = key_of(run, "Third")
    assert f"title of {key[:6]} was changed since by operation 3 and stays" in ran.err
    assert record(archive_root, "SELECT place FROM items WHERE title = 'Third'") == [("the quay",)]
    run("ingest", inbox)  # what lies there says the bridge, and is believed when it is asked
    assert record(archive_root, "SELECT place FROM items WHERE title = 'Third'") == [
        ("the bridge",)
    ]


def test_undo_walks_back_and_redo_walks_forward(run, inbox, archive_root):
    for title in ("One", "Two", "Three"):
        note(inbox / "a.md", title)
        run("ingest", inbox)
    seen = []
    for command in ("undo", "undo", "undo", "redo", "redo", "redo"):
        assert run(command).code == 0
        seen.append(titles(run))
    assert seen == [["Two"], ["One"], [], ["One"], ["Two"], ["Three"]]
    assert "nothing to redo" in run("redo").err
    run("undo")
    assert titles(run) == ["Two"]
    assert "undone" in run("undo", "--dry-run").out
    assert run("verify").code == 0


def test_there_is_nothing_to_undo_in_an_empty_archive(run):
    assert [run(command).code for command in ("undo", "redo")] == [1, 1]
    assert "no operation 7" in run("undo", 7).err


def test_an_operation_is_not_undone_twice(run, evening):
    run("undo")
    ran = run("undo", 1)
    assert (ran.code, "taken back already, by operation 2" in ran.err) == (1, True)
    assert run("undo", 2).code == 0
    assert titles(run) == ["Morning market", "早市"]


def test_what_changed_no_item_cannot_be_undone(run, evening, archive_root):
    run("undo")
    run("gc", "--older-than", "0d", "--yes")
    ran = run("undo", 3)
    assert (ran.code, "Operation 3 (gc) removed files; it cannot be undone." in ran.err) == (
        1,
        True,
    )
    stories.change(
        archive_root,
        "INSERT INTO operations (number, command, started_at) VALUES (4, 'backup', '2026')",
    )
    assert "Operation 4 (backup) changed no item" in run("undo", 4).err


def test_what_gc_removed_comes_back_when_it_is_taken_in_again(run, evening, inbox, archive_root):
    key = key_of(run, "早市")
    run("undo")
    run("gc", "--older-than", "0d", "--yes")
    before = stories.dump(archive_root / "archive.db")
    ran = run("redo")
    assert ran.code == 1
    assert "the original inbox/a.md was removed since" in ran.err or "inbox/b.md" in ran.err
    assert stories.dump(archive_root / "archive.db") == before
    assert run("show", key).code == 0
    run("ingest", inbox)
    assert key_of(run, "早市") == key
    assert run("verify").code == 0
    run("redo")
    assert titles(run) == ["Morning market", "早市"]


def test_a_dry_run_tells_and_writes_nothing(run, evening, archive_root):
    before = stories.files_of(archive_root)
    ran = run("undo", "--dry-run", "--json")
    assert [item["fate"] for item in ran.json()["items"]] == ["set aside"] * 2
    assert stories.files_of(archive_root) == before


def test_an_undo_that_is_broken_off_has_done_nothing(run, evening, archive_root, monkeypatch):
    before = stories.dump(archive_root / "archive.db")

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(undoing, "show_again", broken)
    assert run("undo").code == 1
    assert stories.dump(archive_root / "archive.db") == before
    monkeypatch.undo()
    assert run("undo").code == 0


def test_a_killed_undo_is_brought_to_its_end_by_asking_again(
    run, evening, archive_root, monkeypatch
):
    def killed_when_all_is_written(archive):
        if record(archive_root, "SELECT max(number) FROM operations") == [(2,)]:
            raise KeyboardInterrupt

    monkeypatch.setattr(undoing.publish, "follow", killed_when_all_is_written)
    assert run("undo", 1).code == 1
    assert stories.holds(archive_root / "browse", "Zebra") == ["team.db"]
    monkeypatch.undo()
    assert "taken back already" in run("undo", 1).err
    assert stories.holds(archive_root / "browse", "Zebra") == []


def test_an_item_set_aside_says_so_and_how_to_have_it_back(run, evening):
    key = key_of(run, "早市")
    run("undo")
    ran = run("show", key)
    assert ran.code == 0
    assert "set aside by operation 2 (undo)" in ran.out
    assert "`fieldarchive undo 2`" in ran.out
    assert run("show", key, "--json").json()["set_aside"]["operation"] == 2


def test_a_picture_vanishes_and_comes_back_with_its_thumbnail(run, inbox, archive_root):
    from test_ingest import picture

    picture(inbox / "DSC_1.JPG", "red")
    run("ingest", inbox)
    before = record(archive_root, "SELECT * FROM thumbnails")
    run("undo")
    assert record(archive_root, "SELECT * FROM thumbnails") == []
    run("redo")
    assert record(archive_root, "SELECT * FROM thumbnails") == before
    assert browse(archive_root, "SELECT count(*) FROM thumbnails") == [(1,)]


def test_access_that_was_closed_by_an_operation_is_as_before_and_back_again(
    run, inbox, archive_root
):
    note(inbox / "a.md", "Quiet", "Zebra.")
    run("ingest", inbox)
    write(inbox / "a.yaml", "access: closed\n")
    run("ingest", inbox)
    run("undo", "--yes")
    assert run("find", "access:closed", "--json").json()["total"] == 0
    run("redo")
    assert run("find", "-access:closed", "--json").json()["total"] == 0
    assert stories.holds(archive_root / "browse", "Zebra") == []
