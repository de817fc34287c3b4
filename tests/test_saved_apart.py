"""Saved searches are history: they are undone, merged, backed up and restored with it."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

import stories
from desks import Desk, meet, same
from fieldarchive.history import wellformed
from fieldarchive.history.revision import Revision, canonical
from fieldarchive.history.searches import Said, taken_back
from stories import browse

SAVED = "SELECT name, query FROM saved_searches ORDER BY id"


@pytest.fixture
def wei(lena):
    """Another laptop that began with a copy."""
    return lena.copied("wei")


def save(desk, name, query, *options):
    assert desk.run("find", query, "--save", name, *options).code == 0


def saved(desk):
    """Names with their queries, which are the same on the pages."""
    found = [(s["name"], s["query"]) for s in desk.run("saved", "list", "--json").json()]
    assert browse(desk.root, SAVED) == found
    return found


def test_undo_takes_back_a_save_and_redo_does_it_again(lena):
    save(lena, "a", "чай")
    assert "saved search “a” removed" in lena.run("undo").out
    assert saved(lena) == []
    assert "saved search “a” back" in lena.run("redo").out
    save(lena, "a", "рынок", "--yes")
    assert "saved search “a” as before" in lena.run("undo", "--dry-run").out
    assert saved(lena) == [("a", "рынок")]
    lena.run("undo")
    assert saved(lena) == [("a", "чай")]
    lena.run("saved", "remove", "a")
    told = lena.run("undo")
    assert "(search “a” removed) undone: saved search “a” back." in told.out
    assert saved(lena) == [("a", "чай")]
    assert lena.run("verify").code == 0


def test_undo_takes_back_one_search_and_leaves_others(lena):
    """Each is a record of its own: the older save is undone by its number."""
    save(lena, "a", "чай")
    save(lena, "b", "рынок")
    assert lena.run("undo", "2").code == 0
    assert saved(lena) == [("b", "рынок")]


def test_undo_does_not_take_back_what_was_saved_anew(lena):
    save(lena, "a", "чай")
    save(lena, "a", "рынок", "--yes")
    refused = lena.run("undo", "2")
    assert (refused.code, "“a” was saved anew or removed since" in refused.err) == (1, True)
    assert saved(lena) == [("a", "рынок")]


def test_two_laptops_that_meet_have_the_searches_of_both(lena, wei):
    save(lena, "fish", "рыба")
    save(wei, "чай", "чай")
    told = lena.merge(wei, "--dry-run")
    assert "1 saved search: “чай”" in told.out
    assert saved(lena) == [("fish", "рыба")]
    assert lena.merge(wei, "--json").json()["searches"] == ["чай"]
    wei.merge(lena)
    assert saved(lena) == saved(wei) == [("fish", "рыба"), ("чай", "чай")]
    assert same(lena, wei)
    assert "Nothing new" in lena.merge(wei).out
    assert "No conflicts" in lena.run("conflicts").out


def test_one_name_that_two_laptops_gave_keeps_both_queries_until_somebody_decides(lena, wei):
    save(lena.clocked("2024-06-12T06:40:00Z"), "Fish", "рыба")
    save(wei, "fish", "fish")
    told = lena.merge(wei)
    wei.merge(lena)
    assert "saved on both sides with another query" in told.out
    assert saved(lena) == [("Fish", "рыба"), ("fish", "fish")]
    listed = lena.run("conflicts").out
    assert "рыба   (lena-person on lena" in listed
    assert "fish   (wei-person on wei" in listed
    assert "fieldarchive find QUERY --save Fish" in listed
    assert len(lena.run("conflicts", "--json").json()["searches"][0]) == 2
    refused = lena.run("find", "--saved", "fish")
    assert (refused.code, "means 2 searches" in refused.err) == (2, True)
    save(lena, "fish", "рыба OR fish", "--yes")
    meet(lena, wei)
    assert saved(lena) == saved(wei) == [("fish", "рыба OR fish")]
    assert same(lena, wei)
    lena.run("undo")
    assert sorted(saved(lena)) == [("Fish", "рыба"), ("fish", "fish")]


def test_the_same_search_saved_twice_is_one(lena, wei):
    save(lena, "fish", "рыба")
    save(wei, "FISH", "рыба")
    meet(lena, wei)
    assert saved(lena) == saved(wei)
    assert len(saved(lena)) == 1
    assert "No conflicts" in lena.run("conflicts").out
    assert lena.run("saved", "remove", "fish").code == 0
    assert saved(lena) == []


def test_a_removal_travels_and_a_query_saved_anew_meanwhile_is_kept(lena):
    save(lena, "a", "чай")
    save(lena, "b", "рыба")
    wei = lena.copied("wei")
    lena.run("saved", "remove", "a")
    lena.run("saved", "remove", "b")
    save(wei, "b", "рынок", "--yes")
    meet(lena, wei)
    assert saved(lena) == saved(wei) == [("b", "рынок")]


def test_what_was_saved_anew_on_both_sides_is_two_and_both_are_removed_together(lena, answering):
    save(lena, "a", "чай")
    wei = lena.copied("wei")
    save(lena, "a", "рынок", "--yes")
    save(wei, "a", "рыба", "--yes")
    meet(lena, wei)
    assert sorted(saved(lena)) == sorted(saved(wei)) == [("a", "рыба"), ("a", "рынок")]
    answering("n")
    assert lena.run("saved", "remove", "a").code == 1
    answering("y")
    assert lena.run("saved", "remove", "a").code == 0
    meet(lena, wei)
    assert saved(wei) == []
    assert lena.run("undo").code == 0
    assert sorted(saved(lena)) == [("a", "рыба"), ("a", "рынок")]


def test_three_laptops_in_any_order_end_with_the_same(lena, wei):
    save(lena, "a", "чай")
    mei = lena.copied("mei")
    save(mei, "b", "рыба")
    save(wei, "a", "рынок")
    ends = []
    for number, order in enumerate(permutations([lena, wei, mei])):
        fresh = order[0].copied(f"end{number}")
        for other in order[1:]:
            fresh.merge(other)
        ends.append((saved(fresh), fresh.hash()))
    assert all(end == ends[0] for end in ends)
    assert len(ends[0][0]) == 3


def test_undoing_a_merge_takes_its_searches_along(lena, wei, inbox):
    save(wei, "чай", "чай")
    stories.note(inbox / "tea.md", title="Tea")
    wei.run("ingest", inbox)
    lena.merge(wei)
    told = lena.run("undo")
    assert "1 item set aside, saved search “чай” removed" in told.out
    assert saved(lena) == []


@pytest.mark.parametrize("options", [[], ["--from-history"]])
def test_a_backup_brings_them_back(lena, bag, back, options, capsys):
    save(lena, "рыбный рынок", "рыба")
    save(lena, "b", "чай")
    lena.run("saved", "remove", "b")
    assert lena.run("backup", bag).code == 0
    assert lena.run("restore", bag, back, *options).code == 0
    restored = Desk(back, capsys)
    assert saved(restored) == [("рыбный рынок", "рыба")]
    assert restored.hash() == lena.hash()
    (back / "browse" / "team.db").unlink()
    assert restored.run("rebuild").code == 0
    assert saved(restored) == [("рыбный рынок", "рыба")]


GOOD = {"name": "рыбный рынок", "query": "рыба"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "a\x1b[2J"}, {"name": ""}, {"name": "x" * 101}, {"name": " a"}, {"name": 1},
        {"query": ""}, {"query": "x" * 2_001}, {"query": "a\u202eb"}, {"query": None},
        {"aside": False}, {"aside": 1}, {"more": "words"}, {"files": []},
    ],
)  # fmt: skip
def test_what_no_command_writes_does_not_come_in_from_outside(wrong):
    def why(body):
        return wellformed.why_malformed("0" * 16, "search", "2024-06-12T06:40:00Z", body)

    assert why(GOOD) is None
    assert why({"aside": True, **GOOD}) is None
    assert why({**GOOD, **wrong})


def test_a_merge_refuses_a_search_that_would_steer_a_terminal(lena, wei):
    save(wei, "чай", "чай")
    [row] = wei.record(
        "SELECT record, kind, parents, made_at, made_by, device, body FROM revisions "
        "WHERE kind = 'search'"
    )
    body = {**json.loads(row[6]), "name": "\x1b[2J"}
    forged = Revision(row[0], row[1], (), row[3], row[4], row[5], body)
    stories.change(
        wei.root, "UPDATE revisions SET digest = ?, body = ? WHERE kind = 'search'",
        forged.digest, canonical(body),
    )  # fmt: skip
    refused = lena.merge(wei)
    assert (refused.code, "cannot be seen (U+001B)" in refused.err) == (1, True)
    assert saved(lena) == []


def revision(name, *parents, aside=False):
    digests = tuple(sorted(one.digest for one in parents))
    said = Said("a", name, aside=aside).body()
    return Revision("0" * 16, "search", digests, "2024-06-12T06:40:00Z", None, None, said)


def test_taking_back_brings_both_heads_back_that_a_decision_had_joined():
    one, two = revision("чай"), revision("рынок")
    both = revision("рыба", one, two)
    before = {one.digest, two.digest}
    answer = taken_back([one, two, both], before, {both.digest})
    assert answer == [Said("a", "рынок"), Said("a", "чай")]
    later = revision("уха", both)
    assert taken_back([one, two, both, later], before, {both.digest}) is None
    back = revision("рыба", later)  # said again: as the operation left it
    assert taken_back([one, two, both, later, back], before, {both.digest}) == answer
