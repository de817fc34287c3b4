"""Contradictions of clocks, gone through device by device, one key each."""

from __future__ import annotations

from dataclasses import asdict

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import name_of
from fieldarchive.cli import opening
from fieldarchive.cli.asking import chosen, refuse_without_terminal
from fieldarchive.cli.device.settling import DRY_RUN, foreseen, moved_as_json, moved_lines
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.words import plural, remark, safe, say, say_json
from fieldarchive.clocks.differing import Differing, differing
from fieldarchive.clocks.setting import Foreseen, Setting, setting, write
from fieldarchive.describe.clock_words import drift
from fieldarchive.describe.proposing import with_proposal
from fieldarchive.devices import drift_of
from fieldarchive.devices.lines import moment

_ANSWERS = {"y": "[y]es", "n": "[n]o", "l": "[l]ist", "q": "[q]uit"}


@click.command("fix", short_help="Settle contradictions of clocks.")
@DRY_RUN
@click.option("--yes", is_flag=True, help="Take every proposal without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON; write nothing.")
def fix(dry_run: bool, yes: bool, as_json: bool) -> int:
    """Settle contradictions of clocks, GPS and folders, device by device.

    Where satellites know better, a line for fieldarchive.toml is proposed that sets the device
    right, also for its photographs without GPS. Where nobody knows, it is listed what to do.

    Example: fieldarchive device fix --dry-run
    """
    with opening.archive(for_writing=not (dry_run or as_json)) as archive:
        found = differing(archive)
        if as_json:
            say_json([_as_json(archive, one) for one in found])
            return DONE
        if not found:
            say("No contradictions: clocks, GPS and folders agree wherever they can be compared.")
            return DONE
        taken = [one for one in found if _is_taken(archive, one, dry_run=dry_run, yes=yes)]
        if dry_run:
            remark("Nothing was written.")
            return DONE
        if not taken:
            remark("Nothing was changed.")
            return DONE
        wanted = setting(archive)
        for one in taken:
            wanted = _plus(wanted, one)
        slugs = [one.device.slug for one in taken if one.device]
        summary = f"Set right: {', '.join(slugs)}"
        number = write(archive, wanted, "device", summary)
    say(f"{safe(summary)}. `fieldarchive undo {number}` takes it back.")
    return DONE


def _is_taken(archive: Archive, one: Differing, *, dry_run: bool, yes: bool) -> bool:
    """Show a device with what is proposed for it, and ask."""
    _say(one)
    if not one.proposal or one.device is None:
        _say_what_to_do(one)
        return False
    found = foreseen(archive, _plus(setting(archive), one), [one.device.slug])
    _say_proposal(archive, one, found)
    if dry_run or yes:
        return yes and not dry_run
    refuse_without_terminal("--yes")
    answers = {key: word for key, word in _ANSWERS.items() if key != "l" or found.moved}
    while True:
        key = chosen("  Write it?", answers, otherwise="q")
        if key == "q":
            remark("Nothing was changed.")
            raise click.exceptions.Exit(FAILED)
        if key != "l":
            return key == "y"
        for line in moved_lines(archive, found.moved):
            say(line)


def _plus(wanted: Setting, one: Differing) -> Setting:
    if one.device is None:
        return wanted
    device = one.device
    if not one.is_known:
        wanted = wanted.plus_device(device.slug, {"camera": device.camera, "serial": device.serial})
    return wanted.plus(device.slug, one.proposal)


def _say(one: Differing) -> None:
    is_known = "" if one.is_known else "   (no device yet)"
    say(f"{safe(one.whose)}{is_known}")
    for what in one.contradictions:
        say(f"  {plural(len(what.items), 'item')}: {safe(what.words)}")


def _say_proposal(archive: Archive, one: Differing, found: Foreseen) -> None:
    """The lines that it would get, and what becomes of its photographs."""
    assert one.device is not None
    after = with_proposal(one.device, one.proposal)
    if not one.is_known:
        say(f"  → it becomes the device {safe(one.device.slug)}")
    if one.proposal.zone:
        say(f"  → zone {one.proposal.zone}")
    for zone in one.proposal.zones:
        say(f"  → zone {zone.zone} since {moment(zone.since)}")
    for calibration in one.proposal.calibrations:
        fast = drift(drift_of(after, calibration))
        picture = name_of(archive.record, (calibration.photograph or "").partition("-")[2])
        say(f"  → {fast} on {calibration.said:%Y-%m-%d}, by the GPS of {picture}")
    before, then = found.differing
    changed = f"another time for {len(found.moved):,} of {plural(found.items, 'item')}"
    say(f"    then {then:,} instead of {before:,} contradict; {changed}")


def _say_what_to_do(one: Differing) -> None:
    if one.device is None:
        say(
            "  its files do not tell what took them: say `device:` in a sidecar or _folder.yaml. "
            f"They are: fieldarchive find problem:{one.contradictions[0].code}"
        )
        return
    say("  nothing here tells which is right. If you know, say it in one of these ways:")
    say('    fieldarchive device calibrate PHOTO --shows "14:05 heihe"')
    say("    date: in a sidecar or _folder.yaml, where the clock is wrong only there")


def _as_json(archive: Archive, one: Differing) -> dict[str, object]:
    device, proposal = one.device, one.proposal
    then = None
    if device is not None and proposal:
        then = moved_as_json(foreseen(archive, _plus(setting(archive), one), [device.slug]))
    return {
        "whose": one.whose,
        "device": device.slug if device else None,
        "is_known": one.is_known,
        "contradictions": [asdict(what) for what in one.contradictions],
        "proposal": {
            "zone": proposal.zone,
            "zones": [{"since": moment(z.since), "zone": z.zone} for z in proposal.zones],
            "calibrations": [
                {
                    "photograph": c.photograph,
                    "said": moment(c.said),
                    "shows": moment(c.shows),
                    "zone": c.zone,
                }
                for c in proposal.calibrations
            ],
        }
        if proposal
        else None,
        "then": then,
    }
