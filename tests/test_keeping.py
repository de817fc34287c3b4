"""What is called kept is safe: full disks, lying disks, writers, kills and strange names."""

import hashlib
import json
import multiprocessing
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter

import pytest

import stories
from fieldarchive.archive import opened
from fieldarchive.cli.boundary import run as run_command
from fieldarchive.errors import StorageError, Unreadable
from fieldarchive.scan import _source
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.keeping import copy_in, make_safe
from stories import note, record, write

STRACE = shutil.which("strace")
PROGRAM = [sys.executable, "-c", "from fieldarchive.cli import main; main()"]


def parts(root):
    return [path.name for path in (root / "files" / "tmp").iterdir()]


def kept(root):
    return {name for name in stories.originals(root) if len(name) == 64}


def digest(content):
    return hashlib.sha256(content).hexdigest()


def program(root, *words, before=()):
    """The command line as a process of its own; `before` are words that start it."""
    return subprocess.run(
        [*before, *PROGRAM, "--archive", str(root), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def source_of(path):
    return _source(path, path.parent, path.lstat())


# A disk that refuses, and a disk that lies


def test_a_file_too_large_for_the_disk_is_told_and_the_others_are_kept(inbox, archive_root):
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20));"
        "from fieldarchive.cli import main; main()"
    )
    write(inbox / "a.md", "Small.\n")
    write(inbox / "large.pdf", bytes(3 << 20))
    ran = subprocess.run(
        [sys.executable, "-c", limited, "--archive", archive_root, "ingest", inbox],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (3, False)
    assert "large.pdf: The disk of the archive takes no file as large" in ran.stderr
    assert (parts(archive_root), len(kept(archive_root))) == ([], 1)
    assert record(archive_root, "SELECT size FROM originals") == [(7,)]


def test_a_disk_that_fills_up_is_told_and_nothing_half_stays(run, inbox, archive_root):
    full = archive_root / "files"
    shutil.rmtree(full)
    full.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", full], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    try:
        write(inbox / "a.pdf", bytes(12 << 20))
        write(inbox / "b.pdf", b"b" * (12 << 20))
        ran = run("ingest", inbox)
        assert (ran.code, "the disk is full" in ran.err) == (1, True)
        assert "1 found = 1 new" in ran.out
        assert (parts(archive_root), len(kept(archive_root))) == ([], 1)
        (inbox / "b.pdf").unlink()
        assert run("ingest", inbox).code == 0
    finally:
        subprocess.run(["umount", full], check=True)


LYING_WRITE = "write:retval=200000:when=1"  # it says that it wrote, and did not
FAULTS = [
    LYING_WRITE, "write:error=ENOSPC:when=1", "fsync:error=EIO:when=1", "fsync:error=EIO:when=3",
    "fdatasync:error=EIO:when=14+", "pwrite64:error=ENOSPC:when=20",
]  # fmt: skip


@pytest.mark.skipif(STRACE is None, reason="strace is not here to make system calls fail")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_failing_call_is_told_and_the_next_ingest_puts_it_right(fault, run, inbox, archive_root):
    """The first two kinds of calls are the store's own, the last two those of SQLite."""
    content = b"x" * 200_000
    write(inbox / "a.md", content)
    call = fault.partition(":")[0]
    tracing = [STRACE, "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}"]
    ran = program(archive_root, "ingest", inbox, before=[*tracing, "-e", f"inject={fault}"])
    if "not permitted" in ran.stderr:
        pytest.skip("strace may not trace here")
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False), ran.stderr
    assert (parts(archive_root), "new" in ran.stdout) == ([], False)
    assert kept(archive_root) <= {digest(content)}
    known = {sha256 for (sha256,) in record(archive_root, "SELECT sha256 FROM originals")}
    assert known <= kept(archive_root)
    if fault == LYING_WRITE:
        assert "gave back other bytes" in ran.stderr
        assert (kept(archive_root), known) == (set(), set())
    assert run("ingest", inbox).code == 0
    assert kept(archive_root) == {digest(content)}
    assert run("verify").code == 0


def test_bytes_that_change_between_writing_and_reading_back_are_caught(inbox, archive_root):
    """The same without strace: a part is spoilt on the disk before it is made safe."""
    folders = Folders(archive_root)
    good, bad = (copy_in(source_of(note(inbox / f"{n}.md", n)), folders) for n in "ab")
    with bad.path.open("r+b") as file:
        file.write(b"?")
    with pytest.raises(StorageError, match="gave back other bytes"):
        make_safe([good, bad], folders)
    assert (parts(archive_root), kept(archive_root)) == ([], set())
    again = copy_in(source_of(inbox / "a.md"), folders)
    assert [stored.is_new for stored in make_safe([again], folders)] == [True]


def test_a_damaged_original_is_set_aside_when_its_bytes_come_again(inbox, archive_root):
    folders = Folders(archive_root)
    path = note(inbox / "a.md")
    [stored] = make_safe([copy_in(source_of(path), folders)], folders)
    original = folders.original(stored.sha256)
    original.chmod(0o600)
    original.write_bytes(b"rot")
    [healed] = make_safe([copy_in(source_of(path), folders)], folders)
    assert healed.is_new
    assert original.read_bytes() == path.read_bytes()
    assert [aside.read_bytes() for aside in folders.doubtful.iterdir()] == [b"rot"]


# Sources that are not what they seem


def become_link(path):
    path.unlink()
    path.symlink_to("/etc/hostname")


def become_pipe(path):
    path.unlink()
    os.mkfifo(path)


def become_socket(path):
    path.unlink()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))


def become_folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "change", [become_link, become_pipe, become_socket, become_folder, os.unlink]
)
def test_what_was_a_file_when_it_was_met_and_is_none_now_is_not_copied(change, inbox, archive_root):
    path = note(inbox / "a.md")
    source = source_of(path)
    change(path)
    started = time.monotonic()
    with pytest.raises(Unreadable):
        copy_in(source, Folders(archive_root))
    assert time.monotonic() - started < 1
    assert parts(archive_root) == []


WRITER = """
import sys, time
with open(sys.argv[1], "ab", buffering=0) as file:
    while True:
        file.write(b"y" * 1000)
        time.sleep(0.0005)
"""


def test_a_file_that_is_being_written_is_refused_and_taken_whole_later(run, inbox, archive_root):
    path = write(inbox / "growing.pdf", b"x" * (8 << 20))
    note(inbox / "a.md")
    with subprocess.Popen([sys.executable, "-c", WRITER, path]) as writer:
        while path.stat().st_size == 8 << 20:
            time.sleep(0.01)
        try:
            ran = program(archive_root, "ingest", inbox, "--json")
        finally:
            writer.kill()
    codes = {problem["code"] for problem in json.loads(ran.stdout)["problems"]}
    assert (ran.returncode, codes) == (3, {"changed"})
    assert record(archive_root, "SELECT count(*) FROM items") == [(1,)]
    assert parts(archive_root) == []
    assert run("ingest", inbox).code == 0
    assert digest(path.read_bytes()) in kept(archive_root)


@pytest.mark.parametrize(
    "name",
    [b"bad\xff\xfe.md", b"new\nline.md", "я".encode() * 126 + b".md", b"-rf.md", b"CON.md",
     b"a;b&c$(id).md", "й".encode() + b" .md", b"trailing. .md", "📷.md".encode(), b"%s%n.md"],
)  # fmt: skip
def test_a_file_with_a_strange_name_is_kept_and_its_name_with_it(name, run, inbox, archive_root):
    path = os.path.join(os.fsencode(inbox), name)
    with open(path, "wb") as file:
        file.write(b"Words.\n")
    ran = run("ingest", inbox)
    assert ran.code == 0, ran.err
    assert record(archive_root, "SELECT path FROM sources") == [(path,)]
    assert kept(archive_root) == {digest(b"Words.\n")}
    again = run("ingest", inbox)
    assert "Nothing new" in again.out
    assert run("rebuild").code == run("verify").code == 0


# One writer, and a writer that dies


def test_a_second_writer_is_told_at_once_and_readers_go_on(run, inbox, archive_root):
    note(inbox / "a.md")
    run("ingest", inbox)
    with opened(archive_root):
        started = time.monotonic()
        for words in (["ingest", inbox], ["rebuild"], ["verify"]):
            ran = run(*words)
            assert (ran.code, "Another fieldarchive is writing" in ran.err) == (1, True)
        assert time.monotonic() - started < 3
        assert run("status").code == run("find", "market").code == 0
    assert run("ingest", inbox).code == 0


def test_what_a_crash_left_is_cleared_away_by_the_next_writer(run, archive_root):
    write(archive_root / "files" / "tmp" / "0123.part", "half")
    write(archive_root / "files" / "tmp" / "4567.md", "a second name")
    assert run("rebuild").code == 0
    assert parts(archive_root) == []


def test_an_archive_in_a_synced_folder_is_refused_unless_allowed(tmp_path, run, monkeypatch):
    root = tmp_path / "Dropbox" / "archive"
    ran = run("init", root)
    assert (ran.code, "Dropbox" in ran.err) == (1, True)
    assert not (root / "archive.db").exists()
    monkeypatch.setenv("FIELDARCHIVE_ALLOW_SYNCED", "1")
    assert run("init", root).code == 0


def accounts(root):
    """What history says, item by item, whatever their ids and instants are."""
    return Counter(body for (body,) in record(root, "SELECT body FROM revisions"))


def published(root):
    return Counter(stories.browse(root, "SELECT title, text, city, themes FROM items"))


def test_an_ingest_killed_at_any_moment_is_finished_by_the_same_command(
    run, inbox, archive_root, empty_archive, tmp_path
):
    """Twenty kills, spread over the whole run; a file system in memory shows order, not syncs."""
    for number in range(60):
        note(inbox / f"{number}.md", title=f"Note {number}", text=f"Words {number}. " * 40)
    started = time.monotonic()
    assert run("ingest", inbox).code == 0
    length = time.monotonic() - started
    whole = kept(archive_root), accounts(archive_root), published(archive_root)
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["fieldarchive.cli.ingest", "fieldarchive.cli.boundary"])
    pauses = random.Random(20)
    killed = Counter()
    for attempt in range(20):
        root = tmp_path / f"attempt{attempt}"
        shutil.copytree(empty_archive, root)
        words = ["--archive", str(root), "ingest", str(inbox)]
        child = forks.Process(target=run_command, args=(words,))
        child.start()
        while child.is_alive() and not parts(root):
            time.sleep(0.001)
        child.join(length * (attempt + pauses.random()) / 36)
        child.kill()
        child.join()
        killed[child.exitcode] += 1
        named = record(root, "SELECT sha256 FROM originals")
        assert {sha256 for (sha256,) in named} <= kept(root)  # no row before its file
        assert run_command(words) == 0
        assert (kept(root), accounts(root), published(root)) == whole
        assert parts(root) == []
        assert run_command(["--archive", str(root), "verify"]) == 0
        shutil.rmtree(root)
    assert killed[-9] >= 5, killed
