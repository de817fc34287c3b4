"""Damage of the record: which it is, and whether a rebuild heals it or only a backup does."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

import stories
from fieldarchive.catalogue import revisions, seals
from fieldarchive.catalogue.seals import seal_of
from stories import note, record


@pytest.fixture
def filled(run, inbox, archive_root):
    """Three notes, kept."""
    for title in ("one", "two", "three"):
        note(inbox / f"{title}.md", title=title, text=f"The {title} market.")
    assert run("ingest", inbox).code == 0
    return archive_root


def codes(run):
    ran = run("verify", "--json")
    return ran.code, {fault["code"] for fault in ran.json()["faults"]}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE items SET title = 'uno' WHERE title = 'one'",
        "UPDATE items SET latitude = 50.25",
        "UPDATE texts SET text = 'The uno market.' WHERE text LIKE '%one%'",
        "UPDATE item_files SET size = size + 1",
        "UPDATE item_themes SET theme = 'smell'",
        "UPDATE items SET seal = NULL",
        "DELETE FROM items WHERE title = 'one'",
    ],
)
def test_what_is_shown_is_made_again_by_rebuild(sql, run, filled):
    stories.change(filled, sql)
    assert codes(run) == (4, {"shown-changed"})
    assert "fieldarchive rebuild" in run("verify").out
    assert run("rebuild").code == 0
    assert codes(run) == (0, set())


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE originals SET kept_at = '1969-01-01T00:00:00Z'", "row-changed"),
        ("UPDATE sources SET name = 'other.md'", "row-changed"),
        ("UPDATE operations SET command = 'nothing'", "row-changed"),
        ("UPDATE bundles SET basis = 'x'", "row-changed"),
        ("UPDATE archive SET value = 'x'", "row-changed"),
        ("UPDATE _sqlite_migrations SET applied_at = '1969-01-01'", "row-changed"),
        ("UPDATE _sqlite_migrations SET seal = NULL", "row-changed"),
        ("UPDATE revisions SET operation = 7", "row-changed"),
        ("INSERT INTO heads SELECT record, 'abc' FROM heads LIMIT 1", "database"),
        ("CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM events; END", "database"),
        ("CREATE VIEW strange AS SELECT 1", "database"),
        ("CREATE TABLE strange (x)", "database"),
        ("DROP INDEX item_files_sha256", "database"),
        ("PRAGMA application_id = 7", "database"),
        ("PRAGMA user_version = 7", "database"),
    ],
)
def test_what_was_said_comes_back_from_a_backup_alone(sql, code, run, filled):
    stories.change(filled, sql)
    ended, found = codes(run)
    assert (ended, code in found) == (4, True)
    assert "fieldarchive restore BAG" in run("verify").out


def reword(root):
    """An edit by somebody who knows of seals: history says something else, and is sealed again."""
    [row, *_] = record(root, "SELECT * FROM revisions")
    digest, *others, _ = row
    changed = [digest, *(v.replace("one", "uno") if isinstance(v, str) else v for v in others)]
    changed[7] = changed[7].replace("market", "bazaar")
    columns = "record, kind, parents, made_at, made_by, device, body, operation"
    sets = ", ".join(f"{name} = ?" for name in columns.split(", "))
    stories.change(
        root,
        f"UPDATE revisions SET {sets}, seal = ? WHERE digest = ?",
        *changed[1:],
        seal_of(changed),
        digest,
    )


def test_history_that_was_reworded_and_sealed_again_is_found_by_its_digest(run, filled):
    reword(filled)
    assert "revision-changed" in codes(run)[1]


def test_without_digests_a_reworded_history_would_get_through(run, filled, monkeypatch):
    monkeypatch.setattr(revisions, "broken_revisions", lambda _: iter(()))
    reword(filled)
    assert codes(run) == (0, set())


def test_without_seals_a_changed_row_would_get_through(run, filled, monkeypatch):
    monkeypatch.setattr(seals, "broken_rows", lambda _: iter(()))
    stories.change(filled, "UPDATE sources SET name = 'other.md'")
    assert codes(run) == (0, set())


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"\0" * 8192, b"no database"])
def test_a_record_that_is_none_is_never_called_sound(content, run, filled):
    (filled / "archive.db").write_bytes(content)
    ran = run("verify")
    assert (ran.code, "Traceback" in ran.err) == (4, False)
    assert "fieldarchive restore BAG" in ran.err


def test_a_name_in_the_schema_that_is_no_text_any_more_is_a_sentence(run, filled):
    database = filled / "archive.db"
    whole = database.read_bytes()
    spoilt = whole.replace(b"CREATE TABLE recordings", b"CREATE\xe1TABLE recordings")
    assert spoilt != whole
    database.write_bytes(spoilt)
    ran = run("verify")
    assert (ran.code, "Traceback" in ran.err) == (4, False)
    assert run("status").code == 1


def test_a_letter_of_an_index_that_sqlite_makes_and_never_reads_is_a_fault(run, filled):
    database = filled / "archive.db"
    whole = database.read_bytes()
    spoilt = whole.replace(b"_originals_1originals", b"_originals_1Originals")
    assert spoilt != whole
    database.write_bytes(spoilt)
    assert codes(run) == (4, {"database"})


def test_a_check_that_dies_is_a_fault(run, filled, monkeypatch):
    monkeypatch.setattr(seals, "broken_rows", lambda _: os._exit(0))
    assert codes(run) == (4, {"unfinished"})


def test_a_check_that_raises_is_a_fault(run, filled, monkeypatch):
    monkeypatch.setattr(seals, "broken_rows", lambda _: 1 / 0)
    ran = run("verify")
    assert (ran.code, "ZeroDivisionError" in ran.out) == (4, True)


def test_verify_needs_no_configuration(run, filled):
    (filled / "fieldarchive.toml").write_text("not = [toml")
    assert run("verify").code == 0


# A verify that lasts long, and says when it has begun.
_LONG = """
import sys, time
from fieldarchive.cli.boundary import run
from fieldarchive.verify import checks

def wait(_):
    print("begun", flush=True)
    time.sleep(60)

checks.leftovers_elsewhere = wait
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_verify_ends_with_a_sentence_and_notes_nothing(stop, filled):
    with subprocess.Popen(
        [sys.executable, "-c", _LONG, "--archive", filled, "verify"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "begun\n"
        process.send_signal(stop)
        out, err = process.communicate(timeout=20)
    assert process.returncode not in {0, 4}
    assert ("Traceback" in err, out) == (False, "")
    assert "Stopped" in err
    assert record(filled, "SELECT * FROM events") == []


@pytest.mark.parametrize(
    ("table", "column", "value", "code"),
    [
        ("originals", "size", b"\x00\x01", "size-changed"),
        ("originals", "size", "many", "size-changed"),
        ("revisions", "made_by", b"\x01", "revision-changed"),
        ("revisions", "body", b"\x01", "revision-changed"),
    ],
)
def test_a_value_of_another_type_is_a_fault(table, column, value, code, run, filled, archive_root):
    """As a flipped bit in a page makes it: no table of ours takes such a value."""
    of_table = f"WHERE name = '{table}'"
    [(layout,)] = record(archive_root, f"SELECT sql FROM sqlite_schema {of_table}")
    change = f"UPDATE {table} SET {column} = ?"
    for sql, changes in ((layout.replace("STRICT", ""), [change]), (layout, [])):
        with closing(sqlite3.connect(archive_root / "archive.db")) as connection, connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute(f"UPDATE sqlite_schema SET sql = ? {of_table}", [sql])
        for one in changes:
            stories.change(archive_root, one, value)
    ran = run("verify", "--json")
    assert (ran.code, "Traceback" in ran.err) == (4, False)
    assert {fault["code"] for fault in ran.json()["faults"]} >= {"row-changed", code}
