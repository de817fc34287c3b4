"""Erasing from a record that was damaged before: what is withdrawn goes all the same."""

import os

import pytest

from marks import named
from stories import change, holds, note, record


@pytest.mark.parametrize("details", ["5", '{"a": 1}', "[1]", "x", "", '["talk.md"', "[" * 9_999])
def test_an_event_that_tells_nothing_keeps_nobody_from_withdrawing(
    details, run, inbox, archive_root
):
    note(inbox / "talk.md", text="Her words.")
    run("ingest", inbox)
    run("verify")
    change(archive_root, "UPDATE events SET details = ?", details)
    assert run("erase", *named(archive_root), "--yes").code == 0
    assert not holds(archive_root, "Her words.")
    assert not holds(archive_root, "talk.md")
    left = details.replace("talk.md", "(erased)")
    assert record(archive_root, "SELECT details FROM events") == [(left,)]
    assert run("verify").code == 4


def test_neither_does_damage_in_a_folder_whose_name_is_no_utf8(run, inbox, archive_root):
    note(inbox / "talk.md", text="Her words.")
    note(inbox / "other.md", "Other")
    root = archive_root.rename(archive_root.with_name(os.fsdecode(b"amur \xff")))
    run("--archive", root, "ingest", inbox)
    change(root, "UPDATE items SET place = 'elsewhere' WHERE title = 'Other'")
    assert run("--archive", root, "erase", *named(root, "%talk.md"), "--yes").code == 0
    assert not holds(root, "Her words.")
    assert run("--archive", root, "verify").code == 4
