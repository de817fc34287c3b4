"""Cards and disks of the fieldworker: files that change under our eyes, media that go away."""

import os
import subprocess
import sys

import pytest

import stories
from fieldarchive import ingest as walk
from fieldarchive.cli.boundary import run as run_command
from fieldarchive.errors import StorageError
from fieldarchive.storage import keeping
from stories import Ran, note, record, write

COPY = keeping.copy_in


def grow(path):
    with path.open("ab") as file:
        file.write(b" More.")


def truncate(path):
    os.truncate(path, 5)


def rewrite(path):
    path.write_bytes(b"x" * path.stat().st_size)


def replace(path):
    other = write(path.with_name("other"), b"y" * path.stat().st_size)
    other.replace(path)


def vanish(path):
    path.unlink()


@pytest.fixture
def run_disturbed(archive_root, capsys):
    """The command line, where the sources do change, but by another hand."""

    def run_here(*words):
        capsys.readouterr()
        code = run_command(["--archive", str(archive_root), *map(str, words)])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run_here


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (grow, "It changed while it was read."),
        (truncate, "It changed while it was read."),
        (rewrite, "It changed while it was read."),
        (replace, "It changed while it was read."),
        (vanish, "It cannot be opened: No such file or directory."),
    ],
)
@pytest.mark.parametrize("moment", ["before it is copied", "after it was copied"])
def test_a_source_that_changes_is_told_and_the_rest_is_kept(
    change, told, moment, run, run_disturbed, inbox, archive_root, monkeypatch
):
    """The file that was met is not the one that is there now: neither of both is called kept."""
    path = note(inbox / "b.md", "Changing")
    for name in "ac":
        note(inbox / f"{name}.md", f"Note {name}")

    def copy_while_it_changes(source, folders):
        if source.path == path and moment == "before it is copied":
            change(path)
        part = COPY(source, folders)
        if source.path == path and moment == "after it was copied":
            change(path)
        return part

    monkeypatch.setattr(keeping, "copy_in", copy_while_it_changes)
    ran = run_disturbed("ingest", inbox)
    monkeypatch.undo()
    assert (ran.code, "inbox/b.md" in ran.err) == (3, True)
    assert told in ran.err or "It changed while it was read." in ran.err
    assert "3 found = 2 new + 0 same + 1 refused" in ran.out
    assert len(stories.originals(archive_root)) == 2
    assert run("verify").code == 0
    again = run("ingest", inbox)
    assert again.code == 0
    expected = 2 if change is vanish else 3
    assert record(archive_root, "SELECT count(*) FROM originals") == [(expected,)]


@pytest.fixture
def card(tmp_path, mounted):
    """Mounts a folder where a card would be; skips where that is not allowed."""
    return lambda content, *options: mounted(content, tmp_path / "card", *options)


def test_a_read_only_card_is_taken_in_like_any_other(run, inbox, archive_root, card):
    note(inbox / "a.md")
    ran = run("ingest", card(inbox, "ro"))
    assert (ran.code, ran.err) == (0, "")
    assert len(stories.originals(archive_root)) == 1


def test_a_card_that_is_pulled_out_is_told_and_goes_on_later(
    run, run_disturbed, inbox, archive_root, card, monkeypatch
):
    for name in "abcd":
        note(inbox / f"{name}.md", f"Note {name}")
    place = card(inbox)
    copied = []

    def copy_until_it_is_pulled(source, folders):
        copied.append(source)
        if len(copied) == 3:
            subprocess.run(["umount", "-l", place], check=True)
        return COPY(source, folders)

    monkeypatch.setattr(keeping, "copy_in", copy_until_it_is_pulled)
    ran = run_disturbed("ingest", place)
    monkeypatch.undo()
    assert (ran.code, "Traceback" in ran.err) == (3, False)
    assert all(f"card/{name}.md" in ran.err or f"{name}.md" in ran.err for name in "cd")
    assert run("verify").code in {0, 1}  # 1: nothing was kept, so there is nothing to check
    assert run("ingest", card(inbox)).code == 0
    assert record(archive_root, "SELECT count(*) FROM originals") == [(4,)]


def test_an_archive_on_a_read_only_disk_says_so(run, inbox, archive_root, mounted):
    note(inbox / "a.md")
    mounted(archive_root, archive_root, "ro")
    try:
        ran = run("ingest", inbox)
        assert (ran.code, "Traceback" in ran.err) == (1, False)
        assert str(archive_root) in ran.err
        assert "ead-only" in ran.err
        assert "find, show, status, verify, backup" in ran.err
    finally:
        subprocess.run(["umount", archive_root], check=True)
    assert run("ingest", inbox).code == 0


@pytest.mark.parametrize("batch", [2, 10])
def test_a_disk_that_fills_up_keeps_and_tells_what_it_had_room_for(
    batch, run, inbox, archive_root, monkeypatch
):
    """What was kept before is counted, published and safe; the same command goes on."""
    for name in "abc":
        note(inbox / f"{name}.md", f"Note {name}")
    monkeypatch.setattr(walk, "BATCH_ITEMS", batch)
    copied = []

    def copy_until_full(source, folders):
        copied.append(source)
        if len(copied) == 3:
            raise StorageError(folders.parts, "the disk is full.")
        return COPY(source, folders)

    monkeypatch.setattr(keeping, "copy_in", copy_until_full)
    ran = run("ingest", inbox)
    monkeypatch.undo()
    assert (ran.code, "the disk is full" in ran.err) == (1, True)
    assert "Stopped. What is counted here is safe" in ran.out
    assert "2 found = 2 new" in ran.out
    again = run("ingest", inbox)
    assert (again.code, "3 found = 1 new + 2 same" in again.out) == (0, True)


def test_a_full_disk_under_the_output_is_told(archive_root, inbox):
    """The report went to a file that could not take it; what was kept is kept all the same."""
    note(inbox / "a.md")
    program = [sys.executable, "-c", "from fieldarchive.cli import main; main()"]
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [*program, "--archive", str(archive_root), "ingest", str(inbox)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (
        1, "fieldarchive: standard output: No space left on device.\n"
    )  # fmt: skip
    assert record(archive_root, "SELECT count(*) FROM originals") == [(1,)]
