"""A description edited by hand: in the editor one item, on the line many, undone by one command."""

from __future__ import annotations

import sys

import pytest

from stories import holds, note, one, write


@pytest.fixture
def evening(run, inbox):
    note(inbox / "fish.md", title="Fish", text="Fish and tea.")
    write(
        inbox / "river.md", "---\ntitle: River\ncity: heihe\ndate: 2013-05-13\n---\nIce and tea.\n"
    )
    assert run("ingest", inbox).code == 0


@pytest.fixture
def writes(tmp_path, monkeypatch):
    """An editor that replaces words in what it is given: `writes("2013", "2014")`."""

    def program(*pairs):
        both = zip(pairs[::2], pairs[1::2], strict=True)
        lines = [f"text = text.replace({old!r}, {new!r})" for old, new in both]
        script = write(
            tmp_path / "editor.py",
            "import sys; path = sys.argv[-1]; text = open(path, encoding='utf-8').read()\n"
            + "\n".join(lines)
            + "\nopen(path, 'w', encoding='utf-8').write(text)\n",
        )
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")

    return program


def name(run, title):
    [found] = [i for i in run("find", "--json").json()["items"] if i["title"] == title]
    return found["key"]


def value(archive_root, column, title):
    return one(archive_root / "archive.db", f"SELECT {column} FROM items WHERE title = ?", title)


def test_what_is_changed_in_the_editor_holds_over_the_file(
    run, evening, writes, archive_root, inbox
):
    writes("date: 2013-05-12", "date: 14 мая 2013", "about:\n", "about: 1969~\n")
    ran = run("edit", name(run, "Fish"))
    assert (ran.code, ran.err) == (0, "")
    assert "date 2013-05-12 → 2013-05-14" in ran.out
    assert "about none → 1969~" in ran.out
    assert value(archive_root, "date", "Fish") == "2013-05-14"
    note(inbox / "fish.md", title="Fish", text="Fish and tea, corrected.")
    assert run("ingest", inbox).code == 0
    assert value(archive_root, "date", "Fish") == "2013-05-14"
    ran = run("show", name(run, "Fish"), "--why")
    assert "edit by hand" in ran.out
    assert run("undo", "2").code == 0
    assert value(archive_root, "date", "Fish") == "2013-05-12"


def test_an_emptied_line_says_that_there_is_none(run, evening, writes, archive_root):
    writes("city: heihe", "city:", "themes: [market]", "")
    assert run("edit", name(run, "Fish")).code == 0
    assert value(archive_root, "city", "Fish") is None
    assert run("rebuild").code == 0
    assert value(archive_root, "city", "Fish") is None
    assert run("edit", "--unset", "city", name(run, "Fish")).code == 0
    assert value(archive_root, "city", "Fish") == "heihe"


def test_an_editor_that_changes_nothing_writes_nothing(run, evening, writes, archive_root):
    writes()
    before = one(archive_root / "archive.db", "SELECT count(*) FROM operations")
    ran = run("edit", name(run, "Fish"))
    assert (ran.code, "Nothing was changed." in ran.out) == (0, True)
    assert one(archive_root / "archive.db", "SELECT count(*) FROM operations") == before


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("city: heihe", "city: hehie", "Did you mean"),
        ("date: 2013-05-12", "date: [", "cannot be understood"),
        ("kind: note", "knd: note", "Did you mean"),
        ("narrators:\n", "narrators: Anna Ivanova\n", "real name"),
        ("access:\n", "access: secret\n", "open, team or closed"),
    ],
)
def test_what_is_not_understood_is_told_and_the_text_is_kept(
    run, evening, writes, archive_root, old, new, says
):
    writes(old, new)
    before = one(archive_root / "archive.db", "SELECT count(*) FROM revisions")
    ran = run("edit", name(run, "Fish"))
    assert (ran.code, says in " ".join(ran.err.split())) == (1, True), ran.err
    assert "your text is in" in ran.err
    assert one(archive_root / "archive.db", "SELECT count(*) FROM revisions") == before


def test_many_items_are_set_at_once_and_undone_at_once(run, evening, archive_root):
    ran = run("edit", "--set", "place=the quay", "--set", "about=1969~", "--yes", "tea")
    assert ran.code == 0, ran.err
    assert "2 items changed" in ran.out
    assert value(archive_root, "about", "River") == "1969~"
    assert run("undo").code == 0
    assert value(archive_root, "about", "River") is None


def test_access_becomes_looser_only_when_somebody_says_so(run, evening, archive_root):
    assert run("edit", "--set", "access=closed", name(run, "Fish")).code == 0
    ran = run("edit", "--set", "доступ=team", "Fish")
    assert (ran.code, "visible to more people" in ran.err) == (2, True)
    assert value(archive_root, "access", "Fish") == "closed"
    assert run("edit", "--set", "access=team", "--yes", "Fish").code == 0
    assert value(archive_root, "access", "Fish") == "team"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--set", "date=soon", "tea"], "soon"),
        (["--set", "dat=2013", "tea"], 'Did you mean "date"'),
        (["--set", "date", "tea"], 'has no "="'),
        (["--set", "encoding=cp1251", "tea"], "is no field"),
        (["--set", "access=", "tea"], "open, team or closed"),
        (["tea"], "An editor takes one at a time"),
        ([], "Say which items"),
    ],
)
def test_what_is_mistyped_changes_nothing(run, evening, writes, archive_root, words, says):
    writes("a", "b")
    before = one(archive_root / "archive.db", "SELECT count(*) FROM revisions")
    ran = run("edit", *words)
    assert (ran.code, says in ran.err) == (2, True), ran.err
    assert one(archive_root / "archive.db", "SELECT count(*) FROM revisions") == before


def test_a_word_that_was_taken_back_is_nowhere_in_what_is_published(run, inbox, archive_root):
    write(inbox / "a.md", "---\ntitle: Quiet\nkeywords: zebra\nthemes: market\n---\nTea.\n")
    assert run("ingest", inbox).code == 0
    assert holds(archive_root / "browse", "zebra") != []
    assert run("tag", "-market", "Quiet").code == 0
    assert holds(archive_root / "browse", "zebra") != []
    assert run("edit", "--set", "keywords=", "Quiet").code == 0
    assert holds(archive_root / "browse", "zebra") == []


def test_a_text_that_failed_lies_in_the_archive_and_goes_when_the_item_is_erased(
    run, evening, writes, archive_root
):
    """In the folder for temporary files, closed words would outlive what was promised of them."""
    writes("city: heihe", "city: hehie")
    fish = name(run, "Fish")
    assert run("edit", fish).code == 1
    [text] = holds(archive_root / "opened", "hehie")
    assert text.endswith(".yaml")
    writes("city: heihe", "city:")
    assert run("edit", fish).code == 0
    assert holds(archive_root / "opened", "Fish") == [text]
    with pytest.MonkeyPatch.context() as typing:
        typing.setattr("click.prompt", lambda *_, **__: "erase")
        typing.setattr("sys.stdin.isatty", lambda: True, raising=False)
        assert run("erase", fish).code == 0
    assert holds(archive_root, "hehie") == []


def test_a_text_that_nobody_could_be_asked_about_is_still_there(run, evening, writes, archive_root):
    run("edit", "--set", "access=closed", "--yes", "Fish")
    writes("access: closed", "access: team")
    ran = run("edit", name(run, "Fish"))
    assert (ran.code, "Your text is in" in ran.err) == (2, True), ran
    assert len(holds(archive_root / "opened", "access: team")) == 1
    assert value(archive_root, "access", "Fish") == "closed"
