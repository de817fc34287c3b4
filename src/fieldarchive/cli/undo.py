"""`fieldarchive undo`: what an operation did, taken back; and how `undo` and `redo` tell it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from fieldarchive.cli import opening
from fieldarchive.cli.asking import confirmed
from fieldarchive.cli.exit_codes import FAILED
from fieldarchive.cli.typed import Number
from fieldarchive.cli.words import plural, progress, remark, safe, say, say_json
from fieldarchive.model import Access
from fieldarchive.saving import TakenOut
from fieldarchive.undoing import Fate, Leave, Restored, TakenBack, WouldOpen, undo

_SHOWN = 20
_SEEN = {Access.TEAM: "the team sees it again", Access.OPEN: "everybody may see it again"}


@click.command("undo")
@click.argument("number", type=Number(), required=False)
@click.option("--dry-run", is_flag=True, help="Tell what would be taken back; write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask where access becomes looser.")
@click.option("--json", "as_json", is_flag=True, help="Print what was taken back as JSON.")
def command(number: int | None, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Take back operation NUMBER of the log, or the newest that changed something and still holds.

    Items that it brought are set aside: they are shown nowhere, and their originals stay until
    `gc`. What it changed is changed back; a field that was changed since stays. You are asked
    before the access of an item becomes looser. A vocabulary or the configuration is put back as
    it was, unless it was edited since. Nothing is erased, and `redo` brings everything back.

    Example: fieldarchive undo --dry-run
    """
    with opening.archive() as archive:

        def job(leave: Leave) -> TakenBack:
            with progress("undoing") as bar:
                return undo(archive, number, bar, leave)

        found = asked(job, dry_run=dry_run, yes=yes)
    say_taken_back(found, as_json=as_json)


def asked(job: Callable[[Leave], TakenBack], *, dry_run: bool, yes: bool) -> TakenBack:
    """Do what takes back; where more people would see an item, only if somebody agrees.

    `job` opens its own bar of progress: a question cannot be read in the midst of one.
    """
    try:
        return job(Leave(dry_run, may_open=yes))
    except WouldOpen as error:
        if not sys.stdin.isatty():
            raise
        _remark_opened(error.told)
        if not confirmed([], "Go on?", yes=False):
            raise click.exceptions.Exit(FAILED) from error
        return job(Leave(may_open=True))


def say_taken_back(found: TakenBack, *, as_json: bool) -> None:
    """What was taken back, or would be, and how to have it again."""
    if as_json:
        say_json(_as_json(found))
        return
    for number in found.passed_over:
        remark(f"  · Nothing of operation {number} is left to take back; this is the next older.")
    _remark_since(found)
    say(_sentence(found))
    told = [one for one in found.items if one.fate is not Fate.SAME]
    for one in told[:_SHOWN]:
        fields = f": {safe(', '.join(one.changed))}" if one.changed else ""
        say(f"  {one.name.key}  {safe(one.name.title)}  {found.word(one.fate)}{fields}")
    if len(told) > _SHOWN:
        say(f"  … and {len(told) - _SHOWN:,} more; --json lists all of them.")
    _remark_opened(found)
    for one in found.items:
        for field, operation in one.kept:
            remark(
                f"  · {safe(field)} of {one.name.key} was changed since by operation {operation} "
                "and stays."
            )
    for search in found.searches:
        if search.changed_since:
            remark(f"  · “{safe(search.name)}” was saved anew or removed since, and stays so.")
    if found.is_of_merge and found.count(Fate.ASIDE):
        remark(
            "  · What it set aside is set aside on the other laptop too, once that merges this one."
        )
    if found.erased:
        remark(f"  · {plural(found.erased, 'item')} that it erased stay erased.")


def _remark_opened(found: TakenBack) -> None:
    """Each item that more people may see, in a line of its own: none of them goes unnoticed."""
    for one in found.items:
        if one.opened:
            before, after = one.opened
            remark(
                f"  · {one.name.key} {safe(one.name.title)}: access {before} → {after}; "
                f"{_SEEN[after]}."
            )


def _remark_since(found: TakenBack) -> None:
    """The items that go although somebody changed them after the operation that brought them."""
    groups: dict[tuple[int, str | None], list[str]] = {}
    for one in found.items:
        if one.since:
            groups.setdefault(one.since, []).append(one.name.key)
    for (operation, who), keys in groups.items():
        more = ", …" if len(keys) > _SHOWN else ""
        remark(
            f"  · {plural(len(keys), 'item')} of these changed since, by {safe(who or 'somebody')} "
            f"(operation {operation}): {', '.join(keys[:_SHOWN])}{more}."
        )


def _sentence(found: TakenBack) -> str:
    verb = "done again" if found.brings_back else "undone"
    if found.is_empty:
        return f"Operation {found.cause} {verb}: all of it is here already."
    did = f" ({safe(found.did)})"
    if found.number is None:
        what = f"Operation {found.cause}{did} would be {verb}"
        return f"{what}: {_counts(found)}. Nothing was written."
    them = "it" if found.file or len(found.items) == 1 else "them"
    if not (found.file or found.items):
        again = "`fieldarchive redo` does it again."
        if found.brings_back:
            again = f"`fieldarchive undo {found.number}` takes it back."
    elif found.brings_back:
        again = f"`fieldarchive undo {found.number}` takes {them} back."
    else:
        again = f"`fieldarchive redo` brings {them} back."
    return f"Operation {found.cause}{did} {verb}: {_counts(found)}. {again}"


def _counts(found: TakenBack) -> str:
    """The summary with its noun: "14 items set aside, 2 changed back"."""
    if found.file or not found.items:
        return safe(found.summary())
    count, _, rest = found.summary().partition(" ")
    return f"{count} {'item' if count == '1' else 'items'} {rest}"


def _as_json(found: TakenBack) -> dict[str, object]:
    return {
        "operation": found.cause,
        "brings_back": found.brings_back,
        "number": found.number,
        "passed_over": found.passed_over,
        "erased": found.erased,
        "file": found.file,
        "items": [_item(one) for one in found.items],
        "searches": [_search(one) for one in found.searches],
    }


def _search(one: TakenOut) -> dict[str, object]:
    told = {"name": one.name, "before": one.before, "after": one.after}
    return {**told, "fate": one.fate, "changed_since": one.changed_since}


def _item(one: Restored) -> dict[str, object]:
    kept = [{"field": field, "operation": operation} for field, operation in one.kept]
    since = one.since and {"operation": one.since[0], "made_by": one.since[1]}
    return {
        "id": one.record,
        "key": one.name.key,
        "title": one.name.title,
        "fate": one.fate,
        "changed": one.changed,
        "opened": one.opened and {"before": one.opened[0], "after": one.opened[1]},
        "changed_since": since,
        "kept": kept,
    }
