"""What is listed as a conflict, and who is named as having said it."""

import re

import pytest

import stories
from desks import meet, same


@pytest.fixture
def tanya(lena):
    return lena.copied("tanya")


def say(desk, inbox, **fields):
    """The note's sidecar is rewritten, and taken in on this laptop."""
    said = "".join(f"{name}: {value}\n" for name, value in fields.items())
    stories.write(inbox / "market.yaml", said)
    assert desk.run("ingest", inbox).code == 0


def people(desk):
    """Who said which value, by field."""
    return {
        (conflict["field"], version["value"]): version["made_by"]
        for item in desk.run("conflicts", "--json").json()["conflicts"]
        for conflict in item["conflicts"]
        for version in conflict["versions"]
    }


def test_who_never_spoke_of_access_is_in_no_conflict_about_it(lena, tanya, inbox):
    say(lena, inbox, title="Fish")
    say(tanya, inbox, access="closed")
    meet(lena, tanya)
    assert same(lena, tanya)
    assert lena.record("SELECT title, access FROM items") == [("Fish", "closed")]
    assert "No conflicts" in lena.run("conflicts").out


def test_who_closed_what_somebody_opened_unknowing_is_named(lena, inbox):
    say(lena, inbox, access="closed")
    tanya, wei = lena.copied("tanya"), lena.copied("wei")
    say(wei, inbox, access="closed", title="Fish")
    say(tanya, inbox, access="open")
    meet(wei, tanya)
    assert wei.record("SELECT access FROM items") == [("closed",)]
    assert people(wei) == {("access", "closed"): "lena-person", ("access", "open"): "tanya-person"}


def test_of_access_too_the_newest_word_comes_first(lena, inbox):
    say(lena, inbox, access="closed")
    tanya, wei = lena.copied("tanya"), lena.copied("wei")
    say(tanya.clocked("2030-01-01T00:00:00Z"), inbox, access="open")
    say(wei.clocked("2031-01-01T00:00:00Z"), inbox, access="closed", title="Fish")
    assert lena.merge(tanya).code == 0
    assert lena.merge(wei).code == 0
    assert lena.conflicts()["access"] == ["closed", "open"]


def test_who_said_it_first_is_named_after_a_merge_was_taken_back_and_done_again(lena, tanya, inbox):
    say(lena, inbox, title="Fish")
    say(tanya, inbox, title="早市", access="open")
    assert lena.merge(tanya).code == 0
    before = people(lena)
    assert before == {
        ("access", "open"): "tanya-person",
        ("access", "team"): "lena-person",
        ("title", "Fish"): "lena-person",
        ("title", "早市"): "tanya-person",
    }
    for command in ("undo", "redo", "undo", "redo"):
        assert lena.run(command).code == 0
    assert people(lena) == before


def test_a_word_that_means_nothing_decides_nothing(lena, tanya, inbox):
    say(lena, inbox, date="2001", city="Сахалян")
    say(tanya, inbox, date="2002", city="blagoveshchensk")
    assert lena.merge(tanya).code == 0
    [(item,)] = lena.record("SELECT DISTINCT item FROM conflicts")
    for field, word, told in (
        ("date", "лето когда-то", '"лето когда-то" is no date. It names no year'),
        ("city", "Heihee", '"Heihee" is not in fieldarchive.toml. Did you mean'),
    ):
        ran = lena.run("resolve", item, field, "--set", word)
        assert (ran.code, told in ran.err) == (2, True)
    assert set(lena.conflicts()) == {"date", "city"}


def test_two_that_share_no_file_are_made_one_only_when_somebody_agrees(lena, inbox, answering):
    stories.note(inbox / "other.md", title="早市", text="Tea.")
    lena.run("ingest", inbox)
    kept, other = (one for (one,) in lena.record("SELECT id FROM items ORDER BY title"))
    ran = lena.run("resolve", kept, "--same-as", other)
    assert (ran.code, 'share no file: "Market", "早市"' in ran.out) == (2, True)
    answering("n")
    assert lena.run("resolve", kept, "--same-as", other).code == 1
    assert lena.record("SELECT count(*) FROM items") == [(2,)]
    ran = lena.run("resolve", kept, "--same-as", other, "--yes")
    assert "`fieldarchive undo 3` takes it back." in ran.out
    assert "`fieldarchive gc --dry-run` which originals nobody needs" in lena.run("status").out
    assert lena.run("undo", 3).code == 0
    assert lena.record("SELECT title FROM items ORDER BY title") == [("Market",), ("早市",)]


def test_a_file_that_was_taken_in_twice_on_one_laptop_is_not_said_to_be_on_two(lena, inbox):
    tanya = lena.copied("tanya")
    for desk in (lena, tanya):
        stories.note(inbox / "new.md", title="New")
        desk.run("ingest", inbox)
    meet(lena, tanya)
    assert "the same file, taken in twice: New" in lena.run("conflicts").out


def test_history_tells_an_undo_of_many_words_as_one(lena, tanya, inbox):
    say(lena, inbox, title="Fish")
    say(tanya, inbox, title="早市")
    lena.merge(tanya)  # 3
    for command in ("undo", "redo", "undo", "redo"):  # 4 to 7
        assert lena.run(command).code == 0
    [(item,)] = lena.record("SELECT DISTINCT item FROM conflicts")
    told = lena.run("show", item, "--history").out
    assert [told.count(f"  operation {number}  ") for number in range(3, 8)] == [1] * 5
    assert told.count("  undo of operation 3\n  no longer in conflict: title\n") == 2
    assert told.count("redo of operation 3\n  in conflict again: title\n") == 2
    assert re.search(r"market\.yaml: [0-9a-f]{12}, [0-9a-f]{12} → [0-9a-f]{12}\n", told)
    assert "joins" not in told
    assert "only who says them changed" not in told


def test_a_look_at_a_merge_says_that_nothing_is_to_be_decided_yet(lena, tanya, inbox):
    say(lena, inbox, title="Fish")
    say(tanya, inbox, title="Fog")
    looked = lena.merge(tanya, "--dry-run")
    assert looked.out.endswith("Nothing was written. Decide after the merge.\n")
    assert "No conflicts" in lena.run("conflicts").out
