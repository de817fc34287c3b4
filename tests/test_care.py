"""What was said once is not unsaid by accident: options, access, copies, own files."""

import os

import pytest

import stories
from stories import note, record, write


def closed(archive_root):
    return record(archive_root, "SELECT access FROM items")


def test_an_option_holds_when_the_next_run_does_not_name_it(run, inbox, archive_root):
    note(inbox / "a.md")
    run("ingest", inbox, "--city", "heihe")
    run("ingest", inbox)
    assert record(archive_root, "SELECT city FROM items") == [("heihe",)]


def test_access_never_loosens_because_its_file_is_gone(run, inbox, archive_root):
    note(inbox / "a.md")
    sidecar = write(inbox / "a.yaml", "access: closed\n")
    run("ingest", inbox)
    sidecar.unlink()
    ran = run("ingest", inbox)
    assert ("no longer says it" in ran.err, closed(archive_root)) == (True, [("closed",)])
    assert "Nothing new" in run("ingest", inbox).out
    run("rebuild")
    assert "`fieldarchive check --only access-no-longer-said`" in run("status").out
    assert "was said by a.yaml, which no longer says it" in run("check").out
    write(inbox / "a.yaml", "access: team\n")
    run("ingest", inbox)
    assert closed(archive_root) == [("team",)]


def test_a_folder_above_closes_what_is_named_below_it(run, inbox, archive_root):
    write(inbox / "_folder.yaml", "access: closed\n")
    note(inbox / "day" / "a.md")
    run("ingest", inbox / "day")
    assert closed(archive_root) == [("closed",)]


def test_a_stricter_copy_closes_the_item_and_a_richer_one_is_told(run, inbox, archive_root):
    note(inbox / "one" / "a.md")
    run("ingest", inbox / "one")
    note(inbox / "two" / "a.md")
    write(inbox / "two" / "a.yaml", "access: closed\n")
    ran = run("ingest", inbox / "two")
    assert (ran.code, "is a copy of" in ran.err) == (3, True)
    assert closed(archive_root) == [("closed",)]
    assert stories.browse(archive_root, "SELECT count(*) FROM items") == [(0,)]


def test_an_archive_does_not_take_in_its_own_files(run, archive_root):
    note(archive_root / "inbox" / "a.md")
    run("ingest", archive_root)
    assert record(archive_root, "SELECT count(*) FROM items") == [(1,)]


def test_a_folder_named_twice_makes_no_copies(run, inbox, archive_root):
    note(inbox / "sub" / "a.md")
    assert run("ingest", "--json", inbox, inbox / "sub").json()["items"]["duplicate"] == 0


def test_the_suite_notices_an_ingest_that_touches_a_source(run, inbox, monkeypatch):
    paper = note(inbox / "a.md")
    monkeypatch.setattr("fieldarchive.cli.ingest.say_report", lambda *_: os.utime(paper, (1, 1)))
    with pytest.raises(AssertionError, match="a source was changed"):
        run("ingest", inbox)


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="no file that fails when read")
@pytest.mark.parametrize("name", ["fieldarchive.toml", "vocabularies/people.csv"])
def test_a_file_that_fails_while_it_is_read_is_named(name, run, inbox, archive_root):
    note(inbox / "a.md")
    (archive_root / name).unlink(missing_ok=True)
    (archive_root / name).symlink_to("/proc/self/mem")  # its first byte is an input/output error
    ran = run("ingest", inbox)
    assert (ran.code, ran.err) == (
        1, f"fieldarchive: {archive_root / name}: Input/output error.\n"
    )  # fmt: skip
