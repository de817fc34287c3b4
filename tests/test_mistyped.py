"""What is mistyped is told with what was meant: commands, options, and beginnings of ids."""

import pytest

from stories import note, record


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["igest", "x"], "Did you mean `fieldarchive ingest`?"),
        (["Stauts"], "Did you mean `fieldarchive status`?"),
        (["export", "cvs"], "csv"),
        (["find", "--jsn"], "--json"),
        (["ingest", "--dryrun", "x"], "--dry-run"),
    ],
)
def test_what_looks_like_a_command_or_an_option_is_suggested(typed, meant, run):
    ran = run(*typed)
    assert (ran.code, meant in ran.err) == (2, True), ran.err


def test_a_word_like_no_command_gets_no_suggestion(run):
    ran = run("рынок")
    assert (ran.code, "mean" in ran.err) == (2, False)
    assert 'No command is called "рынок".' in ran.err


def test_a_beginning_that_several_items_share_lists_them_with_their_titles(
    run, inbox, archive_root
):
    for number in range(3):
        note(inbox / f"{number}.md", title=f"Чай {number}", text=f"{number}")
    run("ingest", inbox)
    ran = run("show", "n-")
    assert ran.code == 1
    lines = ran.err.splitlines()
    assert lines[0] == 'fieldarchive: "n-" could be any of these. Type more of the id.'
    assert len(lines) == 4
    for line in lines[1:]:
        key, title = line.split(maxsplit=1)
        assert title in run("show", key).out
    for number in range(3, 15):
        note(inbox / f"{number}.md", title=f"Чай {number}", text=f"{number}")
    run("ingest", inbox)
    lines = run("show", "n-").err.splitlines()
    assert (len(lines), lines[-1]) == (12, "  … and more")


def test_ids_have_one_length_in_every_command(run, inbox, archive_root):
    note(inbox / "a.md", title="Чай")
    run("ingest", inbox)
    [(whole,)] = record(archive_root, "SELECT id FROM items")
    for words in (["show", whole], ["log", "1"], ["find", "чай"]):
        assert f"n-{whole[:4]} " in run(*words).out, words


def test_a_word_for_a_number_is_told_in_plain_words(run):
    assert "'x' is not a valid number" in run("undo", "x").err
