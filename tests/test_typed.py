"""Words and numbers as they are typed: what no database can hold is refused in a sentence."""

import os
import platform
import shutil

import pytest

import stories
from desks import Desk
from fieldarchive.cli.boundary import run as run_command
from stories import note, write

NOT_UTF8 = os.fsdecode(b"market \xff")


@pytest.mark.parametrize(
    "words",
    [["show", NOT_UTF8], ["find", "x", NOT_UTF8], ["find", "--city", NOT_UTF8],
     ["erase", NOT_UTF8], ["erase", "n-", "--reason", NOT_UTF8],
     ["ingest", "INBOX", "--city", NOT_UTF8], ["ingest", "INBOX", "--theme", NOT_UTF8],
     ["resolve", NOT_UTF8], ["resolve", "n-", NOT_UTF8],
     ["resolve", "n-", "--same-as", NOT_UTF8], ["resolve", "n-", "--set", NOT_UTF8],
     ["export", "csv", "OUT", "--since", NOT_UTF8], ["gc", "--older-than", NOT_UTF8],
     ["init", "OUT", "--name", NOT_UTF8]],
)  # fmt: skip
def test_a_word_that_is_not_utf8_is_refused(words, run, inbox, archive_root, tmp_path):
    note(inbox / "a.md")
    before = stories.files_of(tmp_path)
    ran = run(*({"INBOX": inbox, "OUT": tmp_path / "out"}.get(word, word) for word in words))
    assert (ran.code, r'"market \xff" is not UTF-8' in ran.err) == (2, True), ran
    assert stories.files_of(tmp_path) == before


def test_a_path_may_hold_any_bytes(run, inbox, archive_root, tmp_path):
    odd = os.fsdecode(b"m\xff")
    write(inbox / odd / f"{odd}.md", "Ice.\n")
    assert run("ingest", inbox / odd).code == 0
    assert run("ingest", inbox / odd / f"{odd}.md", "--report", tmp_path / odd).code == 0
    assert run("export", "csv", tmp_path / f"{odd}-tables").code == 0
    other = shutil.copytree(archive_root, tmp_path / f"{odd}-other")
    assert run("merge", other).code == 0


def test_a_person_and_a_machine_may_be_called_by_any_bytes(
    archive_root, inbox, monkeypatch, capsys
):
    monkeypatch.setenv("FIELDARCHIVE_USER", os.fsdecode(b"Lena \xff"))
    monkeypatch.setattr(platform, "node", lambda: os.fsdecode("Амур".encode() + b"\xff"))
    note(inbox / "a.md")
    assert run_command(["--archive", str(archive_root), "ingest", str(inbox)]) == 0
    assert Desk(archive_root, capsys).record("SELECT made_by, device FROM revisions") == [
        (r"Lena \xff", r"Амур\xff")
    ]


@pytest.mark.parametrize("words", [["log"], ["undo"], ["log", "--limit"], ["find", "--limit"]])
def test_a_number_that_no_operation_can_have(words, run, inbox):
    note(inbox / "a.md")
    run("ingest", inbox)
    ran = run(*words, 99999999999999999999)
    assert (ran.code, "is larger than any number here" in ran.err) == (2, True)
    ran = run(*words, (1 << 63) - 1)
    assert (ran.code, "Traceback" in ran.err) == (0 if "--limit" in words else 1, False)
