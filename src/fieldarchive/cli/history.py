"""How the history of an item is told: every revision, and what it says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from rich.cells import cell_len, set_cell_size

from fieldarchive.cli.words import safe, say
from fieldarchive.history.changes import ASIDE, Change
from fieldarchive.logbook import Entry, Touched, Undoing
from fieldarchive.model import JSON

_SHORT = 8
_CELLS = 32  # a Chinese sign takes two


def say_history(entries: Sequence[Entry], undoings: Mapping[int, Undoing]) -> None:
    """Every revision, the newest first; what it follows is named where it is not the next line.

    Those of an undoing are told as one: they say again what was said before.
    """
    heads = sum(entry.is_head for entry in entries)
    if heads > 1:
        say(f"  {heads} revisions are the newest: laptops wrote apart, and both words hold.")
    for place, entry in enumerate(entries):
        undoing = undoings.get(entry.operation)
        if undoing is None:
            _say_revision(entry, entries[place + 1 : place + 2])
        elif not place or entries[place - 1].operation != entry.operation:
            same = [one for one in entries[place:] if one.operation == entry.operation]
            _say_undoing(undoing, same)


def _say_revision(entry: Entry, following: Sequence[Entry]) -> None:
    _say_head([entry])
    if marks := _marks(entry, following):
        say(f"  {' · '.join(marks)}")
    _say_changes(entry.changes, "the same words; only who says them changed")


def _say_undoing(undoing: Undoing, entries: Sequence[Entry]) -> None:
    _say_head(entries)
    what = f"{'redo' if undoing.brings_back else 'undo'} of operation {undoing.cause}"
    say(f"  newest · {what}" if any(entry.is_head for entry in entries) else f"  {what}")
    told = [f"in conflict again: {name}" for name in undoing.opened]
    told += [f"no longer in conflict: {name}" for name in undoing.closed]
    for line in told:
        say(f"  {safe(line)}")
    if undoing.changes or not told:
        _say_changes(undoing.changes, "the same words as before")


def _say_head(entries: Sequence[Entry]) -> None:
    revision = entries[0].revision
    digests = " ".join(entry.revision.digest[:_SHORT] for entry in entries)
    when, by = local_time(revision.made_at), safe(who(revision.made_by, revision.device))
    say()
    say(f"{digests}  operation {entries[0].operation}  {when}  {by}")


def _say_changes(changes: Sequence[Change], otherwise: str) -> None:
    for change in changes:
        say(f"  {safe(_told(change))}")
    if not changes:
        say(f"  {otherwise}")


def history_as_json(entries: Sequence[Entry]) -> list[dict[str, object]]:
    """Every revision with all that it changed, the newest first."""
    return [
        {
            "digest": entry.revision.digest,
            "operation": entry.operation,
            "made_at": entry.revision.made_at,
            "made_by": entry.revision.made_by,
            "device": entry.revision.device,
            "parents": list(entry.revision.parents),
            "is_head": entry.is_head,
            "changes": [asdict(change) for change in entry.changes],
        }
        for entry in entries
    ]


def what_changed(item: Touched) -> str:
    """What an operation did to an item, in a few words."""
    if item.is_new:
        return "new"
    if not item.changes:
        return "who says it"
    fields = [_aside(change) if change.field == ASIDE else change.field for change in item.changes]
    return ", ".join(fields)


def local_time(instant: str) -> str:
    """An instant of history (UTC) on the clock of this machine: 2026-11-24 07:06."""
    return f"{datetime.fromisoformat(instant).astimezone():%Y-%m-%d %H:%M}"


def who(made_by: str | None, device: str | None) -> str:
    """Who did it and where, as far as history knows: "fieldworker-01 on laptop"."""
    if made_by is None:
        return f"on {device}" if device else "unknown"
    return f"{made_by} on {device}" if device else made_by


def _marks(entry: Entry, following: Sequence[Entry]) -> list[str]:
    marks = ["newest"] if entry.is_head else []
    parents = entry.revision.parents
    if len(parents) > 1:
        marks.append(f"joins {' and '.join(parent[:_SHORT] for parent in parents)}")
    elif not parents:
        marks.append("the first")
    elif [one.revision.digest for one in following] != [*parents]:
        marks.append(f"follows {parents[0][:_SHORT]}")
    return marks


def _told(change: Change) -> str:
    if change.field == ASIDE:
        return _aside(change)
    if change.field.startswith("file "):
        return _file(change)
    if change.before is None:
        return f"{change.field}: {_short(change.after)}"
    return f"{change.field}: {_short(change.before)} → {_short(change.after)}"


def _aside(change: Change) -> str:
    return "set aside" if change.after else "back"


def _file(change: Change) -> str:
    name = change.field.removeprefix("file ")
    if change.before is None:
        return f"+ {name} ({_digests(change.after)})"
    if change.after is None:
        return f"− {name} ({_digests(change.before)})"
    return f"{name}: {_digests(change.before)} → {_digests(change.after)}"


def _digests(value: JSON) -> str:
    """The beginnings of SHA-256 names; laptops may have left two files of one name."""
    return ", ".join(str(one)[:12] for one in (value if isinstance(value, list) else [value]))


def _short(value: JSON) -> str:
    if value is None:
        return "nothing"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    line = " ".join(text.split())
    return line if cell_len(line) <= _CELLS else f"{set_cell_size(line, _CELLS - 1).rstrip()}…"
