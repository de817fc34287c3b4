"""Evenings typed at random: what is shown always follows from what was said and from the words.

`EVENINGS=50 STEPS=60 pytest tests/test_evenings_at_random.py` tells more and longer ones.
"""

from __future__ import annotations

import os
import random
import shutil

import pytest

import stories
from fieldarchive import editing
from fieldarchive.catalogue.schema import PROJECTION
from lying_pictures import HEIHE, SONY, photograph
from stories import note, write
from test_publish import change_something, check_follows

EVENINGS = int(os.environ.get("EVENINGS", "2"))
STEPS = int(os.environ.get("STEPS", "10"))
SECRET = "zolotoyklyuch"
WORDS = ("market", "smell", "trade", "рынок", "запах", "fish", "ice")
FILES = ("fieldarchive.toml", "vocabularies/themes.csv", "vocabularies/people.csv")
QUERIES = (
    "kind:note", "theme:market", "has:city", "рынок", "access:closed", "kind:photograph",
    "-has:theme",
)  # fmt: skip
VALUES = {
    "place": ["the quay", "heihe", "", "мост"],
    "city": ["heihe", "Благовещенск", ""],
    "date": ["2013-05-12", "летом 2013-го", "whenever", ""],
    "about": ["late 60s", "1969~", "after the bridge opened", ""],
    "themes": ["market, smell", "fish", "рынок; лёд", ""],
    "narrators": ["Лена", "narrator-01", ""],
    "title": ["Another", "Ещё одна"],
    "access": ["open", "team", "closed"],
    "device": ["sony", ""],
}


@pytest.fixture
def first_evening(run, inbox):
    """Notes, a transcript with told-about time, pictures of two clocks, an item that is closed."""
    for n in range(3):
        note(inbox / f"{n}.md", f"Title {n}", f"Fish, рынок and tea {n}.")
    write(inbox / "r.ru.srt", "1\n00:00:01,000 --> 00:00:02,000\nЛена: рынок\n")
    write(inbox / "r.yaml", "about_at: 0:01 late 60s\nnarrators: Лена; nobody known\ncity: heihe\n")
    write(inbox / "c.md", f"---\naccess: closed\nthemes: smell\n---\n{SECRET}.\n")
    photograph(inbox / "a.jpg", "2024-06-12 15:07:40", camera=SONY, serial="7")
    photograph(inbox / "b.jpg", "2024-06-12 15:30:00", gps="2024-06-12 06:30:00", at=HEIHE)
    assert run("ingest", inbox).code == 0


def typed(chance):
    """One command of an evening, as words."""
    word, other = chance.sample(WORDS, 2)
    field, query = chance.choice(sorted(VALUES)), chance.choice(QUERIES)
    said = f"{field}={chance.choice(VALUES[field])}"
    return chance.choice([
        ["note", f"Tonight {word} and {other} {chance.randrange(99)}.", "--city", "heihe"],
        ["tag", f"+{word}", f"-{other}", query, "--yes"],
        ["tag", f"+{word}", query, "--yes"],
        ["edit", "--set", said, query, "--yes"],
        ["edit", "--set", said, query, "--yes"],
        ["edit", "--unset", field, query, "--yes"],
        ["theme", "add", word, "--broader", other],
        ["theme", "rename", word, f"{chance.choice('abc')}-{chance.randrange(9)}"],
        ["theme", "rename", word, "--ru", chance.choice(["слово", "базар", "лёд"])],
        ["theme", "merge", word, other, "--yes"],
        ["theme", "propose", "--yes"],
        ["person", "add", f"n-{chance.randrange(3)}", "--en", "Anna", "--speaker", "Лена"],
        ["person", "change", "narrator-01", "--speaker", "Лена"],
        ["device", "add", "sony", "--camera", "Sony A7", "--zone", "Asia/Yakutsk"],
        ["device", "zone", "sony", "Asia/Shanghai", "--yes"],
        ["device", "fix", "--yes"],
        ["check", "--fix", "--yes"],
    ])  # fmt: skip


def does_something(chance, run, inbox, other, root):
    """A command, what happened to the folder, an undoing, a merge, or a table edited by hand."""
    happening = chance.randrange(12)
    if happening == 0:
        change_something(chance, inbox)
        return run("ingest", inbox)
    if happening == 1:
        return run("merge", other)
    if happening == 2:
        line = f"hand-{chance.randrange(99)},,Hand,,,,,,,"
        stories.add_line(root / "vocabularies" / "themes.csv", line)
        return run("status")
    if happening < 5:
        number = [chance.randrange(1, 9)] if chance.random() < 0.4 else []
        return run(chance.choice(["undo", "redo"]), "--yes") if not number else run("undo", *number)
    return run(*typed(chance))


def projection(root):
    whole = stories.dump(root / "archive.db")
    return {table: whole[table] for table in PROJECTION}


@pytest.mark.parametrize("seed", range(EVENINGS))
def test_what_is_shown_follows_from_what_was_said(
    seed, run, inbox, archive_root, tmp_path, first_evening
):
    chance, other = random.Random(seed), tmp_path / "other"
    shutil.copytree(archive_root, other)
    assert run("--archive", other, "tag", "+smell", "kind:note", "--yes").code == 0
    assert run("--archive", other, "edit", "--set", "place=there", "рынок", "--yes").code == 0
    for _ in range(STEPS):
        ran = does_something(chance, run, inbox, other, archive_root)
        assert ran.code in {0, 1, 2, 3}, ran
    assert run("verify").code == 0
    run("status")  # which brings up to date what was edited by hand
    before = projection(archive_root)
    check_follows(run, archive_root)
    assert projection(archive_root) == before
    is_closed = "SELECT access FROM items i JOIN texts t ON t.item = i.id WHERE text LIKE ?"
    if stories.record(archive_root, is_closed, f"%{SECRET}%") == [("closed",)]:
        assert stories.holds(archive_root / "browse", SECRET) == []
        assert SECRET not in stories.indexed_words(archive_root / "browse" / "team.db")


@pytest.mark.parametrize("seed", range(EVENINGS))
def test_undoing_all_of_it_gives_the_first_evening_back(seed, run, archive_root, first_evening):
    def words():
        return {name: (archive_root / name).read_bytes() for name in FILES}

    chance, before, were = random.Random(seed), projection(archive_root), words()
    for _ in range(STEPS):
        assert run(*typed(chance)).code in {0, 1, 2, 3}
    while run("undo", "--yes", "--dry-run", "--json").json()["operation"] > 1:
        assert run("undo", "--yes").code == 0
    assert words() == were
    after = projection(archive_root)
    # Items are named by their newest revision, and that is another one.
    for table in set(PROJECTION) - {"items", "conflicts", "thumbnails"}:
        assert after[table] == before[table], table


def test_an_edit_that_is_not_shown_is_seen(run, archive_root, first_evening, monkeypatch):
    """The control: were an edit recorded and not shown, a rebuild would show another archive."""
    monkeypatch.setattr(editing, "show_again", lambda *_: None)
    assert run("tag", "+trade", "kind:note", "--yes").code == 0
    before = projection(archive_root)
    run("rebuild")
    assert projection(archive_root) != before
