"""`fieldarchive verify`: the promise, checked byte for byte."""

from __future__ import annotations

from dataclasses import asdict

import click

from fieldarchive.catalogue import arrivals
from fieldarchive.cli import opening
from fieldarchive.cli.exit_codes import DONE, FAILED, FIXITY_BROKEN
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
from fieldarchive.errors import StorageError
from fieldarchive.verify import Verified, verify


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(as_json: bool) -> int:
    """Read every original again and check it, the record, and the whole of history.

    Leaves with 4 when anything is not as it was kept, and with 1 when there was nothing to check.

    Example: fieldarchive verify
    """
    try:
        found = _verify()
    except StorageError as error:  # the record cannot even be opened
        complain(str(error))
        return FIXITY_BROKEN
    if as_json:
        say_json({**asdict(found), "is_sound": found.is_sound})
    else:
        _say(found)
    if found.faults:
        return FIXITY_BROKEN
    return DONE if found.files else FAILED


def _verify() -> Verified:
    with opening.archive() as archive:
        _, total = arrivals.total(archive.record)
        with progress("reading", total) as bar:
            return verify(archive, bar)


def _say(found: Verified) -> None:
    for fault in found.faults:
        say(f"  ✗ {fault.code:<17} {safe(fault.subject)}  {safe(fault.message)}")
    read = (
        f"{plural(found.files, 'original')} ({bytes_in_words(found.bytes_read)}) "
        f"and {plural(found.revisions, 'revision')}"
    )
    if found.faults:
        say(f"{plural(len(found.faults), 'fault')} in {read}.")
        say("  next     fetch good copies from a backup, or read the sources once more:")
        say("           fieldarchive ingest --rehash FOLDER heals what it finds there")
    elif found.files:
        say(f"Sound: {read} are as they were kept.")
    else:
        say("Nothing was checked: this archive holds no originals yet.")
    for leftover in found.leftovers:
        remark(f"  · {safe(leftover)} belongs to no item. It may stay; nothing refers to it.")
