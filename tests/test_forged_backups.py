"""A backup from a stranger: whatever is in it, it is refused or comes out as history says."""

import json

import pytest

import stories
from backups import (
    forge,
    forge_snapshot,
    generation,
    overwrite,
    rows_of,
    seal_again,
)
from fieldarchive.catalogue import seals
from stories import rows, write


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM originals; END",
        "CREATE VIEW v AS SELECT load_extension('evil')",
        "CREATE TABLE stowaway (x)",
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_stat1', "
        "'events', 0, 'CREATE TRIGGER sqlite_stat1 INSERT ON events BEGIN SELECT 1; END')",
        "DROP TABLE _sqlite_migrations; CREATE VIEW _sqlite_migrations AS WITH RECURSIVE n (name) "
        "AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT name, 1 AS id, 1 AS migration_set FROM n",
        "UPDATE items SET access = 'open'",
        "DELETE FROM revisions",
        "UPDATE originals SET sha256 = '../../etc/passwd' WHERE rowid = 1",
    ],
)
def test_a_forged_snapshot_is_not_used(sql, run, lived_in, bag, back):
    forge_snapshot(bag, sql)
    ran = run("restore", bag, back)
    assert (ran.code, "the snapshot cannot be used" in ran.err) == (0, True)
    assert rows_of(back) == rows_of(lived_in)


def test_access_that_was_forged_and_sealed_anew_is_what_history_says(run, lived_in, bag, back):
    """The revisions are the witness: what is shown follows from them and not from the snapshot."""
    database = generation(bag) / "archive.db"
    [(*row, _), *_] = rows(database, "SELECT * FROM items")
    names = [name for (name,) in rows(database, "SELECT name FROM pragma_table_info('items')")]
    row[names.index("access")] = "open"
    sets = f"access = 'open', seal = {seals.seal_of(row)} WHERE id = '{row[0]}'"
    forge_snapshot(bag, f"UPDATE items SET {sets}")
    assert run("restore", bag, back).code == 0
    assert rows_of(back) == rows_of(lived_in)


def test_an_operation_that_was_forged_and_sealed_anew_is_not_used(run, lived_in, bag, back):
    [(*row, _, _), *_] = rows(generation(bag) / "archive.db", "SELECT * FROM operations")
    seal = seals.seal_of([*row, row[0]])
    forge_snapshot(bag, f"UPDATE operations SET undoes = 1, seal = {seal} WHERE number = 1")
    ran = run("restore", bag, back)
    assert (ran.code, "takes back what came after it" in ran.err) == (0, True)
    assert run("--archive", back, "redo", "--dry-run").code == 1


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("revisions", lambda words: words.replace(b"Morning", b"Evening")),
        ("revisions", lambda words: words + words),
        ("revisions", lambda words: b"[" * 100_000 + b"\n" + words),
        ("revisions", lambda words: words.replace(b'"operation":1', b'"operation":99', 1)),
        ("revisions", lambda words: words.replace(b'"operation":1', b'"operation":1.0', 1)),
        ("revisions", lambda words: words.replace(b'"operation":1', b'"operation":1' + b"0" * 99)),
        ("originals", lambda words: words.replace(b'"sha256":"', b'"sha256":"../../', 1)),
        ("originals", lambda words: words[: len(words) // 2]),
        ("sources", lambda words: words.replace(b'"path":', b'"spare":0,"path":', 1)),
        ("events", lambda words: words + b"\xff\xfe\n"),
        ("archive", lambda words: words.replace(b'"id"', b'"di"')),
        ("operations", lambda words: words.replace(b'"undoes":null', b'"undoes":1', 1)),
        ("operations", lambda words: words.replace(b'"number":1', b'"number":0', 1)),
        ("operations", lambda words: words.replace(b'"started_at":"2', b'"started_at":"x', 1)),
        ("operations", lambda words: words.replace(b'"command":"', b'"command":"\\ud800', 1)),
        ("originals", lambda words: words.replace(b'"size":', b'"size":9999999999999999999', 1)),
        ("events", lambda words: words.replace(b'"fixity check"', b'"backup"')),
        ("events", lambda words: words.replace(b'"fixity check"', b'"restore"')),
    ],
)
def test_forged_lines_are_not_used(table, change, run, lived_in, bag, back):
    name = f"{table}.jsonl"
    good = (generation(bag) / name).read_bytes()
    assert change(good) != good
    forge(bag, name, change(good))
    ran = run("restore", "--from-history", bag, back)
    assert (ran.code, "Traceback" in ran.err, back.exists()) == (4, False, False)


def test_no_link_in_a_backup_is_followed(run, lived_in, bag, back, tmp_path):
    secret = write(tmp_path / "secret.csv", "slug\nsecret\n")
    themes = generation(bag) / "vocabularies" / "themes.csv"
    themes.unlink()
    themes.symlink_to(secret)
    ran = run("restore", "--partial", bag, back)
    assert (ran.code, "vocabularies/themes.csv is missing" in ran.out) == (4, True)
    assert not stories.holds(back, "secret")


def test_a_configuration_that_cannot_be_read_is_told(run, lived_in, bag, back):
    overwrite(generation(bag) / "fieldarchive.toml", b"[archive\nname = 1")
    for words in ((), ("--partial",)):
        ran = run("restore", *words, bag, back)
        assert (ran.code, "fieldarchive.toml is missing or damaged" in ran.err) == (4, True)
        assert not back.exists()


@pytest.mark.parametrize("name", ["../../outside", "/tmp/outside", "vocabularies/../../outside"])
def test_no_name_in_a_backup_leads_out(name, run, lived_in, bag, back, tmp_path):
    about = generation(bag) / "generation.json"
    said = json.loads(about.read_bytes())
    said["files"][name] = "0" * 64
    overwrite(about, json.dumps(said).encode())
    seal_again(bag)
    run("restore", "--partial", bag, back)
    assert not list(tmp_path.rglob("*outside*"))
