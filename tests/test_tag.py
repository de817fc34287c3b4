"""Themes put on items and taken off: shown as a plan, asked once, undone by one command."""

from __future__ import annotations

import pytest

from stories import note, rows, write


@pytest.fixture
def evening(run, inbox):
    note(inbox / "fish.md", title="Fish", text="Fish and tea.")
    write(inbox / "river.md", "---\ntitle: River\ncity: heihe\n---\nIce and tea.\n")
    write(inbox / "odd.md", "---\ntitle: Odd\nthemes: zebra, smell\n---\nStripes.\n")
    assert run("ingest", inbox).code == 0


def themes(run, title):
    [found] = [i for i in run("find", "--json").json()["items"] if i["title"] == title]
    return found["themes"]


def test_themes_come_and_go_over_a_query(run, evening):
    ran = run("tag", "+smell", "-рынок", "--yes", "--", "city:heihe", "tea")
    assert ran.code == 0
    assert "understood  city heihe · says “tea”: 2 items" in ran.err
    assert "Fish   themes +smell −market" in ran.out  # in one column, whatever the title
    assert "River  themes +smell" in ran.out
    assert "2 items changed. `fieldarchive undo 2` changes them back." in ran.out
    assert (themes(run, "Fish"), themes(run, "River")) == (["smell"], ["smell"])
    assert run("undo").code == 0
    assert (themes(run, "Fish"), themes(run, "River")) == (["market"], [])


def test_a_theme_that_a_file_names_is_taken_off_and_stays_off(run, evening, inbox):
    assert run("tag", "-market", "Fish").code == 0
    assert themes(run, "Fish") == []
    note(inbox / "fish.md", title="Fish", text="Fish and tea, corrected.")
    assert run("ingest", inbox).code == 0
    assert themes(run, "Fish") == []
    assert run("rebuild").code == 0
    assert themes(run, "Fish") == []


def test_a_word_that_names_no_theme_yet_is_kept(run, evening):
    assert run("tag", "+market", "Odd").code == 0
    assert themes(run, "Odd") == ["smell", "market"]
    [odd] = run("find", "keyword:zebra", "--json").json()["items"]
    assert odd["title"] == "Odd"


def test_without_a_terminal_more_than_one_item_wants_yes(run, evening, archive_root):
    before = rows(archive_root / "archive.db", "SELECT count(*) FROM revisions")
    ran = run("tag", "+smell", "tea")
    assert (ran.code, "--yes" in ran.err) == (2, True)
    ran = run("tag", "+smell", "tea", "--dry-run")
    assert (ran.code, "nothing was written" in ran.err) == (0, True)
    assert rows(archive_root / "archive.db", "SELECT count(*) FROM revisions") == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["+smel", "tea"], "Did you mean"),
        (["+smell"], "Say which items"),
        (["tea"], "Say which themes"),
        (["+smell", "city:paris"], "means nothing in this archive"),
    ],
)
def test_what_is_not_understood_changes_nothing(run, evening, archive_root, words, says):
    before = rows(archive_root / "archive.db", "SELECT count(*) FROM revisions")
    ran = run("tag", *words, "--yes")
    assert (ran.code in {1, 2}, says in ran.err) == (True, True), ran.err
    assert rows(archive_root / "archive.db", "SELECT count(*) FROM revisions") == before


def test_what_cannot_be_looked_for_is_not_everything(run, evening):
    ran = run("tag", "+smell", "!!!", "--yes")
    assert (ran.code, "0 items" in ran.err) == (0, True)


def test_it_is_so_already(run, evening):
    ran = run("tag", "+market", "Fish")
    assert (ran.code, "so already" in ran.err) == (0, True)


def test_an_option_behind_the_hyphens_is_no_word_and_changes_nothing(run, evening):
    ran = run("tag", "+smell", "--", "River", "--dry-run")
    assert ran.code == 2
    assert '"--dry-run" stands behind "--"' in ran.err
    assert themes(run, "River") == []
    assert run("tag", "+smell", "--dry-run", "--", "River").code == 0


def test_a_query_that_chooses_nothing_says_so(run, evening):
    ran = run("tag", "+smell", "nowhere")
    assert ran.code == 0
    assert "Nothing was changed: no item meets this." in ran.err
    assert "already" not in ran.err
    assert "no item meets this" in run("edit", "--set", "city=heihe", "nowhere").err
