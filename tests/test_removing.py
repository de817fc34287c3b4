"""What the record has given up leaves the store, also when the command that gave it up died."""

import pytest

import stories
from fieldarchive.archive import finish_removals, opened
from fieldarchive.catalogue import removals
from fieldarchive.errors import StorageError
from fieldarchive.storage.folders import Folders
from fieldarchive.storage.removing import remove_published
from stories import note, record, write


@pytest.fixture
def kept(run, inbox, archive_root):
    """The SHA-256 of one original in the store."""
    run("ingest", note(inbox / "a.md"))
    [sha256] = stories.originals(archive_root)
    return sha256


def give_up(root, sha256):
    with opened(root) as archive, archive.record.atomic():
        removals.note(archive.record, [sha256])


def forget_row(root, sha256):
    stories.change(root, "DELETE FROM sources WHERE sha256 = ?", sha256)
    stories.change(root, "DELETE FROM originals WHERE sha256 = ?", sha256)


def test_the_next_command_that_writes_finishes_what_a_crash_left(run, kept, archive_root):
    give_up(archive_root, kept)
    forget_row(archive_root, kept)
    run("status")
    assert list(stories.originals(archive_root)) == [kept]
    run("ingest", archive_root / "nothing")
    assert stories.originals(archive_root) == {}
    assert record(archive_root, "SELECT * FROM removals") == []


def test_an_original_that_has_a_row_is_never_removed(run, kept, archive_root):
    give_up(archive_root, kept)
    run("rebuild")
    assert list(stories.originals(archive_root)) == [kept]
    assert run("verify").code == 0


def test_a_file_that_is_gone_already_is_no_trouble(run, kept, archive_root):
    give_up(archive_root, kept)
    forget_row(archive_root, kept)
    with opened(archive_root) as archive:
        removals.note(archive.record, [kept])
        finish_removals(archive)
        finish_removals(archive)
    assert record(archive_root, "SELECT * FROM removals") == []


def test_a_name_that_leads_out_of_the_store_is_passed_over(run, kept, archive_root, tmp_path):
    outside = write(tmp_path / "precious", "Not ours.")
    give_up(archive_root, str(outside))
    give_up(archive_root, "../precious")
    run("rebuild")
    assert outside.read_text() == "Not ours."


def test_of_the_folder_browse_only_browse_databases_go(run, kept, archive_root):
    browse = archive_root / "browse"
    stories.note(browse / "my-notes.txt")
    stories.killed_while_writing(write(browse / "mine.db", ""), "CREATE TABLE t AS SELECT 1 AS one")
    write(browse / "team.part", "begun")
    write(browse / "copy.db", (browse / "team.db").read_bytes())
    before = stories.files_of(browse)
    [(name,)] = record(archive_root, "SELECT id FROM items")
    assert run("erase", name, "--yes").code == 0
    after = stories.files_of(browse)
    assert before.keys() - after.keys() == {"team.part", "copy.db"}
    assert {name for name in after if after[name] != before[name]} == {"team.db"}


def test_a_link_in_place_of_browse_leads_to_no_removal(run, kept, archive_root, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (archive_root / "browse").rename(elsewhere)
    (archive_root / "browse").symlink_to(elsewhere)
    with pytest.raises(StorageError):
        remove_published(Folders(archive_root), ["team"], lambda _: True)
    assert (elsewhere / "team.db").exists()
