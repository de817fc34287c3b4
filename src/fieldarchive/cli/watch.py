"""`ingest --watch`: round after round, a line each, until Ctrl-C. It is no command of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from fieldarchive.archive import Archive
from fieldarchive.cli import opening
from fieldarchive.cli.ingest_report import as_json as report_as_json
from fieldarchive.cli.words import plural, progress, remark, safe, say, say_json, say_problems
from fieldarchive.errors import ArchiveBusy, ConfigurationError
from fieldarchive.ingest import take_in
from fieldarchive.intake.material import Options
from fieldarchive.intake.report import WRITTEN, Report
from fieldarchive.intake.stopping import Stopping
from fieldarchive.model import Result
from fieldarchive.storage.folders import Folders
from fieldarchive.watching import Look, Watch

_SECONDS_BETWEEN = 2.0


def watch_folders(
    paths: Sequence[Path],
    options: Options,
    after: Callable[[Archive, Report], object],
    *,
    as_json: bool,
) -> Report:
    """Take in what is whole and new in these folders until Ctrl-C; the sum of all rounds.

    The archive is locked during a round alone. `after` is called at the end of each. Remarks are
    counted and not told: nobody reads them beside a card, and `check` lists them.
    """
    watched = Watch(paths, Folders(opening.root()).own)
    total, told = Report(dry_run=options.dry_run), ""
    remark(f"Watching {safe(', '.join(map(str, paths)))}. Ctrl-C ends it.")
    with Stopping() as stopping:
        while not stopping.asked and total.failure is None:
            look = watched.look(time.monotonic())
            _tell_of_folders(look)
            if look.ready or look.passed:
                try:
                    found = _round(look, options, after, stopping)
                except (ArchiveBusy, ConfigurationError) as error:
                    told = _complain_once(str(error), told)
                else:
                    watched.done(look)
                    total.add_all(found)
                    _say_round(found, as_json=as_json)
            try:
                with stopping.at_once():
                    time.sleep(_SECONDS_BETWEEN)
            except KeyboardInterrupt:
                break
    remark(f"Watched until {datetime.now():%H:%M}. In all:")
    return total


def _round(
    look: Look, options: Options, after: Callable[[Archive, Report], object], stopping: Stopping
) -> Report:
    with opening.archive() as archive, progress("ingesting") as bar:
        found = take_in(archive, [*look.passed, *look.ready], options, bar, stopping)
        after(archive, found)
    return found


def _tell_of_folders(look: Look) -> None:
    for path in look.gone:
        remark(f"{datetime.now():%H:%M}  {safe(path)} is not there; it is waited for.")
    for path in look.back:
        remark(f"{datetime.now():%H:%M}  {safe(path)} is here again.")


def _complain_once(words: str, before: str) -> str:
    if words != before:
        remark(f"{datetime.now():%H:%M}  {safe(words)} It is tried again.")
    return words


def _say_round(found: Report, *, as_json: bool) -> None:
    if as_json:
        say_json(report_as_json(found))
        return
    here = found.items[Result.UNCHANGED] + found.items[Result.DUPLICATE]
    would = "would be " if found.dry_run else ""
    counts = [(found.items[result], f"{would}{result}") for result in WRITTEN]
    counts += [(here, "already here"), (found.refused, "refused")]
    parts = [f"{count:,} {what}" for count, what in counts if count]
    serious = [problem for problem in found.problems if problem.serious]
    if remarks := len(found.problems) - len(serious):
        parts.append(plural(remarks, "remark"))
    say(f"{datetime.now():%H:%M}  {' · '.join(parts) or 'nothing new'}")
    say_problems(serious)
