"""Two laptops that began with one archive, worked apart, and meet again."""

from __future__ import annotations

from itertools import permutations, product
from pathlib import Path

import pytest

import stories
from desks import Desk, bytes_of, meet, same

SUBTITLES = "1\n00:00:00,000 --> 00:00:01,000\n{}\n"
ACCESS = ("open", "team", "closed")
STRICTNESS = {"open": 0, "team": 1, "closed": 2}


@pytest.fixture
def card(tmp_path):
    """A folder that all laptops know by the same place."""
    folder = tmp_path / "card"
    folder.mkdir()
    return folder


@pytest.fixture
def lena(archive_root, capsys, card):
    """A laptop that took in a note and an interview."""
    desk = Desk(archive_root.rename(archive_root.with_name("lena")), capsys)
    stories.note(card / "market.md")
    stories.write(card / "r-1.ru.srt", SUBTITLES.format("Ветер."))
    stories.write(card / "r-1.yaml", "title: The ferry\nthemes: [market]\naccess: team\n")
    assert desk.run("ingest", card).code == 0
    return desk


@pytest.fixture
def wei(lena):
    """Another laptop that began with a copy."""
    return lena.copied("wei")


def describe(desk, card, **fields):
    """The interview's sidecar is rewritten, and taken in on this laptop."""
    said = {"title": "The ferry", "themes": "[market]", "access": "team", **fields}
    lines = [f"{name}: {value}\n" for name, value in said.items() if value is not None]
    stories.write(card / "r-1.yaml", "".join(lines))
    assert desk.run("ingest", card).code == 0


def test_two_laptops_end_with_one_archive(lena, wei, card, tmp_path):
    stories.note(card / "bridge.md", title="The bridge")
    describe(lena, card, themes="[market, smell]")
    (card / "bridge.md").unlink()
    stories.note(card / "snow.md", title="Snow", text="Снег на набережной.")
    describe(wei, card, themes="[market, trade]", city="heihe")
    meet(lena, wei)
    assert same(lena, wei)
    titles = {title for (title,) in lena.record("SELECT title FROM items")}
    assert titles == {"Morning market", "The ferry", "The bridge", "Snow"}
    themes = "SELECT t.theme FROM item_themes t JOIN items i ON i.id = t.item WHERE i.title = ?"
    assert {t for (t,) in lena.record(themes, "The ferry")} == {"market", "smell", "trade"}
    assert lena.record("SELECT city FROM items WHERE title = 'The ferry'") == [("heihe",)]
    assert not lena.conflicts()
    assert lena.run("verify").code == wei.run("verify").code == 0


def test_merging_again_changes_nothing_and_says_so(lena, wei, card):
    describe(wei, card, title="The last ferry")
    lena.merge(wei)
    before = bytes_of(lena)
    again = lena.merge(wei)
    assert (again.code, "Nothing new" in again.out) == (0, True)
    assert bytes_of(lena) == before


def test_a_dry_run_tells_what_would_come_and_writes_nothing(lena, wei, card):
    stories.note(card / "bridge.md", title="The bridge")
    describe(wei, card, title="The last ferry")
    before = bytes_of(lena)
    told = lena.merge(wei, "--dry-run")
    assert told.out.endswith("Nothing was written.\n")
    assert "would come in" in told.out
    assert bytes_of(lena) == before
    done = lena.merge(wei, "--json").json()
    assert (done["items_new"], done["items_changed"], done["originals"]) == (1, 1, 2)


def test_who_says_anew_what_was_changed_there_is_told_so(lena, wei, card):
    describe(wei, card, title="The last ferry")
    lena.merge(wei)
    stories.write(card / "r-1.yaml", "title: The first ferry\nthemes: [market]\naccess: team\n")
    told = lena.run("ingest", card)
    assert "title had been changed elsewhere too, and says now what lies here" in told.err
    assert lena.record("SELECT count(*) FROM items WHERE title = 'The first ferry'") == [(1,)]
    assert "The last ferry" in lena.run("show", *first_interview(lena), "--history").out


def first_interview(desk):
    return desk.record("SELECT id FROM items WHERE kind = 'interview'")[0]


def test_three_laptops_in_any_order(lena, wei, card):
    oleg = lena.copied("oleg")
    for desk, title in ((lena, "a"), (wei, "b"), (oleg, "c")):
        stories.note(card / f"{title}.md", title=title)
        describe(desk, card, title=title)
        (card / f"{title}.md").unlink()
    hashes = set()
    for number, order in enumerate(permutations([lena, wei, oleg])):
        last = order[0].copied(f"copy-{number}")
        for desk in order[1:]:
            assert last.merge(desk).code == 0
        hashes.add(last.hash())
        assert set(last.conflicts()["title"]) == {"a", "b", "c"}
    assert len(hashes) == 1


def test_what_both_changed_is_kept_twice_and_listed(lena, wei, card):
    describe(lena, card, title="The last ferry")
    describe(wei, card, title="The first ferry")
    meet(lena, wei)
    assert same(lena, wei)
    assert set(lena.conflicts()["title"]) == {"The last ferry", "The first ferry"}
    told = lena.run("conflicts").out
    assert "lena-person on lena" in told
    assert "wei-person on wei" in told
    assert "1 item to decide" in told


def test_a_transcript_added_there_is_not_lost_when_its_folder_is_taken_in_again_here(
    lena, wei, card
):
    transcript = stories.write(card / "r-1.en.srt", SUBTITLES.format("Wind."))
    describe(wei, card)
    transcript.unlink()
    lena.merge(wei)
    describe(lena, card, title="The last ferry")
    files = "SELECT name FROM item_files f JOIN items i ON i.id = f.item WHERE i.title = ?"
    found = {Path(name).name for (name,) in lena.record(files, "The last ferry")}
    assert found == {"r-1.ru.srt", "r-1.en.srt", "r-1.yaml"}
    meet(wei, lena)
    assert same(lena, wei)


@pytest.mark.parametrize(("here", "there"), [*product(ACCESS, ACCESS)])
def test_the_stricter_access_holds_and_is_listed(here, there, lena, wei, card):
    describe(lena, card, access=here, title="here")
    describe(wei, card, access=there, place="quay")
    meet(lena, wei)
    assert same(lena, wei)
    stricter = max(here, there, key=STRICTNESS.__getitem__)
    assert lena.record("SELECT access FROM items WHERE title = 'here'") == [(stricter,)]
    # It was "team" before: who closed it decided, unless somebody opened it, not knowing.
    assert ("access" in lena.conflicts()) == (here != there and "open" in {here, there})
    seen = stories.browse(lena.root, "SELECT access FROM items WHERE title = 'here'")
    assert seen == ([] if stricter == "closed" else [(stricter,)])


def test_what_was_closed_here_stays_closed_when_there_something_else_was_said(lena, wei, card):
    describe(lena, card, access="closed")
    describe(wei, card, title="The last ferry", city="heihe")
    meet(lena, wei)
    assert same(lena, wei)
    [(access, city)] = wei.record("SELECT access, city FROM items WHERE title = 'The last ferry'")
    assert (access, city) == ("closed", "heihe")
    assert not wei.conflicts()


def test_set_aside_here_and_worked_on_there_it_is_shown_until_somebody_decides(lena, wei, card):
    describe(wei, card, title="The last ferry")
    assert lena.run("undo", "1").code == 0
    assert lena.record("SELECT count(*) FROM items") == [(0,)]
    meet(lena, wei)
    assert same(lena, wei)
    assert set(lena.conflicts()["aside"]) == {True, False}
    [(title,)] = lena.record("SELECT title FROM items")
    assert title == "The last ferry"


@pytest.mark.parametrize(("here", "there"), [("2016", "2036"), ("2036", "2016"), ("2026", "2016")])
def test_clocks_that_are_years_wrong_change_no_outcome(here, there, lena, wei, card):
    describe(lena.clocked(f"{here}-05-01T00:00:00Z"), card, title="here", place="quay")
    describe(wei.clocked(f"{there}-05-01T00:00:00Z"), card, title="there")
    meet(lena, wei)
    assert same(lena, wei)
    assert set(lena.conflicts()["title"]) == {"here", "there"}
    describe(wei.clocked("2001-05-01T00:00:00Z"), card, title="there", city="heihe")
    meet(lena, wei)
    assert same(lena, wei)
    assert lena.record("SELECT city, place FROM items WHERE city IS NOT NULL AND place = 'quay'")


def test_a_clock_that_runs_ahead_is_told(lena, wei, card):
    describe(wei.clocked("2046-05-01T00:00:00Z"), card, title="tomorrow")
    told = lena.merge(wei)
    assert "A clock there runs ahead: something was said on 2046-05-01" in told.err
    describe(wei, card, title="today")
    assert "clock" not in lena.merge(wei).err


def test_cloned_disks_that_write_in_the_same_second(lena, card):
    moment = "2026-05-01T00:00:00Z"
    clone = lena.copied("clone")
    clone = Desk(clone.root.parent / "elsewhere" / "lena", lena.capsys, moment)
    clone.root.parent.mkdir()
    (lena.root.parent / "clone").rename(clone.root)
    for desk, title in ((lena.clocked(moment), "one"), (clone, "other")):
        stories.note(card / "new.md", title=title)
        describe(desk, card, title=title)
    meet(lena, clone)
    assert same(lena, clone)
    assert set(lena.conflicts()["title"]) == {"one", "other"}
    assert lena.record("SELECT count(*) FROM items") == [(4,)]


def test_a_backup_of_another_laptop_is_merged_like_the_laptop(lena, wei, card, tmp_path):
    stories.note(card / "bridge.md", title="The bridge")
    describe(wei, card, title="The last ferry")
    assert wei.run("backup", tmp_path / "stick").code == 0
    before = stories.stamps(tmp_path / "stick")
    assert lena.merge(tmp_path / "stick").code == 0
    assert stories.stamps(tmp_path / "stick") == before
    assert lena.hash() == wei.hash()
    assert "Nothing new" in wei.merge(lena).out
    assert same(lena, wei)
