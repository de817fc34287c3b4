"""A backup gives the archive back: the same hash, from SQLite or without it, or nothing at all."""

import os
import shutil

import pytest

import stories
from backups import (
    broken_after_a_crash,
    crash_at,
    crashes,
    fa,
    files_in,
    flip,
    fresh_copy,
    generation,
    hash_of,
    hasty,
    overwrite,
    random_archive,
    rows_of,
)
from fieldarchive.catalogue import history_lines
from fieldarchive.storage.bags import generations
from stories import note, record, write

BOTH_WAYS = pytest.mark.parametrize("way", [(), ("--from-history",)], ids=["snapshot", "lines"])


@BOTH_WAYS
def test_the_archive_comes_back(way, run, lived_in, bag, back, inbox, capsys):
    assert run("restore", *way, bag, back).code == 0
    assert hash_of(back) == hash_of(lived_in)
    assert fa(back, "verify") == 0
    assert fa(back, "find", "Corrected") == 0
    capsys.readouterr()
    assert fa(back, "ingest", inbox) == 0
    assert "Nothing new" in capsys.readouterr().out
    assert fa(back, "status") == 0
    assert f"today, {bag}" in capsys.readouterr().out
    for name in ("fieldarchive.toml", "vocabularies/themes.csv", "vocabularies/places.geojson"):
        assert (back / name).read_bytes() == (lived_in / name).read_bytes()
    assert not back.with_name("back.part").exists()


@BOTH_WAYS
def test_every_row_comes_back(way, run, lived_in, bag, back):
    run("restore", *way, bag, back)
    assert rows_of(back) == rows_of(lived_in)


def test_the_restored_archive_goes_on_with_the_same_backup(run, lived_in, bag, back, inbox):
    run("restore", bag, back)
    note(inbox / "later.md", text="After the disk died.")
    fa(back, "ingest", inbox)
    assert fa(back, "backup", bag) == 0
    assert fa(back, "backup", "--verify", bag) == 0


@BOTH_WAYS
def test_archives_of_all_kinds_come_back(way, tmp_path):
    """The quick share of tests/sweeps/restores.py."""
    root = random_archive(tmp_path, seed=1)
    assert fa(root, "backup", tmp_path / "bag") == 0
    assert fa(root, "restore", *way, tmp_path / "bag", tmp_path / "back") == 0
    assert (hash_of(tmp_path / "back"), rows_of(tmp_path / "back")) == (
        hash_of(root),
        rows_of(root),
    )


def test_a_line_of_history_that_was_not_written_is_missed(run, lived_in, bag, back, monkeypatch):
    """The control: a backup that forgets a row does not come back from its lines."""
    real = history_lines.lines
    forgetful = lambda database, table: list(real(database, table))[1:]  # noqa: E731
    monkeypatch.setattr(history_lines, "lines", forgetful)
    run("backup", bag)
    assert run("restore", "--from-history", bag, back).code == 4
    assert run("backup", "--verify", bag).code == 4


def test_a_damaged_snapshot_is_told_and_the_lines_are_used(run, lived_in, bag, back):
    flip(generation(bag) / "archive.db", 90_001)
    ran = run("restore", bag, back)
    assert (ran.code, "the snapshot is missing or damaged" in ran.err) == (0, True)
    assert "made again from the JSON Lines" in ran.out
    assert (hash_of(back), rows_of(back)) == (hash_of(lived_in), rows_of(lived_in))


def test_nothing_is_restored_when_neither_can_be_believed(run, lived_in, bag, back):
    flip(generation(bag) / "archive.db", 90_001)
    flip(generation(bag) / "revisions.jsonl", 901)
    ran = run("restore", bag, back)
    assert (ran.code, "revisions.jsonl is missing or damaged" in ran.err) == (4, True)
    assert not back.exists()


def test_one_bit_anywhere_costs_nothing_or_is_told(run, lived_in, bag, back, tmp_path):
    """The quick share of the sweep: each file in turn, a bit somewhere in it."""
    expected = hash_of(lived_in)
    for number, path in enumerate(files_in(bag)[::3]):
        good = path.read_bytes()
        flip(path, (7919 * number) % (8 * len(good)))
        code = run("restore", bag, back).code
        if code == 0:
            assert hash_of(back) == expected, path
        else:
            assert (code, back.exists()) == (4, False), path
        overwrite(path, good)
        shutil.rmtree(back, ignore_errors=True)


@pytest.mark.parametrize("spoil", [os.unlink, lambda path: overwrite(path, b"other bytes")])
def test_an_original_that_is_missing_is_left_out_only_when_asked(
    spoil, run, lived_in, bag, back, inbox
):
    [(gone,)] = record(lived_in, "SELECT sha256 FROM sources WHERE name LIKE '%map.pdf'")
    spoil(bag / "data" / "files" / gone[:2] / gone)
    ran = run("restore", bag, back)
    assert (ran.code, gone in ran.err, back.exists()) == (4, True, False)
    ran = run("restore", "--partial", bag, back)
    assert (ran.code, gone in ran.out, hash_of(back)) == (4, True, hash_of(lived_in))
    assert fa(back, "verify") == 4
    assert fa(back, "ingest", inbox) == 0
    assert fa(back, "verify") == 0


@pytest.mark.parametrize("taken", ["archive", "inbox", "file"])
def test_nothing_is_restored_over_anything(taken, run, lived_in, bag, tmp_path):
    write(tmp_path / "file", "mine")
    before = stories.stamps(tmp_path)
    ran = run("restore", bag, tmp_path / taken)
    assert (ran.code, "already holds" in ran.err) == (1, True)
    assert stories.stamps(tmp_path) == before


def test_an_empty_folder_is_as_good_as_none(run, lived_in, bag, back):
    back.mkdir()
    assert run("restore", bag, back).code == 0


def test_a_folder_called_part_that_is_somebody_elses_is_left_alone(run, lived_in, bag, back):
    mine = write(back.with_name("back.part") / "mine.txt", "mine")
    assert run("restore", bag, back).code == 1
    assert mine.read_text() == "mine"


def test_what_is_no_backup_is_told(run, inbox, back):
    ran = run("restore", inbox, back)
    assert (ran.code, "no backup of fieldarchive" in ran.err, back.exists()) == (1, True, False)


@pytest.fixture
def two_states(run, lived_in, bag, inbox, tmp_path):
    """A bag of the state before, the archive with one note more, and both hashes."""
    before = hash_of(lived_in)
    note(inbox / "later.md", text="After the first backup.")
    (inbox / "map.pdf").unlink()
    run("ingest", inbox)
    return before, hash_of(lived_in)


def test_a_backup_that_is_cut_off_restores_to_one_state_or_the_other(
    run, two_states, lived_in, bag, back, tmp_path
):
    with crash_at(10**9) as calls:
        fa(lived_in, "backup", fresh_copy(bag, tmp_path / "cut"))
    for point in crashes(len(calls), quick=5):
        cut = fresh_copy(bag, tmp_path / "cut")
        with crash_at(point):
            fa(lived_in, "backup", cut)
        assert broken_after_a_crash(lived_in, cut, back, two_states) == [], (
            point,
            calls[point - 1],
        )


def test_a_backup_that_gave_up_the_old_state_first_would_be_seen(
    run, two_states, lived_in, bag, back, tmp_path, monkeypatch
):
    """The control: without the generation before, a backup that is cut off restores to nothing."""
    monkeypatch.setattr(generations, "begin", hasty(generations.begin))
    with crash_at(10**9) as calls:
        fa(lived_in, "backup", fresh_copy(bag, tmp_path / "cut"))
    found = []
    for point in crashes(len(calls), quick=2):
        cut = fresh_copy(bag, tmp_path / "cut")
        with crash_at(point):
            fa(lived_in, "backup", cut)
        found += broken_after_a_crash(lived_in, cut, back, two_states)
    assert "it restores to neither state" in found


# What is left open when the machine stops is closed late, by Python itself.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@BOTH_WAYS
def test_a_restore_that_is_cut_off_leaves_nothing_half_and_goes_on(
    way, run, lived_in, bag, back, tmp_path
):
    with crash_at(10**9) as calls:
        fa(lived_in, "restore", *way, bag, tmp_path / "count")
    for point in crashes(len(calls), quick=4 if not way else 2):
        shutil.rmtree(back, ignore_errors=True)
        with crash_at(point):
            fa(lived_in, "restore", *way, bag, back)
        if not back.exists():
            assert fa(lived_in, "restore", *way, bag, back) == 0, (point, calls[point - 1])
        assert hash_of(back) == hash_of(lived_in)
        assert fa(back, "verify") == 0
