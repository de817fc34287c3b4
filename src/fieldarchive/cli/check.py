"""`fieldarchive check`: what is wrong or missing in descriptions, and putting right what can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import groupby

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue import inspection, items
from fieldarchive.catalogue.names import name_of
from fieldarchive.cli import opening
from fieldarchive.cli.asking import confirmed
from fieldarchive.cli.exit_codes import DONE, FAILED, IN_PART
from fieldarchive.cli.filters import Query, asked, query
from fieldarchive.cli.mistyped import mistyped
from fieldarchive.cli.words import plural, remark, safe, say, say_json, table
from fieldarchive.finding import selected
from fieldarchive.inspecting import CHECKS, explained, inspect
from fieldarchive.inspecting.findings import Finding, Fix
from fieldarchive.inspecting.mending import edits, fixes_in

_NAMED, _SENTENCES, _ALL = 3, 3, 100


@click.command("check", cls=Query)
@query
@click.option("--only", multiple=True, metavar="CODE", help="Only this check; may be repeated.")
@click.option("--list", "list_all", is_flag=True, help="List all checks, a line each.")
@click.option("--explain", metavar="CODE", help="Tell what a check means and how to mend it.")
@click.option("--fix", is_flag=True, help="Put right what has one right spelling.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would change.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(
    words: tuple[str, ...],
    only: tuple[str, ...],
    list_all: bool,
    explain: str | None,
    fix: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Check the descriptions of all items, or of those that QUERY names, and the vocabularies.

    What is wrong or missing is told by code, with the command that mends it. Leaves with 3 when
    something is wrong; what is only missing is no fault.

    Example: fieldarchive check --only no-city --only unread-date
    """
    if ((dry_run or yes) and not fix) or (fix and as_json):
        raise click.UsageError("--dry-run and --yes belong to --fix, and --json does not.")
    if list_all or explain:
        return _explain(explain) if explain else _list()
    with opening.described_archive() as archive:
        _refuse_unknown(archive, only)
        found = inspect(archive, only)
        if words:
            found = _among(found, set(selected(archive, asked(archive, words))))
        total = sum(items.count_by(archive.record, "kind").values())
        if as_json:
            say_json({"items": total, "findings": [_as_json(one) for one in found]})
        elif not fix:
            _say(archive, found, total, is_all=bool(only))
    if fix:
        return _fix(found, dry_run=dry_run, yes=yes)
    return IN_PART if any(explained(one.code).is_wrong for one in found) else DONE


def _list() -> int:
    rows = [(one.code, one.title, "--fix" if one.can_fix else "") for one in CHECKS.values()]
    table(["code", "what it looks for", ""], rows)
    return DONE


def _explain(code: str) -> int:
    if code not in CHECKS:
        raise _unknown(code, "--explain", CHECKS)
    one = CHECKS[code]
    say(f"{code}: {one.title}.")
    say(f"  {one.why}", hang=2)
    say(f"  mend     {_mend(code)}")
    say(f"  weight   {'wrong: check leaves with 3' if one.is_wrong else 'only told'}")
    return DONE


def _refuse_unknown(archive: Archive, only: Sequence[str]) -> None:
    known = [*CHECKS, *inspection.counts_of_problems(archive.record)]
    for code in only:
        if code not in known:
            raise _unknown(code, "--only", known)


def _unknown(
    code: str, option: str, known: Sequence[str] | Mapping[str, object]
) -> click.UsageError:
    from difflib import get_close_matches

    like = get_close_matches(code, [*known], n=1)
    return mistyped(option, code, "is no check; --list lists them", like)


def _among(found: Sequence[Finding], ids: set[str]) -> list[Finding]:
    """The findings about some items, and only these."""
    cut = (replace(one, records=tuple(r for r in one.records if r in ids)) for one in found)
    return [one for one in cut if one.records]


def _say(archive: Archive, found: Sequence[Finding], total: int, *, is_all: bool) -> None:
    most = _ALL if is_all else _SENTENCES
    for code, group in groupby(found, key=lambda one: one.code):
        some = [*group]
        concerned = {record for one in some for record in one.records}
        what = plural(len(concerned), "item") if concerned else plural(len(some), "word")
        say(f"{'✗' if explained(code).is_wrong else '·'} {code}  {what}  {_mend(code)}")
        for one in some[:most]:
            say(f"    {_items(archive, one.records)}{safe(one.told)}")
        if len(some) > most:
            say(f"    … and {len(some) - most:,} more; `fieldarchive check --only {code}`")
    _say_sum(found, total)


def _say_sum(found: Sequence[Finding], total: int) -> None:
    wrong = {r for one in found if explained(one.code).is_wrong for r in one.records}
    fixable = fixes_in(found)
    if not found:
        say(f"Nothing to mend in {plural(total, 'item')}: {len(CHECKS)} checks.")
        return
    say(f"{len(wrong):,} of {plural(total, 'item')} with something wrong (✗); · is only told.")
    if fixable:
        say(f"  next     `fieldarchive check --fix` puts {plural(len(fixable), 'word')} right")


def _mend(code: str) -> str:
    """How to mend it: a command in backticks, or what to do."""
    mend = explained(code).mend
    return f"`{mend}`" if mend.startswith("fieldarchive ") else mend


def _items(archive: Archive, records: Sequence[str]) -> str:
    """The first of the items that something is about, and how many more: "n-7f3k and 4 more: "."""
    if not records:
        return ""
    named = ", ".join(name_of(archive.record, record) for record in records[:_NAMED])
    more = len(records) - _NAMED
    return f"{named}{f' and {more:,} more' if more > 0 else ''}: "


def _fix(found: Sequence[Finding], *, dry_run: bool, yes: bool) -> int:
    from fieldarchive.editing import write  # only here: nothing else writes

    with opening.archive(for_writing=not dry_run) as archive:
        fixes = fixes_in(found)
        planned = edits(archive, fixes)
        if not planned:
            say("Nothing to put right: no word has a slip whose right spelling is clear.")
            return DONE
        lines = [_change(archive, fix, records) for fix, records in fixes.items()]
        what = f"{plural(len(fixes), 'word')} in {plural(len(planned), 'item')}"
        if dry_run:
            for line in lines:
                say(line)
            remark(f"{what} would be put right; nothing was written.")
            return DONE
        if not confirmed(lines, f"Put {what} right?", yes=yes):
            return FAILED
        number = write(archive, planned, "check", f"{what} put right")
    say(f"{what} put right. `fieldarchive undo {number}` changes them back.")
    return DONE


def _change(archive: Archive, fix: Fix, records: Sequence[str]) -> str:
    change = safe(f"{fix.field} “{fix.before}” → “{fix.after}”")
    return f"  {_items(archive, records)}{change}"


def _as_json(one: Finding) -> dict[str, object]:
    check = explained(one.code)
    return {
        "code": one.code,
        "wrong": check.is_wrong,
        "told": one.told,
        "items": list(one.records),
        "mend": check.mend,
        "fix": asdict(one.fix) if one.fix else None,
    }
