"""Erasing: a narrator withdraws, and no word, file or hash of the item is left here."""

import shutil
import sqlite3

import pytest

from fieldarchive import erase as erase_job
from fieldarchive.catalogue import erasing
from fieldarchive.cli.boundary import run as run_command
from marks import Material, found, named
from stories import browse, change, dump, files_of, holds, note, one, originals, record, write


@pytest.fixture(scope="module")
def marked_archive(empty_archive, tmp_path_factory):
    """Two materials in one archive, with history, damaged copies, and events that name them."""
    root = tmp_path_factory.mktemp("marked") / "archive"
    shutil.copytree(empty_archive, root)
    inbox = root.with_name("inbox")
    materials = Material(inbox, "going"), Material(inbox, "staying")
    for bring in (Material.write_older, Material.write_all):
        for material in materials:
            bring(material)
        assert run_command(["--archive", str(root), "ingest", str(inbox)]) in {0, 3}
    for material in materials:
        material.damage(root)
    assert run_command(["--archive", str(root), "verify"]) == 4
    assert run_command(["--archive", str(root), "ingest", str(inbox), "--rehash"]) in {0, 3}
    return root, *materials


@pytest.fixture
def marked(marked_archive, archive_root):
    """A copy of it to erase in."""
    root, *materials = marked_archive
    shutil.rmtree(archive_root)
    shutil.copytree(root, archive_root)
    return materials


def test_nothing_of_an_erased_item_is_left_in_any_file(run, archive_root, marked):
    going, staying = marked
    everywhere = {*going.marks, *staying.marks}
    assert found(archive_root, everywhere) == everywhere

    names = named(archive_root, f"%{going.who}%")
    assert len(names) == 3
    assert run("erase", *names, "--yes").code == 0
    assert found(archive_root, everywhere) == set(staying.marks)
    assert run("verify").code == 0
    assert run("rebuild").code == 0
    assert found(archive_root, everywhere) == set(staying.marks)


def _pages_not_written_anew(monkeypatch):
    monkeypatch.setattr(erasing, "_OVERWRITE", "PRAGMA secure_delete = OFF")
    monkeypatch.setattr(erasing, "write_anew", lambda *_: None)


def _pages_for_the_team_left(monkeypatch):
    monkeypatch.setattr(erase_job, "remove_published", lambda *_: None)
    monkeypatch.setattr(erase_job.publish, "build", lambda *_: None)


def _files_left(monkeypatch):
    monkeypatch.setattr(erase_job, "finish_removals", lambda _: None)


def _paths_left(monkeypatch):
    monkeypatch.setattr(erasing, "brought_by", lambda *_: erasing.Brought((), ()))


def _log_left(monkeypatch):
    monkeypatch.setattr(erasing, "_scrub", lambda *_: None)


@pytest.mark.parametrize(
    "leak",
    [_pages_not_written_anew, _pages_for_the_team_left, _files_left, _paths_left, _log_left],
)
def test_a_trace_that_is_left_is_found(run, archive_root, marked, monkeypatch, leak):
    going, _ = marked
    leak(monkeypatch)
    run("erase", *named(archive_root, f"%{going.who}%"), "--yes")
    assert found(archive_root, set(going.marks))


def test_what_would_go_is_told_and_a_dry_run_changes_no_byte(run, inbox, archive_root):
    note(inbox / "lena.md", "Lena at the market")
    run("ingest", inbox)
    note(inbox / "lena.md", "Lena at the bridge")
    run("ingest", inbox)
    before = files_of(archive_root)

    told = run("erase", *named(archive_root), "--dry-run")
    assert told.code == 0
    assert "Lena at the bridge   (2 revisions)" in told.out
    assert "goes     inbox/lena.md" in told.out
    assert "another laptop holds it until it merges" in told.out
    assert files_of(archive_root) == before


def test_nobody_is_erased_without_being_asked(run, inbox, archive_root):
    note(inbox / "lena.md")
    run("ingest", inbox)
    before = files_of(archive_root)
    refused = run("erase", *named(archive_root))
    assert refused.code == 2
    assert "no terminal to ask at" in refused.err
    assert files_of(archive_root) == before


def test_the_word_has_to_be_typed(run, inbox, archive_root, monkeypatch):
    note(inbox / "lena.md")
    run("ingest", inbox)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for typed, code in ("yes", 1), ("erase", 0):
        monkeypatch.setattr("click.prompt", lambda *_, typed=typed, **__: typed)
        assert run("erase", *named(archive_root)).code == code
    assert not named(archive_root)


def test_the_history_of_a_note_goes_with_it(run, inbox, archive_root):
    note(inbox / "lena.md", text="Her first words.")
    run("ingest", inbox)
    note(inbox / "lena.md", text="Her other words.")
    run("ingest", inbox)
    done = run("erase", *named(archive_root), "--yes", "--reason", "asked by letter")
    assert "Erased: 1 item, 2 revisions, 2 originals" in done.out
    assert not originals(archive_root)
    assert not record(archive_root, "SELECT * FROM revisions")
    assert "asked by letter" in one(
        archive_root / "archive.db", "SELECT summary FROM operations ORDER BY number DESC LIMIT 1"
    )


def test_what_others_need_stays_and_is_told(run, inbox, archive_root):
    subtitles = "1\n00:00:01,000 --> 00:00:04,000\nFish\n"
    write(inbox / "_folder.yaml", "city: heihe\n")
    for name in ("a", "b"):
        write(inbox / f"{name}.en.srt", f"1\n00:00:01,000 --> 00:00:04,000\n{name}\n")
        write(inbox / f"{name}.ru.srt", subtitles)
        write(inbox / f"{name}.yaml", "city: heihe\n")
    run("ingest", inbox)
    first, second = named(archive_root, "%a.en.srt"), named(archive_root, "%b.en.srt")

    told = run("erase", *first, "--yes")
    assert f"stays    inbox/a.ru.srt: {second[0][:6]} needs it too" in told.out
    kept = set(originals(archive_root).values())
    assert {b"city: heihe\n", subtitles.encode()} <= kept
    assert not any(b"\na\n" in content for content in kept)
    assert named(archive_root) == second
    assert run("verify").code == 0
    assert holds(archive_root, str(inbox / "b.ru.srt"))
    assert not holds(archive_root, str(inbox / "a."))


def test_an_item_set_aside_can_be_erased_too(run, inbox, archive_root):
    note(inbox / "lena.md", "Lena at the market")
    run("ingest", inbox)
    name = named(archive_root)[0]
    assert run("undo").code == 0
    done = run("erase", name, "--yes")
    assert done.code == 0, done
    assert "Lena at the market" in done.out
    assert not originals(archive_root)


def test_an_erased_item_is_spoken_of_in_a_sentence(run, inbox, archive_root):
    note(inbox / "lena.md")
    note(inbox / "other.md", "Other")
    run("ingest", inbox)
    [name] = named(archive_root, "%lena.md")
    run("erase", name, "--yes")
    shown = run("show", name)
    assert shown.code == 1
    assert f"{name} was erased on 20" in shown.err
    again = run("erase", name, "--yes")
    assert again.code == 0
    assert "was erased on" in again.out
    assert "Morning market" not in run("find", "").out
    assert run("log").code == 0
    assert run("log", "2").code == 0
    undone = run("undo", "2")
    assert undone.code == 1
    assert "cannot be undone" in undone.err
    assert run("undo", "1").code == 0
    assert not named(archive_root)


def test_the_backups_are_named_and_lose_it_too(run, inbox, archive_root, tmp_path):
    material = Material(inbox, "going")
    material.write_all()
    run("ingest", inbox)
    stick = tmp_path / "stick"
    assert run("backup", stick).code == 0
    told = run("erase", *named(archive_root), "--yes")
    assert f"fieldarchive backup {stick}" in told.out
    assert found(stick, set(material.marks))
    assert run("backup", stick).code == 0
    assert not found(stick, set(material.marks))
    assert run("backup", "--verify", stick).code == 0


STEPS = [
    (erase_job, "remove_published"), (erase_job, "finish_removals"), (erasing, "write_anew"),
    (erase_job, "remove_files"), (erase_job.publish, "build"),
    (erase_job.erasures, "note_finished"),
]  # fmt: skip


@pytest.mark.parametrize("step", STEPS, ids=[name for _, name in STEPS])
def test_what_a_crash_leaves_is_finished_by_the_next_command(
    run, inbox, archive_root, monkeypatch, step
):
    note(inbox / "lena.md", "Lena at the market", "Her words.")
    note(inbox / "other.md", "Other")
    run("ingest", inbox)

    def crashes(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(*step, crashes)
        assert run("erase", *named(archive_root, "%lena%"), "--yes").code == 1
    assert not named(archive_root, "%lena%")
    assert run("ingest", inbox / "other.md").code == 0
    assert not found(archive_root, {"Her words.", "Lena at the market"})
    assert browse(archive_root, "SELECT title FROM items") == [("Other",)]
    assert run("verify").code == 0


def test_a_crash_before_that_erases_nothing(run, inbox, archive_root, monkeypatch):
    note(inbox / "lena.md")
    run("ingest", inbox)
    before = dump(archive_root / "archive.db")

    def crashes(*_):
        raise KeyboardInterrupt

    for step in ("_scrub", "_give_up"):
        with monkeypatch.context() as patch:
            patch.setattr(erasing, step, crashes)
            assert run("erase", *named(archive_root), "--yes").code == 1
        assert dump(archive_root / "archive.db") == before
    assert run("verify").code == 0


def test_a_full_disk_after_that_is_told_and_made_good(run, inbox, archive_root, monkeypatch):
    note(inbox / "lena.md", text="Her words.")
    run("ingest", inbox)

    def is_full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "write_snapshot", is_full)
        told = run("erase", *named(archive_root), "--yes")
    assert told.code == 1
    assert "out of the record, but not yet out of all files" in told.err
    assert run("rebuild").code == 0
    assert not record(archive_root, "SELECT * FROM archive WHERE name = 'erasing'")
    assert not holds(archive_root, "Her words.")


def test_damage_elsewhere_keeps_nobody_from_withdrawing(run, inbox, archive_root):
    note(inbox / "lena.md", text="Her words.")
    note(inbox / "other.md", "Other")
    run("ingest", inbox)
    change(archive_root, "UPDATE items SET place = 'elsewhere' WHERE title = 'Other'")
    assert run("erase", *named(archive_root, "%lena.md"), "--yes").code == 0
    assert not holds(archive_root, "Her words.")
    assert run("verify").code == 4


@pytest.mark.parametrize("is_forgotten", [False, True])
def test_a_laptop_that_slept_through_it_brings_nothing_back(
    run, inbox, archive_root, tmp_path, is_forgotten
):
    note(inbox / "lena.md", text="Her words.")
    note(inbox / "other.md", "Other")
    run("ingest", inbox)
    stale = tmp_path / "stale"
    shutil.copytree(archive_root, stale)
    note(inbox / "lena.md", text="Her words, corrected.")
    assert run_command(["--archive", str(stale), "ingest", str(inbox)]) == 0
    run("erase", *named(archive_root, "%lena.md"), "--yes")
    if is_forgotten:
        change(archive_root, "DELETE FROM erased_originals")
        change(archive_root, "DELETE FROM erasures")

    assert run("merge", stale).code == 0
    assert bool(holds(archive_root, "Her words")) == is_forgotten
    assert run_command(["--archive", str(stale), "merge", str(archive_root), "--yes"]) == 0
    assert bool(holds(stale, "Her words")) == is_forgotten
    assert run("ingest", inbox).code == (0 if is_forgotten else 3)
    assert len(named(archive_root)) == (2 if is_forgotten else 1)


def test_a_merge_erases_nothing_here_before_somebody_agreed(run, archive_root, inbox):
    note(inbox / "lena.md", text="Her words.")
    run("ingest", inbox)
    other = archive_root.with_name("other")
    shutil.copytree(archive_root, other)
    assert run_command(["--archive", str(other), "erase", *named(other), "--yes"]) == 0
    before = (archive_root / "archive.db").read_bytes()

    refused = run("merge", other)
    assert (refused.code, "merge again with --yes" in refused.err) == (1, True)
    assert (archive_root / "archive.db").read_bytes() == before
    assert "1 item would be erased here" in run("merge", other, "--dry-run").out
    assert holds(archive_root, "Her words")
    agreed = run("merge", other, "--yes")
    assert (agreed.code, "1 item erased here" in agreed.out) == (0, True)
    assert not holds(archive_root, "Her words")
    assert "Nothing new" in run("merge", other).out
