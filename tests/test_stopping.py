"""Ctrl-C, a closing terminal, a shutdown: an ingest ends cleanly and says what is safe."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import stories
from fieldarchive.intake.stopping import Stopping
from stories import note, record, write

PROGRAM = [sys.executable, "-c", "from fieldarchive.cli import main; main()"]
FILES = 153


@pytest.fixture
def card(inbox):
    """Notes, photographs that need workers, and a large file."""
    from PIL import Image

    for number in range(150):
        note(inbox / f"{number:03}.md", f"Note {number}", f"Words {number}. " * 40)
    for number in range(2):
        Image.effect_noise((900, 600), 60 + number).save(inbox / f"p{number}.jpg")
    write(inbox / "large.pdf", b"%PDF" + os.urandom(24 << 20))
    return inbox


def begin(root, folder):
    return subprocess.Popen(
        [*PROGRAM, "--archive", str(root), "ingest", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def alive_in(session):
    """The processes of a session that have not ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session, *_ = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(its_session) == session and state != "Z":
            found.append(status)
    return found


def is_copying(root):
    return any((root / "files" / "tmp").iterdir())


def wait_until(claim, seconds=20.0):
    """Wait for a claim to hold, and whether it came to hold."""
    end = time.monotonic() + seconds
    while not (holds := claim()) and time.monotonic() < end:
        time.sleep(0.002)
    return holds


def check_clean(root, process, out, err):
    """What is reported is safe and nothing more; nothing runs on, nothing is half there."""
    assert "Traceback" not in err
    assert "KeyboardInterrupt" not in err
    assert wait_until(lambda: not alive_in(process.pid), 3), "a process was left behind"
    named = {sha256 for (sha256,) in record(root, "SELECT sha256 FROM originals")}
    assert named <= set(stories.originals(root))
    assert not is_copying(root)
    counted = re.search(r"files +(\d+) found = (\d+) new", out)
    assert counted is None or int(counted[2]) == len(named)
    assert process.returncode in {0, 1}
    assert process.returncode == 1 or len(named) == FILES


@pytest.mark.parametrize(
    ("request_to_stop", "to_all"),
    [(signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGHUP, True)],
)
def test_an_ingest_that_is_asked_to_stop_says_what_is_safe_and_goes_on_later(
    request_to_stop, to_all, run, card, archive_root, empty_archive
):
    """At two moments: as the first part is there, and a little later."""
    for pause in (0.0, 0.3):
        shutil.rmtree(archive_root)
        shutil.copytree(empty_archive, archive_root)
        process = begin(archive_root, card)
        wait_until(lambda: is_copying(archive_root))
        time.sleep(pause)
        (os.killpg if to_all else os.kill)(process.pid, request_to_stop)
        out, err = process.communicate(timeout=60)
        check_clean(archive_root, process, out, err)
        assert process.returncode == 0 or "Stopped. What is counted here is safe" in out
    assert run("ingest", card).code == 0
    assert record(archive_root, "SELECT count(*) FROM originals") == [(FILES,)]
    assert run("verify").code == 0


def test_a_second_request_to_stop_gives_up_what_is_not_safe_yet(run, card, archive_root):
    process = begin(archive_root, card)
    wait_until(lambda: is_copying(archive_root))
    for _ in range(3):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.05)
    out, err = process.communicate(timeout=60)
    check_clean(archive_root, process, out, err)
    assert run("ingest", card).code == 0
    assert run("verify").code == 0


def test_a_request_to_stop_keeps_what_was_read_before_it(run, inbox, archive_root, monkeypatch):
    """Asked while the fifth of ten notes is read: four are kept and told, the rest comes later."""
    from fieldarchive import ingest as walk

    for number in range(10):
        note(inbox / f"{number}.md", f"Note {number}", f"Words {number}.")
    finish, read = walk.finish, []

    def ask_at_the_fifth(begun):
        read.append(begun)
        if len(read) == 5:
            signal.raise_signal(signal.SIGINT)
        return finish(begun)

    monkeypatch.setattr(walk, "finish", ask_at_the_fifth)
    ran = run("ingest", inbox)
    assert (ran.code, "4 items new" in ran.out, "Stopped." in ran.out) == (1, True, True)
    assert record(archive_root, "SELECT count(*) FROM originals") == [(4,)]
    monkeypatch.undo()
    again = run("ingest", inbox)
    assert (again.code, "6 items new" in again.out) == (0, True)


def test_a_request_is_heard_and_work_that_may_not_end_at_once_goes_on():
    told = []
    with Stopping(lambda: told.append(1)) as stopping:
        signal.raise_signal(signal.SIGTERM)
        assert (stopping.asked, told) == (True, [1])
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    with Stopping(lambda: told.append(2)) as stopping:
        with pytest.raises(KeyboardInterrupt), stopping.at_once():
            signal.raise_signal(signal.SIGINT)
        assert stopping.asked
    assert told == [1]


def test_what_was_started_with_nohup_does_not_hear_that_the_terminal_closes():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Stopping(lambda: None) as stopping:
            signal.raise_signal(signal.SIGHUP)
            assert not stopping.asked
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_request_that_comes_when_all_is_done_cuts_no_report_off(run, inbox, monkeypatch):
    from fieldarchive.cli import ingest as command

    say_report = command.say_report

    def ask_and_say(*told):
        signal.raise_signal(signal.SIGTERM)
        say_report(*told)

    monkeypatch.setattr(command, "say_report", ask_and_say)
    note(inbox / "a.md")
    ran = run("ingest", inbox)
    assert (ran.code, "1 found = 1 new" in ran.out) == (0, True)
