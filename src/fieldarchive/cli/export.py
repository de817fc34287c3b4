"""`fieldarchive export csv`: tidy tables for R, pandas, NVivo and spreadsheets."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.cli import opening
from fieldarchive.cli.filters import Query, asked, filters, query
from fieldarchive.cli.words import plural, remark, safe, say, say_json
from fieldarchive.export import Exported, export_csv
from fieldarchive.finding import known_to_browse
from fieldarchive.search.query import Term


@click.group("export")
def command() -> None:
    """Write tables for analysis.

    Example: fieldarchive export csv tables/ --city heihe
    """


@command.command("csv", cls=Query)
@click.argument("out", type=click.Path(path_type=Path))
@query
@filters
@click.option("--bom", is_flag=True, help="Begin each file with a byte order mark, for Excel.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def csv(out: Path, words: tuple[str, ...], chosen: list[Term], bom: bool, as_json: bool) -> None:
    """Write one CSV file a table into the folder OUT, with a dictionary of all columns.

    It holds what the team may see, or what QUERY chooses of it, as in `fieldarchive find`. Texts
    that a spreadsheet would run as formulas get an apostrophe before them; datapackage.json tells
    how to take it off again.

    Example: fieldarchive export csv tables/ --theme market --since 2013
    """
    wanted = Wanted()
    if words or chosen:
        with opening.archive(for_writing=False) as archive:
            wanted = known_to_browse(archive, asked(archive, words, chosen))
    written = export_csv(opening.team_database(), out, wanted, bom=bom)
    if as_json:
        say_json({**asdict(written), "folder": str(written.folder)})
        return
    _say(written)


def _say(written: Exported) -> None:
    for name, rows in written.rows.items():
        say(f"  {name + '.csv':<18} {plural(rows, 'row')}")
    say(f"Written to {safe(written.folder)}, described in datapackage.json.")
    if written.defused_rows:
        remark(
            f"{plural(written.defused_rows, 'row')} had a text that a spreadsheet would run as a "
            "formula; an apostrophe stands before it."
        )
