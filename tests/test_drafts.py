"""Drafts: safe before an editor opens them, found again by name, gone only when they may go."""

import os
import stat

import pytest

from fieldarchive.errors import NoSuchDraft, StorageError
from fieldarchive.storage import drafts
from fieldarchive.storage.folders import Folders

MOMENT = "2024-06-12-0640"


@pytest.fixture
def folders(archive_root):
    return Folders(archive_root)


def begun(folders, text="---\n---\n"):
    return drafts.begin(folders, MOMENT, text.encode())


def test_a_draft_is_for_its_writer_alone_and_no_two_share_a_name(folders):
    paths = {begun(folders, f"words {n}\n") for n in range(50)}
    assert len(paths) == 50
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert stat.S_IMODE(folders.drafts.stat().st_mode) == 0o700
    assert all(drafts.is_draft(path.name) for path in paths)
    assert not drafts.is_draft("2024-06-12.md")


def test_drafts_are_called_by_a_part_of_their_name_or_last(folders):
    early, late = begun(folders), begun(folders)
    os.utime(early, (1, 1))
    assert [draft.path for draft in drafts.waiting(folders)] == [late, early]
    assert drafts.find(folders, "last").path == late
    assert drafts.find(folders, early.stem[-6:]).path == early
    with pytest.raises(NoSuchDraft, match="could be any of"):
        drafts.find(folders, MOMENT)
    for nothing in ("", "1999", "../archive"):
        with pytest.raises(NoSuchDraft):
            drafts.find(folders, nothing)


def test_what_an_editor_left_is_no_draft_and_goes_with_it_unless_it_is_newer(folders):
    path = begun(folders)
    name = path.name
    for older in (f"{name}~", f".{name}.swp", f"#{name}#"):
        (folders.drafts / older).write_text("before")
        os.utime(folders.drafts / older, (1, 1))
    saved_when_killed = folders.drafts / f"{name}.save"
    saved_when_killed.write_text("words of the last minute")
    os.utime(saved_when_killed, (9e9, 9e9))
    assert [draft.path for draft in drafts.waiting(folders)] == [path]
    assert saved_when_killed in drafts.beside(path)
    assert drafts.drop(path) == [saved_when_killed]
    assert [path.name for path in folders.drafts.iterdir()] == [saved_when_killed.name]


def test_a_link_in_place_of_drafts_is_not_followed(folders, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "2024-06-12-0640-abcdef.md").write_text("not ours")
    folders.drafts.symlink_to(elsewhere)
    assert drafts.waiting(folders) == []
    with pytest.raises(StorageError, match="link"):
        begun(folders)


def test_a_full_disk_leaves_no_half_a_draft(folders, monkeypatch):
    def refuse(descriptor, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafts, "_write", refuse)
    with pytest.raises(StorageError, match="No space left"):
        begun(folders)
    assert list(folders.drafts.iterdir()) == []
