"""The report of an ingest: for a person, as JSON, and as a table of all outcomes and problems."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from fieldarchive.catalogue.names import key_of
from fieldarchive.cli.words import bytes_in_words, plural, remark, safe, say, say_problems
from fieldarchive.describe.clock_words import CONTRADICTIONS, RESET
from fieldarchive.errors import ReportInTheWay, StorageError
from fieldarchive.export.cells import defused
from fieldarchive.intake.report import WRITTEN, Report
from fieldarchive.model import Kind, Outcome, Problem, Result

_NOUNS = {Kind.INTERVIEW: "interview", Kind.PHOTOGRAPH: "photograph", Kind.NOTE: "field note"}
_COLUMNS = ["what", "name", "key", "title", "code", "message"]
_LISTED = 20


def start_report(path: Path) -> None:
    """Make the file of a report before the work begins; raises `ReportInTheWay`.

    A file that is there already is written over only when it is an earlier report.
    """
    if path.exists():
        with path.open("rb") as file:
            if file.readline().strip() != ",".join(_COLUMNS).encode():
                raise ReportInTheWay(path)
    path.touch()


def write_report(found: Report, path: Path) -> None:
    """All outcomes and problems as CSV, a line each, harmless in a spreadsheet."""
    with _written(path) as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for outcome in found.outcomes:
            writer.writerow(
                _cells(outcome.result, outcome.name, _key(outcome), outcome.title, "", "")
            )
        for problem in found.problems:
            what = "problem" if problem.serious else "remark"
            writer.writerow(_cells(what, problem.path, "", "", problem.code, problem.message))


@contextmanager
def _written(path: Path) -> Iterator[TextIO]:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        raise StorageError(path, f"the report could not be written: {error.strerror}.") from error


def as_json(found: Report) -> dict[str, object]:
    """The report as JSON prints it. A dry run names no keys, because nothing has one yet."""
    return {
        "dry_run": found.dry_run,
        "stopped": _is_cut_short(found),
        "files": {
            "found": found.found,
            "new": found.new,
            "same": found.same,
            "refused": found.refused,
        },
        "items": {result.value: found.items[result] for result in Result},
        "outcomes": [
            {
                "result": outcome.result,
                "key": None if found.dry_run else _key(outcome),
                "kind": outcome.kind,
                "title": outcome.title,
                "name": outcome.name,
            }
            for outcome in found.outcomes
        ],
        "problems": [asdict(problem) for problem in found.problems],
    }


def say_report(found: Report, shown: Mapping[str, str], *, list_items: bool = True) -> None:
    """The report for a person; `shown` are short ids by item id."""
    written = [o for o in found.outcomes if o.result in WRITTEN]
    for outcome in written[-_LISTED:] if list_items else []:
        key = "" if found.dry_run else shown.get(outcome.item_id or "", "")
        say(f"  {key:<8} {outcome.result:<9} {safe(outcome.title)}")
    if list_items and len(written) > _LISTED:
        say(f"  … and {len(written) - _LISTED:,} before these")
    if _is_cut_short(found):
        say("Stopped. What is counted here is safe; the same command takes in the rest.")
    say_counts(found)
    _say_groups(found.problems)
    _say_next(found)
    if alone := [problem for problem in found.problems if problem.group is None]:
        remark(f"{plural(len(alone), 'remark')}   (✗ could not be done, · is told):")
        say_problems(alone)


def _say_groups(problems: Sequence[Problem]) -> None:
    """Clocks that contradict something, a line for all pictures of a device that are alike."""
    counts = Counter(problem.group for problem in problems if problem.group)
    for group, count in counts.most_common():
        whose, _, what = group.partition(": ")
        say(f"  clock    {plural(count, 'item')} of {safe(whose)}: {safe(what)}")


def _say_next(found: Report) -> None:
    """What to type next; nothing that was only looked at can be set right yet."""
    codes = {problem.code for problem in found.problems}
    if found.dry_run:
        say("Nothing was written. The same without --dry-run takes it in.")
    elif not codes.isdisjoint(CONTRADICTIONS):
        say("  next     fieldarchive device fix   sets devices right, one key each")
    if RESET in codes and not found.dry_run:
        say(f"  next     fieldarchive check --only {RESET}   tells what to do about them")


def say_counts(found: Report) -> None:
    """How many items and files were found, in sums that add up."""
    would = "would be " if found.dry_run else ""
    if found.changed_nothing and found.found and not found.refused and not _is_cut_short(found):
        were = "the file was" if found.found == 1 else f"all {found.found:,} files were"
        say(f"Nothing new: {were} kept before. Nothing changed.")
    else:
        size = "" if found.dry_run else f"   ({bytes_in_words(found.bytes_kept)} kept)"
        say(_line_of_items(found, would))
        say(
            f"  files    {found.found:,} found = {found.new:,} {would}new + {found.same:,} same "
            f"+ {found.refused:,} refused{size}"
        )
    if copies := found.items[Result.DUPLICATE]:
        what = plural(copies, "item")
        say(f"  copies   {what} here before under another name; --report names each")


def _is_cut_short(found: Report) -> bool:
    return found.interrupted or found.failure is not None


def _line_of_items(found: Report, would: str) -> str:
    kinds = ", ".join(
        plural(count, _NOUNS[Kind(kind)]) for kind, count in sorted(found.kinds.items())
    )
    became = [result for result in WRITTEN if found.items[result]] or [Result.NEW]
    parts = [f"{found.items[result]:,} {would}{result}" for result in became]
    parts[0] = f"{plural(found.items[became[0]], 'item')} {would}{became[0]}"
    if kinds:
        parts[0] += f": {kinds}"
    return "; ".join(parts)


def _key(outcome: Outcome) -> str | None:
    return key_of(outcome.item_id, outcome.kind) if outcome.item_id and outcome.kind else None


def _cells(*values: str | None) -> list[str]:
    return [defused(safe(value or "")) for value in values]
