"""A draft that is recorded: prepared, typed, and what has to hold whatever disturbs it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from stages import archive_with_a_note

import stories
from fieldarchive.storage import drafts
from fieldarchive.storage.folders import Folders

_DRAFTED = b"---\ndate: 2024-06-12 06:40\ncity: heihe\n---\nFog.\n"


def prepare(stage: Path) -> None:
    """An archive with a note, and a draft that waits."""
    archive_with_a_note(stage)
    drafts.begin(Folders(stage / "archive"), "2024-06-12-0640", _DRAFTED)


def take_up(stage: Path) -> list[str]:
    """Record the draft as it is; there is no terminal to ask at."""
    return ["--archive", str(stage / "archive"), "note", "--draft", "last"]


def safe_when_saved(stage: Path, out: str) -> set[str]:
    """The text, once it was said to be saved."""
    return {hashlib.sha256(_DRAFTED).hexdigest()} if out.startswith("saved") else set()


def is_lost(stage: Path, again: bool) -> list[str]:
    """The text is in its draft or recorded, never neither; at last it is recorded alone."""
    root = stage / "archive"
    waits = _DRAFTED in stories.files_of(root / "drafts").values()
    is_recorded = bool(stories.record(root, "SELECT 1 FROM items WHERE title = 'Fog.'"))
    if again:
        return [] if is_recorded and not waits else ["the draft was not recorded, or is left"]
    return [] if waits or is_recorded else ["the text is in no draft and not recorded"]
