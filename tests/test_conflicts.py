"""What is listed as a conflict, and who is named as having said it."""

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
