"""Searches saved under a name: found again, run, replaced, removed, and read by the team."""

from __future__ import annotations

import json

import pytest

import stories
from fieldarchive import publish
from stories import browse, note

SAVED = "SELECT name, query FROM saved_searches ORDER BY id"
FISH = "рыбный рынок"


@pytest.fixture
def kept(run, inbox, archive_root):
    """Two notes of Heihe."""
    note(inbox / "fish.md", title="Рыба", text="На рынке продают рыбу.")
    note(inbox / "tea.md", title="Tea", text="Чай на набережной.")
    assert run("ingest", inbox).code == 0
    return archive_root


def titles(ran):
    return {item["title"] for item in ran.json()["items"]}


def names(run):
    return {one["name"]: one["query"] for one in run("saved", "list", "--json").json()}


def test_a_search_is_saved_listed_run_and_linked_for_the_team(run, kept):
    saved = run("find", "рынок", "рыба", "--save", FISH)
    assert (saved.code, "Рыба" in saved.out) == (0, True)
    assert f"Saved as “{FISH}”: рынок рыба. The team finds it on the pages." in saved.err
    assert f"fieldarchive find --saved '{FISH}'" in saved.err
    listed = run("saved", "list")
    assert FISH in listed.out
    assert "рынок рыба" in listed.out
    assert titles(run("find", "--saved", FISH, "--json")) == {"Рыба"}
    assert browse(kept, SAVED) == [(FISH, "рынок рыба")]


def test_options_and_what_the_shell_kept_together_are_saved_as_one_line(run, kept):
    words = ("find", "тема:market", "--city", "Хэйхэ", "--since", "лето 2011")
    assert run(*words, "--save", "a").code == 0
    line = 'тема:market city:Хэйхэ since:"лето 2011"'
    assert names(run) == {"a": line}
    assert titles(run("find", line, "--json")) == titles(run(*words, "--json")) == {"Рыба", "Tea"}
    assert run("find", "city:黑河 чай", "рынок", "--save", "b").code == 0
    assert names(run)["b"] == "чай рынок city:黑河"


def test_a_saved_search_is_narrowed_by_options_and_not_by_words(run, kept):
    run("find", "рынок OR чай", "--save", "a")
    assert titles(run("find", "--saved", "a", "--since", "2014", "--json")) == set()
    assert len(titles(run("find", "--saved", "a", "--city", "heihe", "--json"))) == 2
    refused = run("find", "рыба", "--saved", "a")
    assert (refused.code, "as it was saved" in refused.err) == (2, True)


def test_a_saved_search_is_lined_up_in_a_concordance_too(run, kept):
    run("find", "рынок", "рыба", "--save", FISH)
    assert "продают" in run("concordance", "--saved", FISH).out
    assert run("concordance", "чай", "--saved", FISH).code == 2


def test_json_stays_json_while_a_search_is_saved(run, kept):
    ran = run("find", "чай", "--save", "чай", "--json")
    assert titles(ran) == {"Tea"}
    assert "Saved as" in ran.err


def test_a_dry_run_tells_and_saves_nothing(run, kept):
    run("find", "чай", "--save", "a")
    before = stories.files_of(kept)
    told = run("find", "рынок", "--save", "A", "--dry-run")
    assert "“a”  чай → рынок" in told.err
    assert "Nothing was saved" in told.err
    assert run("saved", "remove", "a", "--dry-run").out.strip() == "“a”  чай"
    assert stories.files_of(kept) == before


def test_a_name_that_is_taken_is_asked_about(run, kept, answering):
    run("find", "чай", "--save", FISH)
    refused = run("find", "рынок", "--save", FISH)
    assert (refused.code, "--yes" in refused.err) == (2, True)
    answering("n")
    assert run("find", "рынок", "--save", FISH).code == 1
    assert names(run) == {FISH: "чай"}
    answering("y")
    assert run("find", "рынок", "--save", FISH).code == 0
    assert names(run) == {FISH: "рынок"}
    assert run("find", "тема:market", "--save", FISH, "--yes").code == 0
    assert browse(kept, SAVED) == [(FISH, "тема:market")]


@pytest.mark.parametrize(
    "other", ["РЫБНЫЙ  РЫНОК", " рыбный рынок ", "рыбный рынок\u0301", "рыбный　рынок"]
)
def test_a_name_is_the_same_however_it_is_spelled(run, kept, other):
    run("find", "чай", "--save", FISH)
    assert titles(run("find", "--saved", other, "--json")) == {"Tea"}
    assert run("find", "рынок", "--save", other, "--yes").code == 0
    assert list(names(run).values()) == ["рынок"]


def test_full_width_and_yo_make_no_other_name_and_another_word_does(run, kept):
    run("find", "чай", "--save", "Ｆｉｓｈ ёлка")
    assert run("find", "--saved", "fish елка").code == 0
    assert run("find", "--saved", "fish елки").code == 2


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("я" * 10_000, "has 10,000 signs; 100 are the most"),
        ("a\x1b[2Jb", "holds a sign that cannot be seen (U+001B)"),
        ("a\u202eb", "holds a sign that cannot be seen (U+202E)"),
        ("a\u200bb", "holds a sign that cannot be seen (U+200B)"),
    ],
)
def test_a_name_that_nobody_could_type_again_is_refused(run, kept, name, why):
    ran = run("find", "чай", "--save", name)
    assert (ran.code, why in ran.err) == (2, True)
    assert "\x1b" not in ran.err
    assert len(ran.err) < 500
    assert names(run) == {}


@pytest.mark.parametrize("query", [[], ["keyword:" + "x" * 2_001], ["чай\x1b[2J"]])
def test_a_query_that_cannot_be_kept_is_refused(run, kept, query):
    ran = run("find", *query, "--save", "a")
    assert (ran.code, "cannot be saved" in ran.err) == (2, True)
    assert names(run) == {}


def test_a_query_that_means_nothing_here_is_not_saved(run, kept):
    ran = run("find", "citty:heihe", "--save", "a")
    assert (ran.code, "Did you mean city:heihe" in ran.err) == (1, True)
    assert names(run) == {}


def test_a_name_that_nothing_has_is_told_with_what_it_looks_like(run, kept):
    run("find", "чай", "--save", FISH)
    assert f'Did you mean "{FISH}"?' in run("find", "--saved", "рыбный рынк").err
    assert "saved list" in run("saved", "remove", "чай").err


def test_a_search_is_removed_everywhere_but_in_history(run, kept):
    run("find", "слово", "--save", "секрет")
    removed = run("saved", "remove", "Секрет")
    assert (removed.code, "`fieldarchive undo 3` brings it back" in removed.out) == (0, True)
    assert names(run) == {}
    assert browse(kept, SAVED) == []
    assert stories.holds(kept / "browse", "секрет") == []
    assert "+ “секрет”  слово" in run("log", "2").out
    assert "- “секрет”  слово" in run("log", "3").out


def test_the_label_of_a_speaker_is_kept_from_the_pages(run, kept):
    """It may be a real name, and the team's pages show pseudonyms alone."""
    stories.write(
        kept / "vocabularies" / "people.csv",
        "handle,role,en,ru,zh,languages,birth_decade,note,speakers\n"
        "narrator-01,trader,Lena,Лена,莲娜,ru,,,Ольга Петровна|А|李红\n",
    )
    told = run("find", "чай", "ольга", "ПЕТРОВНА", "--save", "a")
    assert "kept from the pages: transcripts call somebody “Ольга Петровна”" in told.err
    run("find", "чай", "--save", "Ольга Петровна")
    run("find", "红李", "李", "--save", "e")
    run("find", "“李紅”说", "小李红的茶", "--save", "f")
    run("find", "person:Лена", "--save", "b")
    run("find", "Ольга", "а", "--save", "c")
    run("find", "Ольгой", "--save", "g")  # a part of it, in another form, in other letters
    run("find", "Petrov*", "--save", "h")
    assert browse(kept, SAVED) == [("b", "person:Лена"), ("e", "红李 李")]
    assert len(names(run)) == 8
    assert stories.holds(kept / "browse", "Петровна") == []
    assert run("find", "person:Ольга Петровна", "--save", "d").code == 1
    on_pages = {one["name"]: one["on_pages"] for one in run("saved", "list", "--json").json()}
    assert [name for name, shown in on_pages.items() if not shown] == [*"acfgh", "Ольга Петровна"]


def test_what_no_page_can_judge_is_kept_from_the_pages(run, kept):
    told = run("find", "problem:no-date", "чай", "--save", "to do")
    assert "It is kept from the pages: problems are told in the archive alone." in told.err
    assert "“to do” is kept from the pages" in run("saved", "list").err
    assert browse(kept, SAVED) == []
    assert run("find", "--saved", "to do").code == 0


def test_a_label_that_is_noted_later_takes_the_search_off_the_pages(run, kept):
    run("find", "Ольга", "--save", "a")
    assert browse(kept, SAVED) == [("a", "Ольга")]
    run("person", "change", "narrator-01", "--speaker", "Ольга")
    assert browse(kept, SAVED) == []


def test_saving_describes_and_publishes_no_item_again(run, kept, monkeypatch):
    """It costs the same in a large archive as in an empty one."""

    def refuse(*_):
        raise AssertionError("an item was published again")

    with monkeypatch.context() as watched:
        watched.setattr(publish, "_write_items", refuse)
        watched.setattr(publish, "build", refuse)
        watched.setattr("fieldarchive.redescribe.describe_again", refuse)
        assert run("find", "чай", "--save", "a").code == 0
        assert run("saved", "remove", "a").code == 0
        assert run("undo").code == 0
    assert browse(kept, SAVED) == [("a", "чай")]
    monkeypatch.setattr(publish, "_write_items", refuse)
    with pytest.raises(AssertionError):  # the control: an edit does
        run("tag", "+smell", "чай")


def test_a_search_is_no_item(run, kept):
    """Ids, counts, what is set aside and the checks know of items alone."""
    before = json.loads(run("status", "--json").out)
    run("find", "чай", "--save", "a")
    [(record,)] = stories.record(kept, "SELECT record FROM revisions WHERE kind = 'search'")
    assert run("show", record).code == 1
    assert run("erase", record, "--yes").code != 0
    after = json.loads(run("status", "--json").out)
    assert (after["items"], after["set_aside"]) == (before["items"], 0)
    assert run("verify").code == run("rebuild").code == run("gc", "--dry-run").code == 0
    assert browse(kept, SAVED) == [("a", "чай")]


def test_the_sign_that_parts_options_from_words_is_not_saved(run, kept):
    assert run("find", "--save", "a", "--", "-has:place", "чай").code == 0
    assert names(run) == {"a": "чай -has:place"}
