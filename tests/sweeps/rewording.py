"""A vocabulary that a command changes: prepared, typed, and what has to hold whatever happens."""

from __future__ import annotations

from pathlib import Path

from stages import archive_with_a_note, command

import stories

_WORDS = ["theme", "add", "first", "--en", "first note"]


def prepare(stage: Path) -> None:
    """An archive with a note whose keyword is no theme yet."""
    archive_with_a_note(stage)
    stories.write(stage / "inbox" / "k.md", "---\nkeywords: first note\n---\nFog.\n")
    command(stage / "archive", "ingest", stage / "inbox")
    (stage / "old").write_bytes(_themes(stage))


def prepare_to_undo(stage: Path) -> None:
    """The same, with the theme added: operation 3."""
    prepare(stage)
    command(stage / "archive", *_WORDS)
    (stage / "new").write_bytes((stage / "old").read_bytes())
    (stage / "old").write_bytes(_themes(stage))


def add(stage: Path) -> list[str]:
    """Add the theme."""
    return ["--archive", str(stage / "archive"), *_WORDS]


def undo(stage: Path) -> list[str]:
    """Take it back."""
    return ["--archive", str(stage / "archive"), "undo", "3"]


def is_torn(stage: Path, again: bool) -> list[str]:
    """The table is the old one or the new one, and undo knows how it became so."""
    now, old = _themes(stage), (stage / "old").read_bytes()
    new = stage / "new"
    is_new = now == new.read_bytes() if new.exists() else now.startswith(old) and b"first" in now
    wrong = [] if is_new or (now == old and not again) else ["the table of themes is torn or lost"]
    known = stories.record(stage / "archive", "SELECT after FROM edits WHERE after = ?", now)
    if now != old and not known:
        wrong.append("the table of themes was changed, and no operation knows of it")
    left = [path.name for path in (stage / "archive" / "vocabularies").glob(".*")]
    return [*wrong, *(f"{name} is left" for name in left if again)]


def _themes(stage: Path) -> bytes:
    return (stage / "archive" / "vocabularies" / "themes.csv").read_bytes()
