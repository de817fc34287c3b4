"""Undoing where laptops worked apart: what came by a merge, and what a person decided."""

import shutil

import pytest

import stories
from stories import note, record, write


def titles(run):
    return sorted(item["title"] for item in run("find", "--json").json()["items"])


def fields_in_conflict(run):
    found = run("conflicts", "--json").json()["conflicts"]
    return sorted(conflict["field"] for one in found for conflict in one["conflicts"])


def values(conflict):
    return conflict["field"], {str(version["value"]) for version in conflict["versions"]}


@pytest.fixture
def apart(run, inbox, archive_root, tmp_path):
    """A note on two laptops, named differently, and another one that came along."""
    note(inbox / "a.md", "Market", "Fish.")
    run("ingest", inbox)  # 1
    other = tmp_path / "other"
    shutil.copytree(archive_root, other)
    write(inbox / "a.yaml", "title: Mine\n")
    run("ingest", inbox)  # 2
    write(inbox / "a.yaml", "title: Theirs\nplace: the quay\n")
    write(inbox / "b.md", "Brought along.\n")
    run("--archive", other, "ingest", inbox)
    assert run("merge", other).code == 0  # 3
    return other


def test_an_undone_merge_leaves_what_was_here_before(run, apart, archive_root):
    assert fields_in_conflict(run) == ["title"]
    ran = run("undo")
    assert "Operation 3 (merge) undone" in ran.out
    assert (titles(run), fields_in_conflict(run)) == (["Mine"], [])
    assert record(archive_root, "SELECT place FROM items") == [(None,)]
    assert run("merge", apart).code == 0  # nothing comes in twice
    assert titles(run) == ["Mine"]
    run("redo")
    assert fields_in_conflict(run) == ["title"]
    assert record(archive_root, "SELECT count(*) FROM items") == [(2,)]
    assert run("verify").code == 0


def test_an_undone_decision_leaves_the_conflict_as_it_was(run, apart, archive_root):
    [(item,)] = record(archive_root, "SELECT item FROM conflicts")
    before = run("conflicts", "--json").json()["conflicts"][0]["conflicts"]
    assert run("resolve", item, "title", "--set", "Ours").code == 0  # 4
    assert "Ours" in titles(run)
    ran = run("undo")
    assert "Operation 4 (resolve) undone: 1 item changed back" in ran.out
    assert fields_in_conflict(run) == ["title"]
    after = run("conflicts", "--json").json()["conflicts"][0]["conflicts"]
    assert [values(one) for one in after] == [values(one) for one in before]
    assert record(archive_root, "SELECT place FROM items WHERE id = ?", item) == [("the quay",)]
    run("redo")
    assert ("Ours" in titles(run), fields_in_conflict(run)) == (True, [])
    assert run("verify").code == 0


def test_what_is_in_conflict_since_is_not_decided_by_the_way(run, apart, archive_root):
    before = stories.dump(archive_root / "archive.db")
    ran = run("undo", 2)
    assert ran.code == 1
    assert "Operation 2 cannot be undone while" in ran.err
    assert "is in conflict" in ran.err
    assert stories.dump(archive_root / "archive.db") == before


def test_the_history_of_an_item_names_its_branches_and_its_heads(run, apart, archive_root):
    [(item,)] = record(archive_root, "SELECT item FROM conflicts")
    ran = run("show", item, "--history")
    assert "2 revisions are the newest" in ran.out
    assert "title: Market → Mine" in ran.out
    assert "title: Market → Theirs" in ran.out
    assert "follows " in ran.out
    run("resolve", item, "title", "--set", "Ours")
    assert "joins " in run("show", item, "--history").out
    entries = run("show", item, "--history", "--json").json()["history"]
    assert [entry["is_head"] for entry in entries] == [True] + [False] * (len(entries) - 1)
    assert entries[-1]["parents"] == []
