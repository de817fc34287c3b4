"""What another archive may be, by damage or by malice: a sentence, and nothing changed."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import struct
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

import stories
from desks import Desk, bytes_of, same
from fieldarchive.catalogue import seals
from fieldarchive.history.revision import Revision, canonical, digest_of
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.lock import writing

RECORD = "0123456789abcdef"
FILE = {
    "sha256": "0" * 64, "name": "a.md", "role": "text", "format": "markdown",
    "mime": "text/markdown", "size": 1,
}  # fmt: skip
BODY = {"claims": [["title", "x", "sidecar", "a.yaml"]], "files": [FILE]}
MOMENT = "2026-05-01T00:00:00Z"


@pytest.fixture
def other(lena, inbox):
    """Another laptop, with a note of its own."""
    desk = lena.copied("other")
    stories.note(inbox / "bridge.md", title="Bridge", text="Ice.")
    assert desk.run("ingest", inbox).code == 0
    return desk


def refused(lena, path):
    """What is said when nothing comes in and nothing changes on either side."""
    folder = path.root if isinstance(path, Desk) else Path(path)
    before = bytes_of(lena)
    stamps = stories.stamps(folder) if folder.is_dir() and folder != lena.root else {}
    ran = lena.merge(path)
    assert ran.code == 1, ran
    assert "Traceback" not in ran.err
    assert ran.err.count("\n") == 1, ran.err
    assert bytes_of(lena) == before
    assert not stamps or stories.stamps(folder) == stamps
    return ran.err


def doctored(desk, *statements, script=None):
    """Another laptop's record, changed behind the program's back; its seals are made right."""
    with closing(sqlite3.connect(desk.root / "archive.db", isolation_level=None)) as connection:
        for sql, *values in statements:
            connection.execute(sql, values)
        if script:
            connection.executescript(script)


def forged(desk, body, *, parents="[]", record=RECORD, digest=None, made_at=MOMENT):
    """A revision in another laptop's record that no fieldarchive wrote, under its right digest."""
    text = body if isinstance(body, str) else canonical(body)
    said = (record, "item", parents, made_at, None, "stranger")
    found = digest or digest_of(text, *said)
    with closing(sqlite3.connect(desk.root / "archive.db", isolation_level=None)) as connection:
        seals.insert(connection, "revisions", [(found, *said, text, 1)])
        connection.execute("INSERT INTO heads VALUES (?, ?)", (record, found))


def test_an_archive_that_is_none(lena, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "there is neither an archive nor a backup in it" in refused(lena, empty)
    stories.write(empty / "archive.db", "a text")
    assert "cannot be read (file is not a database)" in refused(lena, empty)
    stories.write(empty / "archive.db", b"")
    assert "stranger" in refused(lena, empty)
    assert "neither" in refused(lena, tmp_path / "missing")


def test_an_archive_is_not_merged_with_itself(lena, tmp_path):
    assert "it is this archive itself" in refused(lena, lena)
    link = tmp_path / "link"
    link.symlink_to(lena.root)
    assert "it is this archive itself" in refused(lena, link)


def test_a_record_that_is_a_link_or_no_file(lena, other):
    record = other.root / "archive.db"
    record.rename(other.root / "moved.db")
    record.symlink_to(other.root / "moved.db")
    assert "cannot be opened" in refused(lena, other)
    record.unlink()
    os.mkfifo(record)
    assert "neither an archive" in refused(lena, other)


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TRIGGER t AFTER INSERT ON revisions BEGIN DELETE FROM items; END",
        "CREATE VIEW v AS SELECT * FROM originals",
        "DROP TABLE removals; CREATE VIEW removals AS SELECT id AS sha256, 0 AS seal FROM items",
        "DROP TABLE removals; CREATE VIRTUAL TABLE removals USING fts5(sha256, seal)",
        "ALTER TABLE revisions ADD COLUMN more TEXT",
        "CREATE INDEX i ON revisions (made_at)",
        "PRAGMA application_id = 1",
        "PRAGMA user_version = 7",
        "DELETE FROM _sqlite_migrations WHERE name LIKE 'm002%'",
    ],
)  # fmt: skip
def test_tables_that_are_not_the_programs_own(script, lena, other):
    doctored(other, script=f"PRAGMA foreign_keys = OFF; {script};")
    assert "cannot be merged" in refused(lena, other)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{}", "no description of an item"),
        ('{"claims":[],"files":[]}', "it has no file"),
        ('{"claims":{},"files":[]}', "no description of an item"),
        ("[]", "no description of an item"),
        ('"x"', "no description of an item"),
        ("{", "Expecting property name"),
        ('{"claims": [], "files": []}', "not spelled as the program spells it"),
        ('{"claims":[],"claims":[],"files":[]}', "not spelled as the program spells it"),
        ('{"claims":[["title",NaN,"edit","x"]],"files":[]}', "NaN is no number"),
        ('{"claims":[["title",1e999,"edit","x"]],"files":[]}', "not spelled"),
        ("[" * 100_000 + "]" * 100_000, "recursion"),
        ({**BODY, "claims": [["title", {"a": 1}, "edit", "x"]]}, "not a field with a value"),
        ({**BODY, "claims": [["title", [[1]], "edit", "x"]]}, "not a field with a value"),
        ({**BODY, "claims": [["title", "x", "king", "x"]]}, "not a field with a value"),
        ({**BODY, "claims": [["title", "x", 1, "x"]]}, "not a field with a value"),
        ({**BODY, "claims": [["title", "x"]]}, "not a field with a value"),
        ({**BODY, "claims": [[1, "x", "edit", "x"]]}, "not a field with a value"),
        ({**BODY, "files": [{**FILE, "more": 1}]}, "not described as files are"),
        ({**BODY, "files": [{**FILE, "role": "king"}]}, "has a role that is not known"),
        ({**BODY, "files": [{**FILE, "sha256": "../../etc/passwd"}]}, "has no digest"),
        ({**BODY, "files": [{**FILE, "size": -1}]}, "a size or a row that is no number"),
        ({**BODY, "files": [{**FILE, "size": 1 << 70}]}, "a size or a row that is no number"),
        ({**BODY, "files": [{**FILE, "name": "a" * 9999}]}, "endless name"),
        ({**BODY, "files": [{**FILE, "name": "a\0b"}]}, "not described in words"),
        ({**BODY, "files": ["a.md"]}, "not described as files are"),
    ],
)
def test_a_body_that_is_no_account(body, told, lena, other):
    forged(other, body)
    assert told in refused(lena, other)


def test_a_revision_of_no_record_or_no_time(lena, other):
    forged(other, BODY, record="../../escape")
    assert "its record has no id" in refused(lena, other)
    forged(lena.copied("late"), BODY, made_at="\x1b[2J")
    assert "when it was made" in refused(lena, lena.root.with_name("late"))


def test_a_revision_that_does_not_say_what_its_digest_says(lena, other):
    forged(other, BODY, digest="f" * 64)
    assert "no longer says what it said" in refused(lena, other)


def test_a_revision_here_whose_name_stands_for_other_words_there(lena, other):
    doctored(other, ("UPDATE revisions SET body = replace(body, 'Market', 'Forged')",))
    assert "here its name stands for other words" in refused(lena, other)


def test_a_revision_that_follows_one_that_is_not_there(lena, other):
    forged(other, BODY, parents=canonical(["a" * 64]))
    assert "follows" in refused(lena, other)


def test_a_revision_that_follows_another_records(lena, other):
    [(parent,)] = lena.record("SELECT digest FROM revisions")
    forged(other, BODY, parents=canonical([parent]))
    doctored(other, ("DELETE FROM heads WHERE digest = ?", parent))
    assert "cannot be merged" in refused(lena, other)


def test_an_erasure_that_is_none(lena, other):
    doctored(other, ("INSERT INTO erasures VALUES (?, ?, 1, NULL)", RECORD, "yesterday"))
    assert "is not what it was" in refused(lena, other)
    with closing(sqlite3.connect(other.root / "archive.db", isolation_level=None)) as connection:
        seals.insert(connection, "erasures", [(RECORD, "yesterday", 1)])
    assert "it does not say when it was" in refused(lena, other)


def test_a_value_of_twenty_megabytes(lena, other):
    forged(other, {**BODY, "claims": [["title", "x" * (20 << 20), "edit", "x"]]})
    assert "cannot be read" in refused(lena, other)


def test_pages_that_are_damaged(lena, other):
    """Whatever is hit: it is told, or what came in is what was there."""
    chance = random.Random(7)
    whole = (other.root / "archive.db").read_bytes()
    before, codes = bytes_of(lena), set()
    for _ in range(25):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[chance.randrange(100, len(damaged))] ^= 1 << chance.randrange(8)
        (other.root / "archive.db").write_bytes(damaged)
        ran = lena.merge(other, "--dry-run")
        assert "Traceback" not in ran.err
        assert bytes_of(lena) == before
        codes.add(ran.code)
    assert 1 in codes
    (other.root / "archive.db").write_bytes(whole)
    assert lena.merge(other).code == 0


def test_an_archive_that_is_being_written_to(lena, other):
    with writing(Folders(other.root)):
        assert "Another fieldarchive is writing" in refused(lena, other)
    assert lena.merge(other).code == 0


def test_a_run_that_was_cut_off_there_is_rolled_back_in_the_copy(lena, other, tmp_path):
    crashed = tmp_path / "crashed"
    with closing(sqlite3.connect(other.root / "archive.db", isolation_level=None)) as connection:
        connection.executescript("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN")
        connection.execute("UPDATE revisions SET device = device || hex(zeroblob(4000))")
        connection.execute("DELETE FROM erasures")
        shutil.copytree(other.root, crashed)
        connection.execute("ROLLBACK")
    assert (crashed / "archive.db-journal").stat().st_size
    assert (crashed / "archive.db").read_bytes() != (other.root / "archive.db").read_bytes()
    stamps = stories.stamps(crashed)
    assert lena.merge(crashed).code == 0
    assert stories.stamps(crashed) == stamps
    assert other.merge(lena).code == 0
    assert same(lena, other)


def test_a_journal_that_would_have_sqlite_delete_a_file_of_ours(lena, other, tmp_path):
    thesis = stories.write(tmp_path / "thesis.docx", "years of work")
    journal = _journal_naming(thesis, other.root / "archive.db")
    stories.write(other.root / "archive.db-journal", journal)
    assert "names other files" in refused(lena, other)
    assert thesis.read_text() == "years of work"
    # The control: SQLite itself, given the same two files, deletes it.
    with closing(sqlite3.connect(other.root / "archive.db")) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema")
    assert not thesis.exists()


def test_an_archive_of_a_stranger_is_not_opened_with_such_a_journal(lena, other, tmp_path):
    for name in ("archive.db", "browse/team.db"):
        thesis = stories.write(tmp_path / "thesis.docx", "years of work")
        journal = other.root / f"{name}-journal"
        stories.write(journal, _journal_naming(thesis, other.root / name))
        commands = (
            ["status"],
            ["ingest", tmp_path / "inbox"],
            ["undo"],
            ["verify"],
            ["find", "ice"],
        )
        for words in commands:
            ran = other.run(*words)
            assert (ran.code, "names other files" in ran.err) == (1, True), ran
            assert "backup: fieldarchive restore BAG" not in ran.err, ran
        assert thesis.read_text() == "years of work"
        journal.unlink()
        assert other.run("status").code == 0


def _journal_naming(victim: Path, database: Path) -> bytes:
    """A hot journal of one page that ends with the name of a super-journal (sqlite.org, 1.4)."""
    magic, content = bytes.fromhex("d9d505f920a163d7"), database.read_bytes()
    size = struct.unpack(">H", content[16:18])[0]
    pages = len(content) // size
    page = content[-size:]
    checksum = sum(page[at] for at in range(size - 200, 0, -200))
    head = (magic + struct.pack(">5I", 1, 0, pages, 512, size)).ljust(512, b"\0")
    name = str(victim).encode()
    guide = struct.pack(">I", 0x40000000 // size + 1) + name
    return b"".join(
        [
            head, struct.pack(">I", pages), page, struct.pack(">I", checksum),
            guide, struct.pack(">2I", len(name), sum(name)), magic,
        ]
    )  # fmt: skip


@pytest.mark.parametrize("trouble", ["missing", "damaged", "link", "folder", "fifo"])
def test_an_original_that_cannot_be_had(trouble, lena, other, inbox, tmp_path):
    stories.note(inbox / "snow.md", title="Snow", text="White.")
    assert other.run("ingest", inbox).code == 0
    bridge = sha256((inbox / "bridge.md").read_bytes()).hexdigest()
    original = other.root / "files" / bridge[:2] / bridge
    content = original.read_bytes()
    original.unlink()
    spoil(original, trouble, tmp_path)
    ran = lena.merge(other)
    assert (ran.code, "Traceback" in ran.err) == (3, False)
    assert "bridge.md" in ran.err
    assert "left out" in ran.err
    titles = {title for (title,) in lena.record("SELECT title FROM items")}
    assert titles == {"Market", "Snow"}
    assert lena.run("verify").code == 0
    again = lena.merge(other)
    assert (again.code, "was here before" in again.out) == (3, False)
    shutil.rmtree(original) if trouble == "folder" else original.unlink(missing_ok=True)
    original.write_bytes(content)
    assert lena.merge(other).code == 0
    assert {title for (title,) in lena.record("SELECT title FROM items")} == titles | {"Bridge"}
    assert other.merge(lena).code == 0
    assert same(lena, other)


def spoil(original, trouble, tmp_path):
    if trouble == "damaged":
        original.write_bytes(b"other bytes")
    elif trouble == "link":
        original.symlink_to(stories.write(tmp_path / "secret", "a secret of this machine"))
    elif trouble == "folder":
        original.mkdir()
    elif trouble == "fifo":
        os.mkfifo(original)


def test_rows_without_end(lena, other):
    """Originals that no revision names and that are not there; nothing is listed without end."""
    with closing(sqlite3.connect(other.root / "archive.db", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        rows = ((sha256(b"%d" % n).hexdigest(), 1, MOMENT, 1) for n in range(20_000))
        sealed = ((*row, seals.seal_of(row)) for row in rows)
        connection.executemany("INSERT INTO originals VALUES (?, ?, ?, ?, ?)", sealed)
        connection.execute("COMMIT")
    assert "more than 10,000 of its originals are missing" in refused(lena, other)


def test_signs_that_steer_a_terminal_are_not_sent_to_it(lena, other, inbox):
    [(parent, record, body)] = lena.record("SELECT digest, record, body FROM revisions")
    for device, title in (("evil\x1b[2J", "one\x1b]0;x\x07"), ("worse\u202e", "two")):
        said = json.loads(body)
        said["claims"] = [["title", title, "edit", "x"]]
        one = Revision(record, "item", (parent,), MOMENT, "w\x9bho", device, said)
        values = (one.record, one.kind, canonical(one.parents), MOMENT, one.made_by, device)
        doctored(other, ("DELETE FROM heads WHERE digest = ?", parent))
        with closing(
            sqlite3.connect(other.root / "archive.db", isolation_level=None)
        ) as connection:
            seals.insert(connection, "revisions", [(one.digest, *values, canonical(said), 1)])
            connection.execute("INSERT INTO heads VALUES (?, ?)", (record, one.digest))
            connection.execute("UPDATE items SET revision = ? WHERE id = ?", (one.digest, record))
    ran = lena.merge(other)
    assert ran.code == 0, ran.err
    listed = lena.run("conflicts").out + lena.run("log").out + ran.out + ran.err
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(listed)
