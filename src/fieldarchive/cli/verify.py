"""`fieldarchive verify`: the promise, checked byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from fieldarchive.archive import opened_to_check
from fieldarchive.catalogue import arrivals
from fieldarchive.cli import opening
from fieldarchive.cli.exit_codes import DONE, FAILED, FIXITY_BROKEN
from fieldarchive.cli.paths import TypedPath
from fieldarchive.cli.words import (
    bytes_in_words,
    complain,
    plural,
    progress,
    remark,
    safe,
    say,
    say_json,
)
from fieldarchive.errors import DamagedDatabase
from fieldarchive.verify import (
    OF_ORIGINALS,
    WHOLE,
    Part,
    Repaired,
    Verified,
    part_of,
    verify,
    verify_and_repair,
)

_SHOWN = 40


@click.command("verify")
@click.option("--subset", metavar="N/T", help="Read the N-th of T parts of the originals: 3/7.")
@click.option(
    "--repair",
    "source",
    metavar="FROM",
    type=TypedPath(exists=True, file_okay=False),
    help="Fetch good copies of damaged originals from this archive or backup.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(subset: str | None, source: Path | None, as_json: bool) -> int:
    """Read every original again and check it, the record, and the whole of history.

    Leaves with 4 when anything is not as it was kept, and with 1 when there was nothing to check.
    Of a large archive, a part can be read each night: after 1/7 to 7/7 all of it was.

    Example: fieldarchive verify --subset 3/7
    """
    part = WHOLE if subset is None else part_of(subset)
    try:
        found, repaired = _verify(part, source)
    except DamagedDatabase as error:  # the record cannot even be opened
        complain(f"{error.path}: {error.__cause__}" if error.__cause__ else str(error))
        remark("  next     `fieldarchive restore BAG` brings the record back from a backup")
        return FIXITY_BROKEN
    if as_json:
        lacking = [asdict(one) for one in repaired.lacking]
        say_json({**asdict(found), "lacking": lacking, "is_sound": found.is_sound})
    else:
        _say_repaired(repaired, source, found.names)
        _say(found)
    if found.faults:
        return FIXITY_BROKEN
    return DONE if found.files else FAILED


def _verify(part: Part, source: Path | None) -> tuple[Verified, Repaired]:
    with opened_to_check(opening.root()) as archive:
        _, total = arrivals.total(archive.record)
        if archive.folders.is_read_only and source is None:
            remark("The archive's disk is read-only: it is checked, and nothing is noted in it.")
        with progress("reading", total) as bar:
            if source is None:
                return verify(archive, bar, part), Repaired((), ())
            return verify_and_repair(archive, bar, source, part)


def _say_repaired(repaired: Repaired, source: Path | None, names: Mapping[str, str]) -> None:
    for sha256 in repaired.fetched:
        say(f"  ✓ repaired          {_called(sha256, names)}")
    for one in repaired.lacking:
        called = _called(one.sha256, names)
        remark(f"  · {safe(source)} cannot give {called}: {safe(one.reason)}")


def _say(found: Verified) -> None:
    for fault in found.faults[:_SHOWN]:
        say(f"  ✗ {fault.code:<17} {_called(fault.subject, found.names)}  {safe(fault.message)}")
    if len(found.faults) > _SHOWN:
        say(f"  … and {len(found.faults) - _SHOWN:,} more; --json lists them.")
    if found.faults:
        say(f"{plural(len(found.faults), 'fault')} in {_read(found)}.")
        _say_next({fault.code for fault in found.faults})
    elif found.files:
        say(f"Sound: {_read(found)} are as they were kept.")
    elif found.chosen:
        say(f"Nothing was checked: part {found.chosen} has none of the few originals here.")
    else:
        say("Nothing was checked: this archive holds no originals yet.")
    for leftover in found.leftovers[:_SHOWN]:
        remark(f"  · {safe(leftover)} belongs to no item. It may stay; nothing refers to it.")
    if len(found.leftovers) > _SHOWN:
        remark(f"  … and {len(found.leftovers) - _SHOWN:,} more such files")


def _called(subject: str, names: Mapping[str, str]) -> str:
    """What is broken: an original by its name and the beginning of its digest."""
    return safe(f"{names[subject]} ({subject[:12]})" if subject in names else subject)


def _read(found: Verified) -> str:
    part = f" of part {found.chosen}" if found.chosen else ""
    return (
        f"{plural(found.files, 'original')}{part} ({bytes_in_words(found.bytes_read)}) "
        f"and {plural(found.revisions, 'revision')}"
    )


def _say_next(codes: set[str]) -> None:
    """What to type, by what is broken; what is quickly done comes first."""
    if "shown-changed" in codes:
        say("  next     `fieldarchive rebuild` makes what is shown again from history")
    if codes & {"database", "row-changed", "revision-changed"}:
        say("  next     `fieldarchive restore BAG` brings the record back from a backup")
    if codes & OF_ORIGINALS:
        say("  next     `fieldarchive verify --repair FROM` fetches good copies from a backup")
        say("  next     `fieldarchive ingest --rehash FOLDER` heals what it finds in the sources")
