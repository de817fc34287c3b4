"""A backup is whole where it lies, says so only after reading it, and never forgets by accident."""

import json
import shutil
from collections import namedtuple

import pytest
from sqlite_utils import Database

import stories
from backups import bagit_says, fa, faults, flip, hash_of, overwrite
from fieldarchive.catalogue import history_lines
from fieldarchive.catalogue.schema import PROJECTION, migrate
from fieldarchive.catalogue.seals import sealed_tables
from stories import note, record, write


def originals_in(bag):
    return {path.name for path in (bag / "data" / "files").glob("??/*")}


def test_a_backup_is_sound_to_us_and_to_another_bagit_program(run, backed_up, bag):
    assert faults(run, bag) == (0, [])
    assert bagit_says(bag) == 0
    said = (bag / "bag-info.txt").read_text(encoding="utf-8")
    assert f"Archive-Hash: {hash_of(backed_up)}\n" in said
    assert "Two cities on the Amur" in said


def test_both_programs_see_a_byte_that_has_changed(run, backed_up, bag):
    """The control of the story above."""
    flip(next((bag / "data" / "files").glob("??/*")), 9)
    assert faults(run, bag)[0] == 4
    assert bagit_says(bag) == 1


def test_checking_needs_no_archive(backed_up, bag, capsys):
    shutil.rmtree(backed_up)
    assert fa(backed_up, "backup", "--verify", bag) == 0
    assert "Sound: " in capsys.readouterr().out


def test_only_what_is_new_is_copied(run, backed_up, bag, inbox):
    before = {path: path.stat().st_ino for path in (bag / "data" / "files").glob("??/*")}
    note(inbox / "c.md", text="New words.")
    run("ingest", inbox)
    done = run("backup", bag, "--json").json()
    assert (done["new"], done["originals"]) == (1, 4)
    assert {path: path.stat().st_ino for path in before} == before
    assert [path.name for path in (bag / "data" / "record").iterdir()] == ["2"]
    assert faults(run, bag) == (0, [])
    assert bagit_says(bag) == 0


def test_a_dry_run_writes_nothing(run, backed_up, bag, inbox, archive_root):
    note(inbox / "c.md", text="New words.")
    run("ingest", inbox)
    before = stories.stamps(bag), stories.stamps(archive_root)
    ran = run("backup", bag, "--dry-run")
    assert "Would copy 1 new original" in ran.out
    assert (stories.stamps(bag), stories.stamps(archive_root)) == before
    assert run("backup", bag.parent / "other", "--dry-run").code == 0
    assert not (bag.parent / "other").exists()


def test_status_tells_of_the_last_backup(run, archive_root, inbox, bag):
    note(inbox / "a.md")
    run("ingest", inbox)
    assert "never; `fieldarchive backup DEST`" in run("status").out
    run("backup", bag)
    assert f"today, {bag}" in run("status").out
    stories.change(archive_root, "UPDATE events SET happened_at = '2013-05-12T00:00:00Z'")
    assert f" days ago, {bag}" in run("status").out


def test_what_the_archive_gave_up_leaves_the_backup(run, backed_up, bag):
    [(gone,)] = record(backed_up, "SELECT sha256 FROM sources WHERE name LIKE '%map.pdf'")
    for sql in (
        "DELETE FROM item_files WHERE sha256 = ?",
        "DELETE FROM sources WHERE sha256 = ?",
        "DELETE FROM originals WHERE sha256 = ?",
    ):
        stories.change(backed_up, sql, gone)
    assert gone in originals_in(bag)
    done = run("backup", bag, "--json").json()
    assert (done["dropped"], gone in originals_in(bag)) == (1, False)
    assert bagit_says(bag) == 0


def test_everything_of_history_is_in_the_lines(backed_up, bag):
    """Whoever adds a table has to say whether it is history: this fails until then."""
    database = Database(memory=True)
    migrate(database)
    tables = {*sealed_tables(database)} - {*PROJECTION, "removals", "_sqlite_migrations"}
    assert tables == {*history_lines.TABLES}
    for table in tables:
        written = next((bag / "data" / "record").glob(f"*/{table}.jsonl"))
        count = len(written.read_text(encoding="utf-8").splitlines())
        assert [(count,)] == record(backed_up, f"SELECT count(*) FROM {table}") or table == "events"


def test_a_folder_with_other_things_is_left_alone(run, backed_up, inbox):
    before = stories.stamps(inbox)
    ran = run("backup", inbox)
    assert (ran.code, "no backup of fieldarchive" in ran.err) == (1, True)
    assert stories.stamps(inbox) == before


@pytest.mark.parametrize("place", ["archive", "archive/backup", "."])
def test_a_backup_inside_the_archive_or_around_it_is_refused(place, run, backed_up, tmp_path):
    ran = run("backup", tmp_path / place)
    assert (ran.code, "one inside the other" in ran.err) == (1, True)


def test_a_disk_that_is_not_there_is_not_made_up(run, backed_up, tmp_path):
    ran = run("backup", tmp_path / "no-stick" / "amur")
    assert (ran.code, "Is the disk connected?" in ran.err) == (1, True)
    assert not (tmp_path / "no-stick").exists()


def test_the_backup_of_another_archive_is_not_written_over(run, backed_up, bag, tmp_path):
    other = tmp_path / "other"
    stories.write_words(other)
    note(tmp_path / "more" / "x.md", text="Another archive.")
    fa(other, "ingest", tmp_path / "more")
    before = stories.stamps(bag)
    assert fa(other, "backup", bag) == 1
    assert stories.stamps(bag) == before


def test_a_stale_copy_of_the_archive_does_not_take_a_newer_backup_back(
    run, backed_up, bag, inbox, tmp_path
):
    stale = tmp_path / "stale"
    shutil.copytree(backed_up, stale)
    note(inbox / "c.md", text="Only in the newer one.")
    run("ingest", inbox)
    run("backup", bag)
    before = stories.stamps(bag)
    assert fa(stale, "backup", bag) == 1
    assert stories.stamps(bag) == before
    assert run("backup", bag).code == 0


Usage = namedtuple("Usage", "total used free")


def test_a_disk_that_is_too_small_is_told_before_anything_is_written(
    run, backed_up, bag, monkeypatch
):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(100 << 20, 99 << 20, 1 << 20))
    ran = run("backup", bag.parent / "new")
    assert (ran.code, "1 MB free" in ran.err) == (1, True)
    assert not (bag.parent / "new").exists()


def test_a_file_that_fat_cannot_take_is_told_before_anything_is_written(
    run, backed_up, bag, monkeypatch
):
    monkeypatch.setattr("fieldarchive.storage.bags.opening.file_system", lambda path: "vfat")
    monkeypatch.setattr("fieldarchive.storage.bags.opening._LARGEST_ON_FAT", 10)
    ran = run("backup", bag.parent / "new")
    assert (ran.code, "no file over 4 GB" in ran.err) == (1, True)
    assert not (bag.parent / "new").exists()


def test_an_original_that_is_damaged_here_is_told_and_not_copied(run, backed_up, bag, inbox):
    note(inbox / "c.md", text="To be damaged.")
    run("ingest", inbox)
    [(gone,)] = record(backed_up, "SELECT sha256 FROM sources WHERE name LIKE '%c.md'")
    path = backed_up / "files" / gone[:2] / gone
    overwrite(path, b"x" * path.stat().st_size)
    ran = run("backup", bag)
    assert (ran.code, gone in ran.out) == (4, True)
    assert gone not in originals_in(bag)
    assert bagit_says(bag) == 0
    assert faults(run, bag) == (4, ["missing"])


def test_a_damaged_record_does_not_take_a_good_backups_place(run, backed_up, bag):
    before = hash_of(backed_up)
    stories.change(backed_up, "UPDATE revisions SET body = replace(body, 'tea', 'TEA')")
    stories.change(backed_up, "UPDATE revisions SET made_by = 'nobody'")
    ran = run("backup", bag)
    assert (ran.code, "not sound" in ran.err) == (1, True)
    assert fa(backed_up, "restore", bag, bag.parent / "back") == 0
    assert hash_of(bag.parent / "back") == before
    assert run("backup", "--verify", bag).code == 0


def test_rehash_makes_a_damaged_original_in_the_backup_good(run, backed_up, bag):
    flip(next((bag / "data" / "files").glob("??/*")), 3)
    assert run("backup", bag).code == 0
    assert faults(run, bag)[0] == 4
    assert run("backup", bag, "--rehash").code == 0
    assert faults(run, bag) == (0, [])
    assert bagit_says(bag) == 0


def test_a_strangers_file_stays_and_is_told(run, backed_up, bag):
    write(bag / "data" / "files" / "Thumbs.db", "?")
    ran = run("backup", bag)
    assert (ran.code, "data/files/Thumbs.db" in ran.err) == (3, True)
    assert (bag / "data" / "files" / "Thumbs.db").read_text() == "?"
    assert faults(run, bag) == (4, ["extra"])


def test_a_word_file_with_a_name_that_does_not_travel_is_told_first(run, backed_up, bag):
    write(backed_up / "vocabularies" / "темы.csv", "slug\n")
    before = stories.stamps(bag)
    assert run("backup", bag).code == 1
    assert stories.stamps(bag) == before


def test_json_lines_are_json(backed_up, bag):
    for path in (bag / "data" / "record").glob("*/*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert isinstance(json.loads(line), dict)


def test_what_sqlites_own_statistics_leave_is_no_harm(run, backed_up, bag, back):
    stories.change(backed_up, "ANALYZE")
    assert record(backed_up, "SELECT count(*) > 0 FROM sqlite_stat1") == [(1,)]
    assert (run("verify").code, run("backup", bag).code) == (0, 0)
    assert faults(run, bag) == (0, [])
    assert run("restore", bag, back).code == 0
    assert "sqlite_stat1" in stories.dump(back / "archive.db")
    assert run("merge", back, "--dry-run").code == 0


def test_an_archive_on_a_disk_that_became_read_only_is_backed_up(
    run, inbox, archive_root, bag, mounted
):
    note(inbox / "a.md")
    run("ingest", inbox)
    before = stories.stamps(archive_root)
    mounted(archive_root, archive_root, "ro")
    assert run("backup", bag).code == 0
    assert run("backup", bag, "--verify").code == 0
    assert stories.stamps(archive_root) == before


def test_a_backup_says_what_it_did_not_read_and_what_was_found_broken(run, backed_up, bag):
    ran = run("backup", bag)
    assert "3 of them, by name and size; `backup --verify` reads them all" in ran.out
    assert "found faults" not in ran.err
    [*_, original] = sorted((backed_up / "files").glob("??/*"))
    original.unlink()
    assert run("verify").code == 4
    assert "The last `verify` found faults in this archive." in run("backup", bag).err
