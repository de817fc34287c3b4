"""The team's browse database follows the archive, and is what a new one would be."""

import os
import random

import pytest

import stories
from stories import browse, note, record, write
from test_ingest import picture

NUMBERED = {"id", "item", "file"}


def facts(database):
    """Every fact in a browse database, rows told apart by key instead of by number."""
    query = stories.rows
    shown = {
        "items": query(database, "SELECT * FROM items"),
        "release": query(database, "SELECT * FROM release"),
        "themes": query(database, "SELECT * FROM themes"),
        "cities": query(database, "SELECT * FROM cities"),
        "thumbnails": query(database, "SELECT * FROM thumbnails"),
        "spaced": query(
            database, "SELECT i.key, s.title, s.labels, s.description, s.text "
            "FROM items_spaced s JOIN items i USING (id)"
        ),
    }  # fmt: skip
    shown["items"] = [row[1:] for row in shown["items"]]
    for table in ("segments", "files", "item_people", "item_themes"):
        columns = [c for _, c, *_ in query(database, f'PRAGMA table_info("{table}")')]
        named = ", ".join(f't."{column}"' for column in columns if column not in NUMBERED)
        sql = f'SELECT i.key, {named} FROM "{table}" t JOIN items i ON i.id = t.item'
        shown[table] = query(database, sql)
    shown["photographs"] = query(
        database, "SELECT i.key, f.n, p.width, p.height, p.camera FROM photographs p "
        "JOIN items i ON i.id = p.item JOIN files f ON f.id = p.file"
    )  # fmt: skip
    words = {
        table: stories.indexed_words(database, table) for table in ("items_fts", "segments_fts")
    }
    return {table: sorted(map(repr, found)) for table, found in {**shown, **words}.items()}


def check_follows(run, archive_root):
    team = archive_root / "browse" / "team.db"
    followed = facts(team)
    assert stories.rows(team, "PRAGMA integrity_check") == [("ok",)]
    assert stories.rows(team, "PRAGMA foreign_key_check") == []
    stories.rows(team, "INSERT INTO items_fts (items_fts, rank) VALUES ('integrity-check', 1)")
    team.unlink()
    run("rebuild")
    assert facts(team) == followed


def change_something(fieldwork, inbox):
    """One of the things that happen to a folder between two evenings."""
    name = inbox / f"{fieldwork.randrange(8)}"
    text = " ".join(fieldwork.choices(["рынок", "чай", "市场", "smell", "ice", "мост"], k=9))
    happening = fieldwork.randrange(9)
    if happening < 2:
        note(name.with_suffix(".md"), title=text[:12], text=text)
    elif happening == 2:
        cue = f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n"
        write(name.with_suffix(".srt"), cue * fieldwork.randrange(1, 4))
    elif happening == 3:
        access = fieldwork.choice(["open", "team", "closed", "shut"])
        write(name.with_suffix(".yaml"), f"access: {access}\nthemes: {text[:5]}\n")
    elif happening == 4:
        rows = "".join(f"{n},{text[n:]}\n" for n in range(fieldwork.randrange(1, 5)))
        write(inbox / "notes.csv", f"id,text\n{rows}")
    elif happening == 5:
        write(inbox / "_folder.yaml", f"city: {fieldwork.choice(['heihe', 'Хэйхэ', 'nowhere'])}\n")
    elif happening == 6:
        present = sorted(inbox.iterdir())
        if present:
            fieldwork.choice(present).unlink()
    elif happening == 7:
        present = sorted(inbox.glob("*.md"))
        if present:
            write(inbox / "copy" / "x.md", fieldwork.choice(present).read_bytes())
            (inbox / "copy" / "x.md").rename(inbox / f"copy {fieldwork.randrange(9)}.md")
            (inbox / "copy").rmdir()
    else:
        note(inbox / "new" / "y.md", text=text).rename(inbox / f"y{fieldwork.randrange(99)}.md")
        (inbox / "new").rmdir()


@pytest.mark.parametrize("seed", range(6))
def test_following_gives_what_building_would_give(seed, run, inbox, archive_root):
    fieldwork = random.Random(seed)
    for _ in range(8):
        for _ in range(fieldwork.randrange(1, 4)):
            change_something(fieldwork, inbox)
        options = ["--place", "the quay"] if fieldwork.random() < 0.2 else []
        assert run("ingest", inbox, *options).code in {0, 3}
    check_follows(run, archive_root)
    assert run("verify").code == 0


def test_a_picture_follows_with_its_thumbnail(run, inbox, archive_root):
    picture(inbox / "DSC_1.JPG", "red")
    run("ingest", inbox)
    write(inbox / "DSC_1.yaml", "title: Набережная\naccess: open\n")
    picture(inbox / "DSC_2.JPG", "blue")
    run("ingest", inbox)
    assert browse(archive_root, "SELECT count(*) FROM thumbnails") == [(2,)]
    check_follows(run, archive_root)
    write(inbox / "DSC_1.yaml", "access: closed\n")
    run("ingest", inbox)
    assert browse(archive_root, "SELECT count(*) FROM thumbnails") == [(1,)]
    check_follows(run, archive_root)


def test_a_new_note_does_not_write_the_whole_file_anew(run, inbox, archive_root):
    for number in range(40):
        note(inbox / f"{number}.md", text=f"Note {number}. " * 200)
    run("ingest", inbox)
    team = archive_root / "browse" / "team.db"
    before = team.stat().st_ino
    note(inbox / "one more.md", text="One more.")
    run("ingest", inbox)
    assert team.stat().st_ino == before
    assert run("find", '"one more"', "--json").json()["total"] == 1
    write(inbox / "0.yaml", "access: closed")
    run("ingest", inbox)
    assert team.stat().st_ino != before  # narrowed: built anew


def test_a_browse_database_of_another_archive_is_not_followed(run, inbox, archive_root, tmp_path):
    note(inbox / "a.md", text="Zebra of another archive.")
    other = tmp_path / "other"
    run("init", other)
    run("--archive", other, "ingest", inbox)
    os.replace(other / "browse" / "team.db", archive_root / "browse" / "team.db")
    run("ingest", note(inbox / "b.md", text="Ours."))
    assert browse(archive_root, "SELECT title, text FROM items") == [("Morning market", "Ours.\n")]
    assert stories.holds(archive_root / "browse", "Zebra") == []


def test_labels_in_every_language_find_an_item(run, inbox, archive_root):
    write(inbox / "a.md", "---\nthemes: базар\ncity: Сахалян\n---\nText.\n")
    run("ingest", inbox)
    for typed in ("market", "рынок", "市场", "集市", "Heihe", "黑河", "хэйхэ", "bazaar"):
        assert run("find", typed, "--json").json()["total"] == 1, typed
    for typed in ("запах", "Благовещенск"):
        assert run("find", typed, "--json").json()["total"] == 0, typed


def test_the_record_is_never_taken_for_a_browse_database(run, inbox, archive_root):
    os.link(archive_root / "archive.db", archive_root / "browse" / "copy.db")
    (archive_root / "browse" / "team.db").unlink()
    (archive_root / "browse" / "copy.db").rename(archive_root / "browse" / "team.db")
    ran = run("find", "x")
    assert (ran.code, "record of an archive" in ran.err) == (1, True)
    assert record(archive_root, "PRAGMA application_id") == [(0x46416172,)]


def test_a_note_that_becomes_an_interview_is_not_published_twice(run, inbox, archive_root):
    write(inbox / "a.md", "Zebra.\n")
    run("ingest", inbox)
    write(inbox / "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nРека\n")
    run("ingest", inbox)
    assert browse(archive_root, "SELECT kind FROM items") == [("interview",)]
    (inbox / "a.srt").unlink()
    write(inbox / "a.yaml", "access: closed\n")
    run("ingest", inbox)
    assert browse(archive_root, "SELECT kind FROM items") == []
    assert stories.holds(archive_root / "browse", "Zebra") == []


def test_a_file_that_may_hold_a_real_name_is_not_handed_out(run, inbox, archive_root):
    write(inbox / "r.srt", "1\n00:00:01,000 --> 00:00:02,000\nHello.\n")
    write(inbox / "r.yaml", "narrators: [Somebody Real]\n")
    run("ingest", inbox)
    assert stories.browse(archive_root, "SELECT name FROM files") == [("r.srt",)]
    write(inbox / "r.yaml", "title: Without a name\n")
    run("ingest", inbox)
    assert stories.browse(archive_root, "SELECT name FROM files ORDER BY n") == [
        ("r.srt",),
        ("r.yaml",),
    ]


def test_a_new_file_is_not_spoilt_by_the_journal_of_the_old_one(run, inbox, archive_root):
    team = archive_root / "browse" / "team.db"
    for number in range(30):
        note(inbox / f"{number}.md", title=f"Snow {number}", text=f"Deep snow {number}. " * 200)
    run("ingest", inbox)
    stories.killed_while_writing(team, "DELETE FROM items")
    write(team, b"a stray piece of the disk")
    note(inbox / "ice.md", title="Ice")
    assert run("ingest", inbox).code == 0
    assert browse(archive_root, "SELECT count(*) FROM items") == [(31,)]
    assert browse(archive_root, "PRAGMA integrity_check") == [("ok",)]
