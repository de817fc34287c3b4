"""The log tells what was done, by number, and which items it was done to."""

import pytest
from rich.cells import cell_len

import stories
from stories import note, record, write


@pytest.fixture
def evenings(run, inbox, monkeypatch):
    """Three ingests by somebody, the last one undone."""
    monkeypatch.setenv("FIELDARCHIVE_USER", "fieldworker-01")
    note(inbox / "a.md", "Morning market", "Fish.")
    note(inbox / "b.md", "早市与码头的记录", "Tea.")
    run("ingest", inbox)
    note(inbox / "a.md", "Evening market", "Fish.")
    run("ingest", inbox)
    write(inbox / "c.md", "Ice.\n")
    run("ingest", inbox)
    run("undo")


def test_the_newest_is_first_and_what_was_taken_back_is_marked(run, evenings):
    lines = run("log").out.splitlines()
    assert [line.split()[0] for line in lines] == ["no.", "4", "3", "2", "1"]
    assert "undo" in lines[1]
    assert "operation 3 undone: 1 set aside" in lines[1]
    assert "taken back by 4" in lines[2]
    assert "taken back" not in lines[3]
    assert all("fieldworker-01 on " in line for line in lines[1:])
    assert len(run("log", "--limit", "2").out.splitlines()) == 3


def test_as_json_it_names_what_takes_back_what(run, evenings):
    found = run("log", "--json").json()
    assert [(one["number"], one["undoes"], one["undone_by"]) for one in found] == [
        (4, 3, None), (3, None, 4), (2, None, None), (1, None, None),
    ]  # fmt: skip
    assert {one["command"] for one in found} == {"ingest", "undo"}


def test_one_operation_is_told_with_its_items(run, evenings):
    first = run("log", 1).out
    assert "Morning market" not in first  # an item goes by its name of today
    assert first.count("new\n") + first.count("new ") >= 2
    [line] = [line for line in run("log", 2).out.splitlines() if "Evening market" in line]
    assert "title" in line
    assert "set aside" in run("log", 4).out
    assert "took back operation 3" in run("log", 4).out
    told = run("log", 2, "--json").json()
    assert [change["field"] for change in told["items"][0]["changes"]] == [
        "title",
        "file inbox/a.md",
    ]


def test_chinese_titles_line_up(run, evenings):
    rows = run("log", 1).out.splitlines()[3:]
    columns = {cell_len(row[: row.index("new")]) for row in rows[1:]}
    assert len(columns) == 1
    assert columns == {cell_len(rows[0][: rows[0].index("what")])}


def test_a_number_that_is_not_there_is_told(run, evenings):
    ran = run("log", 9)
    assert (ran.code, "no operation 9" in ran.err) == (1, True)


def test_an_operation_that_was_killed_is_told_as_killed(run, evenings, archive_root):
    stories.change(archive_root, "UPDATE operations SET ended_at = NULL, summary = NULL")
    assert "killed" in run("log", "--limit", "1").out


def test_an_empty_archive_has_no_log(run):
    ran = run("log")
    assert (ran.code, ran.out) == (0, "")


def test_the_history_of_an_item_tells_each_change(run, evenings, archive_root):
    [(item,)] = record(archive_root, "SELECT id FROM items WHERE title = 'Evening market'")
    told = run("show", item, "--history").out
    assert "title: Morning market → Evening market" in told
    assert told.index("operation 2") < told.index("operation 1")
    assert "+ inbox/a.md" in told
    entries = run("show", item, "--history", "--json").json()["history"]
    assert [entry["operation"] for entry in entries] == [2, 1]
    digests = [digest for (digest,) in record(
        archive_root, "SELECT digest FROM revisions WHERE record = ? ORDER BY operation DESC", item
    )]  # fmt: skip
    assert [entry["digest"] for entry in entries] == digests


def test_the_history_of_an_item_set_aside_tells_when(run, evenings, archive_root):
    [(item,)] = record(archive_root, "SELECT record FROM revisions WHERE operation = 3")
    told = run("show", item, "--history").out
    assert "set aside by operation 4" in told
    assert "\n  set aside\n" in told
    run("redo")
    assert "\n  back\n" in run("show", item, "--history").out


def test_what_is_told_of_history_cannot_steer_a_terminal(run, inbox, archive_root):
    write(inbox / "a.md", '---\ntitle: "a\\e]52;c;x\\a"\n---\nText.\n')
    run("ingest", inbox)
    [(item,)] = record(archive_root, "SELECT id FROM items")
    for words in (["log"], ["log", "1"], ["show", item, "--history"], ["undo"]):
        ran = run(*words)
        assert "\x1b" not in ran.out + ran.err


def test_an_undo_of_what_a_damage_took_is_still_told(run, evenings, archive_root):
    [(item,)] = record(archive_root, "SELECT record FROM revisions WHERE operation = 3")
    stories.change(archive_root, "DELETE FROM revisions WHERE operation = 3")
    told = run("show", item, "--history")
    assert (told.code, "undo of operation 3\n  set aside\n" in told.out) == (0, True)
    [undoing] = run("show", item, "--history", "--json").json()["history"]
    assert undoing["operation"] == 4
