"""Damaged originals are fetched from another place, which is read and never believed."""

import os
import shutil
import sqlite3

import pytest

import stories
from stories import note, record


@pytest.fixture
def filled(run, inbox, archive_root):
    """Three notes, kept; the originals as paths."""
    for title in ("one", "two", "three"):
        note(inbox / f"{title}.md", title=title, text=f"The {title} market.")
    assert run("ingest", inbox).code == 0
    return [path for path in sorted((archive_root / "files").glob("??/*")) if path.is_file()]


@pytest.fixture
def other(filled, archive_root, tmp_path):
    """A copy of the archive, as it lies on another laptop."""
    return shutil.copytree(archive_root, tmp_path / "other")


@pytest.fixture
def backup(run, filled, tmp_path):
    """A backup made by the program."""
    assert run("backup", tmp_path / "bag").code == 0
    return tmp_path / "bag"


def spoil(path):
    path.chmod(0o600)
    path.write_bytes(b"x" * path.stat().st_size)


@pytest.mark.parametrize("place", ["other", "backup"])
@pytest.mark.parametrize("damage", [spoil, os.unlink])
def test_good_copies_come_from_another_archive_or_a_backup(damage, place, run, filled, request):
    source = request.getfixturevalue(place)
    good, stamps = filled[1].read_bytes(), stories.stamps(source)
    damage(filled[1])
    ran = run("verify", "--repair", source, "--json")
    assert ran.code == 0
    found = ran.json()
    assert (found["repaired"], found["faults"]) == ([filled[1].name], [])
    assert filled[1].read_bytes() == good
    assert stories.stamps(source) == stamps
    assert run("verify").code == 0


def test_the_repair_is_an_operation_and_the_check_tells_of_it(run, filled, other, archive_root):
    spoil(filled[0])
    run("verify", "--repair", other)
    command, summary = record(archive_root, "SELECT command, summary FROM operations")[-1]
    assert (command, "1 of 1 damaged originals" in summary) == ("verify --repair", True)
    [(outcome, details)] = record(archive_root, "SELECT outcome, details FROM events")
    assert (outcome, f"repaired {filled[0].name}" in details) == ("sound", True)


def test_what_was_damaged_is_set_aside(run, filled, other, archive_root):
    spoil(filled[0])
    run("verify", "--repair", other)
    [aside] = (archive_root / "files" / "bad").iterdir()
    assert set(aside.read_bytes()) == {ord("x")}


def test_what_the_other_place_lacks_too_is_said_and_stays_a_fault(run, filled, other):
    spoil(filled[0])
    os.unlink(filled[1])
    (other / "files" / filled[1].name[:2] / filled[1].name).unlink()
    ran = run("verify", "--repair", other)
    assert ran.code == 4
    assert f"({filled[0].name[:12]})" in ran.out
    assert f"({filled[1].name[:12]}): It is missing" in ran.err
    assert "missing" in ran.out


def replace_bytes(path, _):
    spoil(path)


def replace_by_a_link(path, good):
    path.unlink()
    path.symlink_to(good)


def replace_by_a_pipe(path, _):
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("trick", [replace_bytes, replace_by_a_link, replace_by_a_pipe])
def test_a_hostile_place_brings_nothing_in(trick, run, filled, other, archive_root, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copy(filled[0], elsewhere)
    os.unlink(filled[0])
    trick(other / "files" / filled[0].name[:2] / filled[0].name, elsewhere)
    ran = run("verify", "--repair", other)
    assert (ran.code, filled[0].name[:12] in ran.err) == (4, True)
    assert not filled[0].exists()
    assert list((archive_root / "files" / "tmp").iterdir()) == []


def test_nothing_to_repair_writes_no_operation(run, filled, other, archive_root):
    assert run("verify", "--repair", other).code == 0
    assert len(record(archive_root, "SELECT 1 FROM operations")) == 1


def test_a_place_without_originals_is_named_before_anything_is_read(run, filled, inbox):
    ran = run("verify", "--repair", inbox)
    assert (ran.code, ran.out) == (1, "")
    assert "no files/ and no data/files/" in ran.err


def test_the_archive_itself_is_no_place_to_repair_from(run, filled, archive_root):
    ran = run("verify", "--repair", archive_root)
    assert (ran.code, "this archive itself" in ran.err) == (1, True)


def test_the_record_is_not_repaired_this_way(run, filled, other, archive_root):
    stories.change(archive_root, "UPDATE sources SET name = 'x'")
    ran = run("verify", "--repair", other)
    assert (ran.code, "fieldarchive restore BAG" in ran.out) == (4, True)


def test_on_a_disk_that_is_read_only_nothing_is_repaired_and_nothing_lost(
    run, filled, other, archive_root, mounted
):
    spoil(filled[0])
    mounted(archive_root, archive_root, "ro")
    ran = run("verify", "--repair", other)
    assert (ran.code, ran.out) == (1, "")
    assert "read-only" in ran.err
    assert "`fieldarchive verify` without --repair" in ran.err
    assert "bring the record back" not in ran.err
    ran = run("verify")
    assert (ran.code, filled[0].name[:12] in ran.out) == (4, True)


def test_on_a_full_disk_the_record_is_not_called_damaged(run, filled, monkeypatch):
    def full(*_):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("fieldarchive.catalogue.arrivals.add_event", full)
    ran = run("verify")
    assert (ran.code, "unfinished" in ran.out, "disk is full" in ran.out) == (4, True, True)
    assert "restore" not in ran.out + ran.err
