"""A command may change a file that people edit: as an operation, and never over their own edit."""

import pytest

from fieldarchive import archive as archives
from fieldarchive import rewording
from fieldarchive.catalogue.edits import Edit
from fieldarchive.errors import ChangedMeanwhile, ConfigurationError, StorageError
from fieldarchive.rewording import THEMES, reword, words_in
from stories import browse, note, record, write

LINE = b"fish,trade,fish,,,tea,,,,\r\n"


def add_fish(root, line=LINE):
    """One more theme, as a command adds it; "tea" is another word for it."""
    with archives.opened(root) as archive:
        before = words_in(archive, THEMES)
        return reword(archive, Edit(THEMES, before, before + line), "theme", "fish added").number


@pytest.fixture
def themes(run, archive_root, inbox):
    """The table of themes, and an item with a keyword that is no theme yet: operation 1."""
    write(inbox / "a.md", "---\nkeywords: tea\n---\nFish.\n")
    assert run("ingest", inbox).code == 0
    return archive_root / THEMES


def shown(root):
    return [theme for (theme,) in record(root, "SELECT theme FROM item_themes")]


def test_what_is_shown_follows_the_new_words_at_once(themes, archive_root, run):
    before = themes.read_bytes()
    themes.chmod(0o640)
    assert add_fish(archive_root) == 2
    assert themes.read_bytes() == before + LINE
    assert themes.stat().st_mode & 0o777 == 0o640
    assert shown(archive_root) == ["fish"]
    assert browse(archive_root, "SELECT items FROM themes WHERE slug = 'fish'") == [(1,)]
    assert "fish added" in run("log").out
    assert run("verify").code == 0


def test_undo_puts_the_file_back_and_redo_writes_it_again(themes, archive_root, run):
    before = themes.read_bytes()
    add_fish(archive_root)
    told = run("undo", "--dry-run")
    assert "would be undone: vocabularies/themes.csv as it was before it" in told.out
    assert themes.read_bytes() == before + LINE
    ran = run("undo")
    assert (
        "Operation 2 (fish added) undone: vocabularies/themes.csv as it was before it. " in ran.out
    )
    assert (themes.read_bytes(), shown(archive_root)) == (before, [])
    ran = run("redo")
    assert (
        "Operation 2 (fish added) done again: vocabularies/themes.csv as it was after it."
        in ran.out
    )
    assert (themes.read_bytes(), shown(archive_root)) == (before + LINE, ["fish"])


def test_the_log_shows_the_lines_that_changed(themes, archive_root, run):
    add_fish(archive_root)
    assert "\n  vocabularies/themes.csv\n  + fish,trade,fish,,,tea,,,,\n" in run("log", "2").out
    run("undo")
    assert "\n  - fish,trade,fish,,,tea,,,,\n" in run("log", "3").out
    [file] = run("log", "2", "--json").json()["files"]
    assert file["new"] == ["fish,trade,fish,,,tea,,,,"]


def test_what_somebody_wrote_since_is_not_lost_by_undoing(themes, archive_root, run):
    add_fish(archive_root)
    mine = themes.read_bytes() + b"ice,,ice,,,,,,,\n"
    themes.write_bytes(mine)
    for words in (["undo"], ["undo", "2"], ["undo", "2", "--dry-run"]):
        ran = run(*words)
        assert ran.code == 1
        assert "was edited by hand since, and that would be lost" in ran.err
    assert themes.read_bytes() == mine


def test_the_newer_of_two_edits_is_taken_back_first(themes, archive_root, run):
    before = themes.read_bytes()
    add_fish(archive_root)
    add_fish(archive_root, b"ice,,ice,,,,,,,\n")
    ran = run("undo", "2")
    assert ran.code == 1
    assert "operation 3 changed vocabularies/themes.csv since" in ran.err
    assert "fieldarchive undo 3" in ran.err
    assert [run("undo").code, run("undo").code] == [0, 0]
    assert themes.read_bytes() == before
    assert "Operation 1 (ingest) undone" in run("undo").out


def test_words_that_could_not_be_used_are_not_written(themes, archive_root):
    before = themes.read_bytes()
    with pytest.raises(ConfigurationError, match=r"themes\.csv: would not be usable"):
        add_fish(archive_root, b"fish,nowhere,fish,,,,,,,\n")
    assert themes.read_bytes() == before
    assert record(archive_root, "SELECT count(*) FROM operations") == [(1,)]


def test_a_file_that_is_edited_meanwhile_is_left_as_it_is(themes, archive_root):
    with archives.opened(archive_root) as archive:
        before = words_in(archive, THEMES)
        themes.write_bytes(before + b"ice,,ice,,,,,,,\n")
        with pytest.raises(ChangedMeanwhile, match="was changed by somebody else"):
            reword(archive, Edit(THEMES, before, before + LINE), "theme", "fish added")
    assert themes.read_bytes().endswith(b"ice,,ice,,,,,,,\n")


def test_no_link_is_written_through(themes, archive_root, tmp_path):
    elsewhere = tmp_path / "elsewhere.csv"
    themes.rename(elsewhere)
    themes.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises(StorageError, match="this is a link"):
        add_fish(archive_root)
    assert elsewhere.read_bytes() == before


class Killed(BaseException):
    """The end of the process, as far as the code can tell."""


@pytest.mark.parametrize("place", ["rewrite", "_opened_again"])
def test_killed_anywhere_the_file_is_old_or_new_and_the_log_knows(
    themes, archive_root, run, monkeypatch, place
):
    before = themes.read_bytes()

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patch:
        if place == "rewrite":
            patch.setattr(rewording, "rewrite", killed)
        else:
            once = iter([rewording._opened_again])
            patch.setattr(rewording, "_opened_again", lambda *a: next(once, killed)(*a))
        with pytest.raises(Killed):
            add_fish(archive_root)
    is_new = place == "_opened_again"
    assert themes.read_bytes() == (before + LINE if is_new else before)
    assert "killed" in run("log").out
    note(archive_root.parent / "more" / "b.md")
    assert run("ingest", archive_root.parent / "more").code == 0
    assert ("fish" in shown(archive_root)) == is_new
    told = [one["summary"] for one in run("log", "--json").json() if one["number"] == 2]
    assert told == ["fish added"]
    run("undo")
    told = [one["summary"] for one in run("log", "--json").json() if one["number"] == 2]
    assert told == ["fish added" if is_new else "cut off; nothing was changed"]
    ran = run("undo")
    cause = 2 if is_new else 1
    assert f"Operation {cause} " in ran.out
    assert "undone" in ran.out
    assert themes.read_bytes() == before


def test_an_undo_that_is_killed_before_it_writes_has_undone_nothing(
    themes, archive_root, run, monkeypatch
):
    before = themes.read_bytes()
    add_fish(archive_root)

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(rewording, "rewrite", killed)
        with pytest.raises(Killed):
            run("undo")
    assert themes.read_bytes() == before + LINE
    assert "Operation 2 (fish added) undone" in run("undo", "2").out
    assert (themes.read_bytes(), shown(archive_root)) == (before, [])
    assert run("redo").code == 0
    assert themes.read_bytes() == before + LINE


@pytest.mark.parametrize("options", [[], ["--from-history"]])
def test_a_restored_archive_can_undo_a_change_of_words(
    themes, archive_root, run, bag, back, options
):
    before = themes.read_bytes()
    add_fish(archive_root)
    assert run("backup", bag).code == 0
    assert run("restore", bag, back, *options).code == 0
    ran = run("--archive", back, "undo")
    assert "Operation 2 (fish added) undone" in ran.out
    assert (back / THEMES).read_bytes() == before
    assert shown(back) == []
