"""Writing in a draft with an editor, and what is said of drafts that wait."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

from fieldarchive.cli.editor import Ended, edit, editor, wait_for_window
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.words import remark, safe, say, say_json, table
from fieldarchive.errors import NoEditor
from fieldarchive.noting.drafted import Drafted, drafted, first_words
from fieldarchive.noting.template import age_in_words
from fieldarchive.noting.tonight import this_instant
from fieldarchive.storage import drafts
from fieldarchive.storage.drafts import Draft
from fieldarchive.storage.folders import Folders

_WORDS_SHOWN = 60


def written_in_editor(path: Path, begun: bytes) -> int | None:
    """Let a person write in a draft. None when there is something to record, else an exit code.

    `begun` is what it held when there was no word of a person in it yet. Whatever is in the
    draft stays there; it goes only where nothing was written.
    """
    try:
        editor()
    except NoEditor:
        if drafted(path, begun) is Drafted.UNTOUCHED:
            drafts.drop(path)
        raise
    before = path.read_bytes()
    ended = edit(path, before.count(b"\n"))
    if ended.came_back_at_once and _is_still(path, before) and not drafts.beside(path):
        if not wait_for_window(ended):
            say_waits(path)
            return FAILED
        if _is_still(path, before):
            remark("The draft is as it was.")
            say_waits(path)
            return DONE
    if path.exists():
        drafts.secure(path)
    return _judged(path, drafted(path, begun), ended)


def taken_up(draft: Draft) -> Path | None:
    """Open a draft again where there is a terminal; None when there is nothing to record yet."""
    if not sys.stdin.isatty():
        if drafted(draft.path, b"") is Drafted.WRITTEN:
            return draft.path
        remark(f"{draft.name} has no text yet.")
        say_waits(draft.path)
        return None
    # Left as it is, it is recorded all the same: its text was written before.
    ended = written_in_editor(draft.path, b"")
    return draft.path if ended is None else None


def say_waits(path: Path) -> None:
    """Where a draft lies, and how to go on with it."""
    remark(f"  draft    {safe(path)}")
    remark(f"  next     fieldarchive note --draft {safe(path.stem)}")


def list_drafts(folders: Folders, *, as_json: bool) -> int:
    """The drafts that wait, last saved first."""
    found = drafts.waiting(folders)
    if as_json:
        say_json(
            [
                {
                    "name": one.name,
                    "path": str(one.path),
                    "saved_at": datetime.fromtimestamp(one.saved_at).astimezone().isoformat(),
                    "words": first_words(one.path) or None,
                }
                for one in found
            ]
        )
        return DONE
    if not found:
        say("No draft waits.")
        return DONE
    now = this_instant().timestamp()
    ages = [age_in_words(timedelta(seconds=now - one.saved_at)) for one in found]
    words = [first_words(one.path)[:_WORDS_SHOWN] or "(no text yet)" for one in found]
    rows = zip((one.name for one in found), ages, words, strict=True)
    table(["draft", "age", "begins"], rows)
    say(f"  in       {safe(folders.drafts)}")
    say("  next     fieldarchive note --draft last")
    return DONE


def _is_still(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _judged(path: Path, found: Drafted, ended: Ended) -> int | None:
    left = drafts.beside(path)
    if found is Drafted.GONE:
        remark(f"The draft is not there any more: {safe(path)}. Did the editor move it?")
        return FAILED
    if found is Drafted.UNTOUCHED and not left:
        drafts.drop(path)
        why = "" if ended.is_well else f"{ended.in_words()}. "
        remark(f"{why}Nothing was written.")
        return DONE if ended.is_well else FAILED
    if ended.is_well and found is Drafted.WRITTEN:
        return None
    if not ended.is_well:
        remark(f"{ended.in_words()}, so nothing was recorded. What was saved is kept:")
    elif found is Drafted.WORDLESS:
        remark("There is no text below the second ---, so nothing was recorded.")
    for one in left:
        remark(f"  · {safe(one.name)} beside it is the editor's, and may hold more of your words.")
    say_waits(path)
    return DONE if ended.is_well else FAILED
