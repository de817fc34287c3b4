"""`fieldarchive demo`: the sample material in an archive of its own, ingested and served."""

from __future__ import annotations

from pathlib import Path

import click

from fieldarchive.archive import opened
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.ingest_report import say_report
from fieldarchive.cli.paths import TypedPath
from fieldarchive.cli.serve import port_option, serve_archive
from fieldarchive.cli.words import progress, quoted, safe, say
from fieldarchive.config import CONFIGURATION
from fieldarchive.ingest import ingest
from fieldarchive.intake.material import Options
from fieldarchive.intake.stopping import Stopping
from fieldarchive.starting import new_sample_archive, sample_inbox


@click.command("demo")
@click.argument("folder", type=TypedPath(), default=Path("fieldarchive-demo"))
@port_option
@click.option("--no-serve", is_flag=True, help="Make the archive and stop there.")
def command(folder: Path, port: int, no_serve: bool) -> int:
    """Make a sample archive in FOLDER, ingest its material and serve it, until Ctrl-C.

    All of the material is composed for demonstration. Run it again to go on with the same
    archive.

    Example: fieldarchive demo
    """
    if not (folder / CONFIGURATION).is_file():
        new_sample_archive(folder)
        say(f"A sample archive is in {safe(folder)}. Its material is composed for demonstration.")
    with opened(folder.absolute()) as archive, Stopping() as stopping:
        with progress("ingesting") as bar:
            report = ingest(archive, [sample_inbox()], Options(), bar, stopping)
        say_report(report, {}, list_items=False)
    if report.failure is not None:
        raise report.failure
    if report.interrupted:
        return FAILED
    say(f"  next     fieldarchive --archive {quoted(folder)} find рынок")
    if not no_serve:
        serve_archive(folder.absolute(), port)
    return DONE
