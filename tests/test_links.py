"""Links and pipes where the program has files of its own: refused, and nothing waits or follows."""

import os
import shutil
import signal
from contextlib import contextmanager

import pytest

import stories
from backups import fa
from stories import note, write


@pytest.fixture
def in_seconds():
    """Whoever waits for ever is woken up, and has failed."""

    def wake(*_):
        raise AssertionError("it waits for ever")

    before = signal.signal(signal.SIGALRM, wake)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def victim(tmp_path):
    """A folder of somebody's own, that a link leads to."""
    folder = tmp_path / "victim"
    write(folder / "thesis.txt", "years of work")
    return folder


@contextmanager
def link_at(path, target):
    """A link in place of whatever the program has there, for as long as the story lasts."""
    aside = target.parent.parent / "aside" if target.is_file() else target.parent / "aside"
    is_there = os.path.lexists(path)
    if is_there:
        path.rename(aside)
    path.symlink_to(target)
    yield path
    path.unlink()
    if is_there:
        aside.rename(path)


def refuses(ran, link, victim):
    """Whether a command ended with a sentence about the link, and nothing happened behind it."""
    found = ran.code, f"{link}: this is a link" in ran.err, ran.err.count("\n")
    return found == (1, True, 1) and stories.files_of(victim) == {"thesis.txt": b"years of work"}


def test_no_link_leads_out_of_an_archive(run, backed_up, bag, inbox, victim):
    some = next(iter(stories.originals(backed_up)))[:2]
    for name in ("files", "files/tmp", "files/bad", f"files/{some}", "browse"):
        with link_at(backed_up / name, victim) as link:
            assert refuses(run("merge", bag, "--dry-run"), link, victim), name
            assert refuses(run("ingest", inbox), link, victim), name
            assert refuses(run("erase", "n-", "--yes"), link, victim), name


def test_a_record_that_is_a_link_is_not_opened(run, backed_up, tmp_path):
    theirs = shutil.copyfile(backed_up / "archive.db", write(tmp_path / "theirs" / "a.db", ""))
    before = stories.stamps(theirs.parent)
    with link_at(backed_up / "archive.db", theirs) as link:
        ran = run("status")
        assert (ran.code, f"{link}: this is a link" in ran.err) == (1, True)
    assert stories.stamps(theirs.parent) == before


def test_the_archive_itself_may_lie_behind_a_link(backed_up, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(backed_up)
    assert fa(link, "verify") == 0


def test_no_link_leads_out_of_a_backup(run, backed_up, bag, inbox, victim):
    some = next(iter(stories.originals(backed_up)))[:2]
    in_store = [f"data/files/{name}" for name in ("tmp", "bad", some)]
    in_record = [f"data/record/{name}" for name in ("1", "7.part")]
    note(inbox / "c.md", text="New words.")
    run("ingest", inbox)
    for name in ("data", "data/files", *in_store, "data/record", *in_record):
        with link_at(bag / name, victim) as link:
            assert refuses(run("backup", bag, "--dry-run"), link, victim), name
            assert refuses(run("backup", bag), link, victim), name
    assert run("backup", bag).code == 0


def test_no_tag_file_is_written_through_a_link(run, backed_up, bag, victim):
    empty = bag.with_name("empty")
    empty.mkdir()
    for folder in (bag, empty):
        for name in ("bag-info.txt", "manifest-sha256.txt"):
            with link_at(folder / f"{name}.part", victim / "thesis.txt") as link:
                assert refuses(run("backup", folder), link, victim), link


def test_a_link_is_no_original_whatever_its_size(run, backed_up, bag):
    one = next((bag / "data" / "files").glob("??/*"))
    size = one.stat().st_size
    one.unlink()
    one.symlink_to("/etc/hostname".rjust(size, "/"))
    assert one.lstat().st_size == size
    assert run("backup", bag, "--json").json()["new"] == 1
    assert (one.is_symlink(), run("backup", "--verify", bag).code) == (False, 0)


def test_a_file_in_place_of_a_folder_is_told(run, backed_up, bag):
    for name in ("data/record/7.part", "data/record/7", "data/files/tmp"):
        thing = write(bag / name, "?")
        ran = run("backup", bag)
        assert (ran.code, f"{thing}: this is no folder" in ran.err) == (1, True)
        assert thing.read_text() == "?"
        thing.unlink()


@pytest.mark.usefixtures("in_seconds")
def test_nothing_waits_for_a_pipe_in_a_backup(run, backed_up, bag, back):
    record = bag / "data" / "record" / "1"
    files = [record / name for name in ("archive.db", "revisions.jsonl", "generation.json")]
    for path in (*files, bag / "manifest-sha256.txt"):
        good = path.rename(bag.parent / "good")
        os.mkfifo(path)
        assert run("backup", "--verify", bag).code == 4, path
        ran = run("merge", bag, "--dry-run"), run("restore", "--from-history", bag, back)
        assert all("Traceback" not in one.err for one in ran), path
        shutil.rmtree(back, ignore_errors=True)
        good.replace(path)


@pytest.mark.usefixtures("in_seconds")
def test_nothing_waits_for_a_pipe_in_a_store(run, backed_up, bag):
    one = next((bag / "data" / "files").glob("??/*"))
    one.unlink()
    os.mkfifo(one)
    assert run("backup", "--verify", bag).code == 4
    assert run("backup", "--rehash", bag, "--json").json()["new"] == 1
    assert run("backup", "--verify", bag).code == 0


def test_a_lock_that_is_a_link_makes_no_file_elsewhere(run, archive_root, inbox, tmp_path):
    note(inbox / "a.md")
    (archive_root / ".lock").unlink()
    (archive_root / ".lock").symlink_to(tmp_path / "elsewhere")
    ran = run("ingest", inbox)
    assert (ran.code, "this is a link" in ran.err) == (1, True)
    assert not (tmp_path / "elsewhere").exists()
