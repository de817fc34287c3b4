"""What is in a draft when an editor has come back: something to record, or not yet."""

from __future__ import annotations

import os
import stat
from enum import Enum
from pathlib import Path

from fieldarchive.errors import Unreadable
from fieldarchive.model import Hints
from fieldarchive.readers import notes


class Drafted(Enum):
    """What a draft holds. `wordless` has a description, perhaps, but no text below it."""

    WRITTEN = "written"
    UNTOUCHED = "untouched"
    WORDLESS = "wordless"
    GONE = "gone"


def drafted(draft: Path, begun: bytes) -> Drafted:
    """What a draft holds that was begun with these bytes; spaces and line ends do not count."""
    try:
        if not stat.S_ISREG(os.lstat(draft).st_mode):
            return Drafted.GONE
        content = draft.read_bytes()
    except OSError:
        return Drafted.GONE
    if not content.strip() or content.split() == begun.split():
        return Drafted.UNTOUCHED
    return Drafted.WRITTEN if text_of(draft) else Drafted.WORDLESS


def text_of(draft: Path) -> str:
    """The text of a draft, without its head; what cannot be read counts as text."""
    try:
        return (notes.read(draft, Hints()).text or "").strip()
    except (Unreadable, OSError) as error:
        return str(error)


def first_words(draft: Path) -> str:
    """The first line of a draft's text; empty where it has none yet."""
    text = text_of(draft)
    return text.splitlines()[0].lstrip("# ") if text else ""
