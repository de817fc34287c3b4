"""`fieldarchive ingest`: tonight's material, kept, described and published to the team."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from fieldarchive.catalogue.items import short_id
from fieldarchive.cli import opening
from fieldarchive.cli.exit_codes import FAILED, IN_PART
from fieldarchive.cli.words import (
    bytes_in_words,
    plural,
    progress,
    remark,
    safe,
    say,
    say_json,
    say_problems,
)
from fieldarchive.export.cells import defused
from fieldarchive.ingest import ingest
from fieldarchive.intake.material import Options
from fieldarchive.intake.report import Report
from fieldarchive.model import Kind, Result

_NOUNS = {
    "interview": ("interview", None),
    "photograph": ("photograph", None),
    "note": ("field note", None),
}


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--city", help="City, where nothing nearer to the item says one.")
@click.option("--place", help="Place inside the city.")
@click.option("--date", help="Date, where no file tells one: 2013-05-12, 2013-05, 12.05.2013.")
@click.option("--theme", "themes", multiple=True, help="Theme, in any language; may be repeated.")
@click.option("--language", help="Language spoken or written: ru, zh, en.")
@click.option("--creator", help="Whom to credit.")
@click.option("--access", type=click.Choice(["open", "team", "closed"]), help="Who may see it.")
@click.option(
    "--encoding", help="Encoding of text files, where the guess is wrong: cp1251, gb18030."
)
@click.option(
    "--rehash", is_flag=True, help="Read all bytes again, also of files that look the same."
)
@click.option("--dry-run", is_flag=True, help="Tell what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all outcomes and problems to this CSV file.",
)
def command(
    paths: tuple[Path, ...],
    themes: tuple[str, ...],
    encoding: str | None,
    rehash: bool,
    dry_run: bool,
    as_json: bool,
    report: Path | None,
    **defaults: str | None,
) -> int:
    """Take in files and folders: copy the originals, describe them, publish them to the team.

    Files with the same stem become one item. Nothing is changed where it lies. Run it again at
    any time: what is kept already is recognised.

    Example: fieldarchive ingest ~/card/DCIM --city heihe --theme market
    """
    said = {name: value for name, value in defaults.items() if value}
    if themes:
        said["themes"] = ";".join(themes)
    options = Options(said, encoding=encoding, dry_run=dry_run, rehash=rehash)
    with opening.archive() as archive, progress("ingesting") as bar:
        found = ingest(archive, paths, options, bar)
        shown = {
            outcome.item_id: short_id(archive.record, outcome.item_id, outcome.kind)
            for outcome in found.outcomes[-20:]
            if outcome.item_id and outcome.kind
        }
    if report is not None:
        _write_report(found, report)
    if as_json:
        say_json(_as_json(found))
    else:
        say_report(found, shown)
    if found.interrupted:
        return FAILED
    return 0 if found.is_complete else IN_PART


def say_report(found: Report, shown: Mapping[str, str], *, list_items: bool = True) -> None:
    """The report of an ingest for a person; `shown` are short ids by item id."""
    items = found.items
    would = "would be " if found.dry_run else ""
    for outcome in found.outcomes[-20:] if list_items else []:
        if outcome.result in {Result.NEW, Result.UPDATED} and outcome.item_id:
            key = shown.get(outcome.item_id, "")
            say(f"  {key:<8} {outcome.result:<9} {safe(outcome.title)}")
    if found.changed_nothing and found.found and not found.refused:
        say(f"Nothing new: all {plural(found.found, 'file')} were kept before. Nothing changed.")
    else:
        say(_line_of_items(found, would))
        say(
            f"  files    {found.found:,} found = {found.new:,} {would}new + {found.same:,} same "
            f"+ {found.refused:,} refused   ({bytes_in_words(found.bytes_kept)} kept)"
        )
    if items[Result.DUPLICATE]:
        say(f"  copies   {plural(items[Result.DUPLICATE], 'item')} here before under another name")
    if found.problems:
        remark(f"{plural(len(found.problems), 'remark')}:")
        say_problems(found.problems)
    if found.interrupted:
        remark("Stopped. All of the above is safe; run the same command to take in the rest.")


def _line_of_items(found: Report, would: str) -> str:
    kinds = ", ".join(plural(count, *_NOUNS[kind]) for kind, count in sorted(found.kinds.items()))
    new, updated = found.items[Result.NEW], found.items[Result.UPDATED]
    line = f"{plural(new, 'item')} {would}new" + (f": {kinds}" if kinds else "")
    return line + (f"; {updated:,} {would}updated" if updated else "")


def _as_json(found: Report) -> dict[str, object]:
    return {
        "dry_run": found.dry_run,
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
                "key": _key(outcome.item_id, outcome.kind),
                "kind": outcome.kind,
                "title": outcome.title,
                "name": outcome.name,
            }
            for outcome in found.outcomes
        ],
        "problems": [asdict(problem) for problem in found.problems],
    }


def _key(item_id: str | None, kind: Kind | None) -> str | None:
    from fieldarchive.catalogue.items import key_of

    return key_of(item_id, kind) if item_id and kind else None


def _write_report(found: Report, path: Path) -> None:
    """All outcomes and problems as CSV, a line each, harmless in a spreadsheet."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["what", "name", "key", "title", "code", "message"])
        for outcome in found.outcomes:
            key = _key(outcome.item_id, outcome.kind)
            writer.writerow(_cells(outcome.result, outcome.name, key, outcome.title, "", ""))
        for problem in found.problems:
            what = "problem" if problem.serious else "remark"
            writer.writerow(_cells(what, problem.path, "", "", problem.code, problem.message))


def _cells(*values: str | None) -> list[str]:
    return [defused(safe(value or "")) for value in values]
