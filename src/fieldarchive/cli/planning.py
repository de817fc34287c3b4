"""Edits by hand, shown as a plan, asked about once, and written: the same for every command.

What is shown are the values that change, as they are understood, not the words that were typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import names_of
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.cli.asking import confirmed
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.understood import remark_understood
from fieldarchive.cli.words import plural, remark, safe, say
from fieldarchive.cli.wrapping import TITLE_COLUMNS, lined_up, shortened
from fieldarchive.editing import Planned, plan, write
from fieldarchive.finding import beside, selected
from fieldarchive.history.deciding import Edit
from fieldarchive.model import Access

# What stands behind these is shown with them or follows from them.
_FOLLOW = ("_start", "_end", "_words")
_LONGEST = 60  # columns of a value


def chosen_by(archive: Archive, wanted: Wanted) -> list[str]:
    """The items that a query chooses, which is told; leaves where it chooses none."""
    ids = selected(archive, wanted)
    remark_understood(wanted.told, beside(archive, wanted), plural(len(ids), "item"))
    if not ids:
        remark("Nothing was changed: no item meets this.")
        raise click.exceptions.Exit(DONE)
    return ids


def carry_out(
    archive: Archive, edits: Iterable[Edit], command: str, what: str, *, dry_run: bool, yes: bool
) -> None:
    """Show what edits change, ask where it is more than one item or opens one, and write them.

    `what` is for the log. Leaves with `FAILED` when the answer is no.
    """
    planned = list(plan(archive, edits))
    if not planned:
        remark("Nothing changes: it is so already.")
        return
    lines = _lines(archive, planned)
    looser = sum(one.is_looser for one in planned)
    if dry_run:
        for line in lines:
            say(line)
        remark(f"{plural(len(planned), 'item')} would change; nothing was written.")
        return
    if looser:
        remark(f"  {plural(looser, 'item becomes', 'items become')} visible to more people.")
    few = len(planned) == 1 and not looser
    question = f"Change {plural(len(planned), 'item')}?"
    if not confirmed(lines, question, yes=yes or few):
        raise click.exceptions.Exit(FAILED)
    count = plural(len(planned), "item")
    number = write(archive, [one.edit for one in planned], command, f"{what}: {count}")
    them = "it" if len(planned) == 1 else "them"
    say(f"{count} changed. `fieldarchive undo {number}` changes {them} back.")


def _lines(archive: Archive, planned: Sequence[Planned]) -> list[str]:
    """A line an item with all that changes, and one for each problem that it gets by it."""
    called = names_of(archive.record, [one.edit.record for one in planned])
    titles = lined_up((safe(one.title) for one in planned), TITLE_COLUMNS)
    lines = []
    for one, title in zip(planned, titles, strict=True):
        changes = " · ".join(_change(*change) for change in _told(one))
        closed = "  (closed)" if one.access is Access.CLOSED else ""
        lines.append(f"  {called[one.edit.record]}  {title}  {changes}{closed}")
        lines += [f"    · {safe(problem.message)}" for problem in one.problems]
    return lines


def _told(one: Planned) -> list[tuple[str, Any, Any]]:
    told = [
        (name, before, after)
        for name, (before, after) in one.changes.items()
        if not name.endswith(_FOLLOW)
    ]
    if told:
        return told
    # Only what was said changes: its words, or who says it.
    words = [(name.removesuffix("_words"), *one.changes[name]) for name in one.changes]
    return words or [(name, "said by files", "said by hand") for name in one.edit.values]


def _change(name: str, before: object, after: object) -> str:
    if isinstance(before, (tuple, list)) and isinstance(after, (tuple, list)):
        gone = [f"−{safe(word)}" for word in before if word not in after]
        come = [f"+{safe(word)}" for word in after if word not in before]
        return f"{name} {' '.join([*come, *gone]) or 'in another order'}"
    return f"{name} {_value(before)} → {_value(after)}"


def _value(value: object) -> str:
    if value in (None, "", (), {}):
        return "none"
    if isinstance(value, dict):
        return "; ".join(f"{safe(k)} {', '.join(map(safe, v))}" for k, v in value.items())
    return shortened(safe(value), _LONGEST)
