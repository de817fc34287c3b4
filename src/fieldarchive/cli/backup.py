"""`fieldarchive backup`: a second copy on another disk, checked there, and the check alone."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from fieldarchive.backup import BackedUp, backup, plan
from fieldarchive.catalogue import arrivals
from fieldarchive.cli import opening
from fieldarchive.cli.exit_codes import DONE, FIXITY_BROKEN, IN_PART
from fieldarchive.cli.paths import TypedPath
from fieldarchive.cli.words import (
    bytes_in_words,
    plural,
    progress,
    quoted,
    remark,
    safe,
    say,
    say_json,
)
from fieldarchive.storage.folders import Folders
from fieldarchive.verify_backup import BackupVerified, verify_backup


@click.command("backup")
@click.argument("destination", metavar="DEST", type=TypedPath())
@click.option("--verify", "only_verify", is_flag=True, help="Only read the backup and check it.")
@click.option("--rehash", is_flag=True, help="Read the originals in DEST; copy damaged ones again.")
@click.option("--dry-run", is_flag=True, help="Tell what would be written; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(
    destination: Path, only_verify: bool, rehash: bool, dry_run: bool, as_json: bool
) -> int:
    """Back up the archive into the folder DEST, on another disk, and check it there.

    Run it again with the same DEST: only what is new is copied. DEST is a BagIt bag, which other
    programs can check as well. With --verify every byte of it is read; no archive is needed for
    that. Leaves with 4 when an original or the backup is damaged, and with 3 when DEST holds
    files of somebody else.

    Example: fieldarchive backup /media/stick/amur-backup
    """
    if only_verify and (rehash or dry_run):
        raise click.UsageError("--verify only reads; leave out --rehash and --dry-run.")
    if only_verify:
        return _verify(destination, as_json=as_json)
    can_write = not Folders(opening.root()).is_read_only
    with opening.archive(for_writing=can_write and not dry_run) as archive:
        if dry_run:
            done = plan(archive, destination, rehash=rehash)
        else:
            with progress("copying", arrivals.total(archive.record)[1]) as bar:
                done = backup(archive, destination, bar, rehash=rehash)
        was_broken = arrivals.last_check_was_broken(archive.record)
    if as_json:
        say_json({**asdict(done), "is_whole": done.is_whole})
    else:
        _say(done, rehash=rehash)
        if was_broken:
            remark(
                "  · The last `verify` found faults in this archive. Run it again: it says what to "
                "do, and a backup made before the damage may have what is lost."
            )
    if done.lacking:
        return FIXITY_BROKEN
    return DONE if done.is_whole else IN_PART


def _verify(destination: Path, *, as_json: bool) -> int:
    with progress("reading") as bar:
        found = verify_backup(destination, bar)
    if as_json:
        say_json({**asdict(found), "is_sound": found.is_sound})
    else:
        _say_verified(found)
    return DONE if found.is_sound else FIXITY_BROKEN


def _say(done: BackedUp, *, rehash: bool) -> None:
    copied = f"{plural(done.new, 'new original')}, {bytes_in_words(done.bytes_new)}"
    if done.dry_run:
        say(f"Would copy {copied}, and the record, to {safe(done.destination)}.")
        return
    for line in done.lacking:
        say(f"  ✗ not in the backup: original {safe(line)}")
    say(f"  copied   {copied}; {plural(done.originals, 'original')} in all")
    if (others := done.originals - done.new) and not rehash:
        say(f"  there    {others:,} of them, by name and size; `backup --verify` reads them all")
    if done.dropped:
        say(f"  removed  {plural(done.dropped, 'original')} that the archive gave up")
    say("  checked  what was written was read back; the record in it is sound")
    say(f"  hash     {done.archive_hash}")
    say(f"  restore  fieldarchive restore {quoted(done.destination)} NEW-FOLDER")
    for name in done.strange:
        remark(f"  · {safe(name)} is not of this backup. Move it, or BagIt tools will complain.")
    if done.same_disk:
        remark("  · It lies on the same disk as the archive; another disk is safer.")
    if done.lacking:
        say("  next     `fieldarchive verify` tells more; ingest the source again, then back up")


def _say_verified(found: BackupVerified) -> None:
    for fault in found.faults:
        say(f"  ✗ {fault.code:<13} {safe(fault.subject)}  {safe(fault.message)}")
    read = f"{plural(found.files, 'file')} ({bytes_in_words(found.bytes_read)})"
    if found.is_sound:
        say(f'Sound: {read} of "{safe(found.name)}" as of {safe(found.made_at)}.')
        say(f"  hash     {safe(found.archive_hash)}")
        return
    say(f"{plural(len(found.faults), 'fault')} in {read}.")
    say(
        "  next     from the archive, run `fieldarchive backup --rehash DEST`: it copies damaged "
        "originals again and writes the rest anew"
    )
