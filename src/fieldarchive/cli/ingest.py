"""`fieldarchive ingest`: tonight's material, kept, described and published to the team."""

from __future__ import annotations

import codecs
from pathlib import Path

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import short_id
from fieldarchive.cli import opening
from fieldarchive.cli.exit_codes import DONE, FAILED, IN_PART
from fieldarchive.cli.ingest_report import (
    as_json,
    say_counts,
    say_report,
    start_report,
    write_report,
)
from fieldarchive.cli.mistyped import mistyped, refuse_mistyped
from fieldarchive.cli.paths import TypedPath
from fieldarchive.cli.theme.changing import say_proposed
from fieldarchive.cli.watch import watch_folders
from fieldarchive.cli.words import complain, progress, remark, say_json
from fieldarchive.ingest import ingest
from fieldarchive.intake.material import Options
from fieldarchive.intake.report import Report
from fieldarchive.intake.stopping import Stopping
from fieldarchive.theming import UNKNOWN, Plan, plan_to_propose, unknown
from fieldarchive.theming import write as write_plan


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=TypedPath())
@click.option("--city", help="City, where nothing nearer to the item says one.")
@click.option("--place", help="Place inside the city.")
@click.option("--date", help="Date, where no file tells one: 2013-05-12, 2013-05, 12.05.2013.")
@click.option("--theme", "themes", multiple=True, help="Theme, in any language; may be repeated.")
@click.option("--new-themes", is_flag=True, help="Propose words that name no theme as themes.")
@click.option("--language", help="Language spoken or written: ru, zh, en.")
@click.option("--creator", help="Whom to credit.")
@click.option("--access", type=click.Choice(["open", "team", "closed"]), help="Who may see it.")
@click.option("--device", help="Camera or recorder that it is from, where no file tells.")
@click.option(
    "--encoding", help="Encoding of text files, where the guess is wrong: cp1251, gb18030."
)
@click.option(
    "--rehash", is_flag=True, help="Read all bytes again, also of files that look the same."
)
@click.option("--watch", is_flag=True, help="Go on with what is new there, until Ctrl-C.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen; write nothing.")
@click.option("--json", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--report",
    type=TypedPath(dir_okay=False),
    help="Write all outcomes and problems to this CSV file.",
)
def command(
    paths: tuple[Path, ...],
    themes: tuple[str, ...],
    new_themes: bool,
    encoding: str | None,
    rehash: bool,
    watch: bool,
    dry_run: bool,
    json: bool,
    report: Path | None,
    **defaults: str | None,
) -> int:
    """Take in files and folders: copy the originals, describe them, publish them to the team.

    Files with the same stem become one item. Nothing is changed where it lies. Run it again at
    any time: what is kept already is recognised. With --watch a file is taken in when it has
    been whole for some seconds, and a card that was pulled out is waited for.

    Example: fieldarchive ingest ~/card/DCIM --city heihe --theme market
    """
    said = {name: value for name, value in defaults.items() if value}
    if themes:
        said["themes"] = ";".join(themes)
    if report is not None:
        start_report(report)
    options = Options(said, encoding=encoding, dry_run=dry_run, rehash=rehash)
    allowed = () if new_themes else themes
    if watch:
        with opening.archive(for_writing=False) as archive:
            _check(archive, said, allowed, encoding)
        proposing = _proposed if new_themes else lambda *_: None
        found = watch_folders(paths, options, proposing, as_json=json)
        if report is not None:
            write_report(found, report)
        if not json:
            say_counts(found)
        return _ended(found)
    # A request to stop that comes when all is done does not cut the report off.
    with opening.archive() as archive, Stopping() as stopping:
        _check(archive, said, allowed, encoding)
        with progress("ingesting") as bar:
            found = ingest(archive, paths, options, bar, stopping)
        proposed = _proposed(archive, found) if new_themes else None
        if report is not None:
            write_report(found, report)
        if json:
            say_json({**as_json(found), "proposed": proposed and proposed[0]})
        elif found.found or found.failure is None:
            say_report(found, _short_ids(archive, found))
            if proposed is not None:
                say_proposed(*proposed)
            elif new_themes and dry_run:
                remark("Themes that the remarks call unknown would be proposed.")
    return _ended(found)


def _proposed(archive: Archive, found: Report) -> tuple[int, Plan] | None:
    """Propose the themes that the items of this run name and that are not there yet.

    The remarks that they are not there go out of the report: they are now.
    """
    items = {outcome.item_id for outcome in found.outcomes if outcome.item_id}
    if found.dry_run or found.failure is not None or not (words := unknown(archive, items)):
        return None
    plan = plan_to_propose(archive, words)
    found.problems = [problem for problem in found.problems if problem.code != UNKNOWN]
    return write_plan(archive, plan).number, plan


def _short_ids(archive: Archive, found: Report) -> dict[str, str]:
    """The names of the items that the report lists."""
    return {
        outcome.item_id: short_id(archive.record, outcome.item_id, outcome.kind)
        for outcome in found.outcomes[-20:]
        if outcome.item_id and outcome.kind
    }


def _ended(found: Report) -> int:
    if found.failure is not None:
        complain(str(found.failure))
    if found.interrupted or found.failure is not None:
        return FAILED
    return DONE if found.is_complete else IN_PART


def _check(
    archive: Archive, said: dict[str, str], themes: tuple[str, ...], encoding: str | None
) -> None:
    """Refuse mistyped options before anything is read (exit 2)."""
    words = archive.vocabulary
    for name in ("city", "place", "date", "device"):
        if name in said:
            refuse_mistyped(archive, name, said[name], f"--{name}")
    for theme in themes:
        if words.theme_of(theme) is None:
            like = words.themes_like(theme)
            raise mistyped("--theme", theme, "is not in vocabularies/themes.csv", like)
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError as error:
        raise mistyped("--encoding", str(encoding), "is no encoding", ["cp1251"]) from error
