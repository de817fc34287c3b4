"""A device calibrated by a photograph of a clock that was right."""

from __future__ import annotations

import click

from fieldarchive.archive import Archive
from fieldarchive.cli import opening
from fieldarchive.cli.device.adding import day_typed
from fieldarchive.cli.device.settling import DRY_RUN, YES, settle
from fieldarchive.cli.words import remark, safe
from fieldarchive.clocks.calibrating import (
    Measured,
    Picture,
    fitting_zone,
    measure,
    picture_of,
    shown_in,
    shown_there,
)
from fieldarchive.clocks.differing import new_slug
from fieldarchive.clocks.setting import Setting, setting
from fieldarchive.describe.clock_words import drift
from fieldarchive.devices import Device


@click.command("calibrate", short_help="Measure a drift by a picture of a clock.")
@click.argument("words", nargs=-1, required=True, metavar="[SLUG] PHOTO")
@click.option(
    "--shows", required=True, metavar="TIME PLACE",
    help="What the clock in the picture shows, and whose it is.",
)  # fmt: skip
@click.option(
    "--since", metavar="DAY", help="The device was set anew on that day, by its own clock."
)
@DRY_RUN
@YES
def calibrate(
    words: tuple[str, ...], shows: str, since: str | None, dry_run: bool, yes: bool
) -> int:
    """Measure how far a device's clock is off, by a PHOTO of a clock that was right.

    PHOTO is an item, or the file of a photograph. Whose clock it is: a city, a place in one, or
    a zone. Say the day too where the camera had another one. All photographs of the device are
    dated anew, the old ones too; between two calibrations the drift changes evenly.

    Example: fieldarchive device calibrate p-c21 --shows "14:05 heihe" --dry-run
    """
    if len(words) > 2:
        raise click.UsageError("Say one photograph, and before it the device if it is new.")
    with opening.archive(for_writing=not dry_run) as archive:
        picture = picture_of(archive, words[-1])
        device, slug = _device(archive, picture, words[0] if len(words) > 1 else None)
        shown = shown_in(archive, shows, picture.city)
        anew = day_typed(since) if since else None
        measured = measure(archive, picture, device, shown, anew)
        _say(measured, slug, device)
        if fits := fitting_zone(archive, measured):
            remark(
                f"  {slug} is noted to keep {measured.zone}, but {fits} would leave less drift. If "
                f"it was set so: fieldarchive device zone {slug} {fits} --since DAY"
            )
        wanted = _wanted(setting(archive), picture, device, slug, measured)
        summary = f"{slug} is {drift(measured.fast)}"
        return settle(archive, wanted, [slug], summary, dry_run=dry_run, yes=yes)


def _device(archive: Archive, picture: Picture, slug: str | None) -> tuple[Device | None, str]:
    """The device that took a picture, and what it is called or will be."""
    took = picture.device
    if slug is None:
        if took is None and not picture.camera:
            raise click.UsageError(
                f"{picture.name} does not tell its camera. Say which device took it, before it."
            )
        return took, took.slug if took else new_slug(archive, picture.camera or "")
    named = next((d for d in archive.configuration.devices if d.slug == slug), None)
    other = took.slug if took else " ".join(filter(None, (picture.camera, picture.serial)))
    if named is not None and (named.camera or named.serial) and named != took:
        raise click.UsageError(
            f"{picture.name} was taken with {other or 'an unknown camera'}, not with {slug}."
        )
    if named is None and took is not None:
        raise click.UsageError(f"{picture.name} was taken with {took.slug}, which is noted so.")
    return named, slug


def _wanted(
    wanted: Setting, picture: Picture, device: Device | None, slug: str, measured: Measured
) -> Setting:
    camera = {"camera": picture.camera, "serial": picture.serial}
    if device is None:
        wanted = wanted.plus_device(slug, {**camera, "zone": measured.zone})
    elif not (device.camera or device.serial):
        wanted = wanted.plus_fields(slug, camera)
    if device is not None and measured.is_new_zone:
        wanted = wanted.plus_fields(slug, {"zone": measured.zone})
    return wanted.plus_calibration(slug, measured.calibration)


def _say(measured: Measured, slug: str, device: Device | None) -> None:
    """What the camera says, what the clock shows in both zones, and the drift."""
    one, there = measured.calibration, shown_there(measured)
    day = "%Y-%m-%d " if {one.said.date(), one.shows.date()} != {there.date()} else ""
    there_too = "" if one.zone == measured.zone else f" = {there:{day}%H:%M:%S} {measured.zone}"
    remark(
        f"  camera says {one.said:%Y-%m-%d %H:%M:%S}; the clock in the picture "
        f"{one.shows:{day}%H:%M:%S} {one.zone}{there_too}"
    )
    if device is None:
        remark(f"  {safe(slug)} is new in fieldarchive.toml")
    if measured.is_new_zone:
        remark(f"  its zone was not known; of the cities' zones {measured.zone} fits best")
    remark(f"  drift {drift(measured.fast)}")
