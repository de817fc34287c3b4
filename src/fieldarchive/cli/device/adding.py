"""Devices noted, and the zones that their clocks keep."""

from __future__ import annotations

import re
from datetime import datetime

import click

from fieldarchive.archive import Archive
from fieldarchive.cli import opening
from fieldarchive.cli.device.settling import DRY_RUN, YES, known, settle
from fieldarchive.clocks.calibrating import picture_of
from fieldarchive.clocks.setting import setting
from fieldarchive.devices import Device, ZoneSince, device_of
from fieldarchive.devices.tables import zone_named

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.command("add", short_help="Add a device to fieldarchive.toml.")
@click.argument("slug")
@click.option("--camera", help="Make and model, as it writes them into its pictures.")
@click.option("--serial", help="Serial number, as it writes it into its pictures.")
@click.option("--like", "photo", metavar="PHOTO", help="A photograph that it took: item or file.")
@click.option("--zone", help="The zone its clock is set to: Asia/Yakutsk, or a city.")
@click.option("--name", help="What people call it.")
@DRY_RUN
@YES
def add(
    slug: str,
    camera: str | None,
    serial: str | None,
    photo: str | None,
    zone: str | None,
    name: str | None,
    dry_run: bool,
    yes: bool,
) -> int:
    """Add a device to fieldarchive.toml: a camera, a telephone, a recorder.

    Its pictures are known by the serial number, else by make and model; a recorder's files by
    `device:` in a sidecar or in _folder.yaml.

    Example: fieldarchive device add pocket-recorder --zone Asia/Shanghai
    """
    with opening.archive(for_writing=not dry_run) as archive:
        zone = zone and _zone(archive, zone, "--zone")
        _refuse_slug(slug, [device.slug for device in archive.configuration.devices])
        if photo is not None:
            picture = picture_of(archive, photo)
            camera, serial = camera or picture.camera, serial or picture.serial
        _refuse_known(device_of(archive.configuration.devices, camera, serial))
        said = {"name": name, "camera": camera, "serial": serial, "zone": zone}
        wanted = setting(archive).plus_device(slug, said)
        what = ", ".join(filter(None, (camera, zone or "zone not known")))
        summary = f"Added {slug}: {what}"
        return settle(archive, wanted, [slug], summary, dry_run=dry_run, yes=yes)


@click.command("zone", short_help="Say which zone a device keeps.")
@click.argument("slug")
@click.argument("zone")
@click.option("--since", metavar="DAY", help="From when on, by its own clock: 2013-05-14.")
@DRY_RUN
@YES
def zone(slug: str, zone: str, since: str | None, dry_run: bool, yes: bool) -> int:
    """Say which zone the clock of a device keeps, from the beginning or since a day.

    ZONE is an IANA name, or a city of fieldarchive.toml.

    Example: fieldarchive device zone camera-zarya Asia/Yakutsk --dry-run
    """
    with opening.archive(for_writing=not dry_run) as archive:
        zone = _zone(archive, zone, "ZONE")
        device = known(archive, slug)
        wanted = setting(archive)
        if since is None:
            wanted = wanted.plus_fields(device.slug, {"zone": zone})
        else:
            wanted = wanted.plus_zone(device.slug, ZoneSince(day_typed(since), zone))
        summary = f"{slug} keeps {zone}" + (f" since {since}" if since else "")
        return settle(archive, wanted, [slug], summary, dry_run=dry_run, yes=yes)


def day_typed(text: str) -> datetime:
    """A day or a moment as it is typed; raises `click.BadParameter`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise click.BadParameter(
            f'"{text}" is no day. Write 2013-05-14, or 2013-05-14T09:30.', param_hint="--since"
        )
    return moment


def _zone(archive: Archive, typed: str, where: str) -> str:
    """The name of a zone, or of the one that a city keeps; raises `click.BadParameter`."""
    slug = archive.vocabulary.city_of(typed)
    if slug is not None:
        return next(city.zone for city in archive.configuration.cities if city.slug == slug)
    try:
        return zone_named(typed)
    except ValueError as error:
        told = f"{error} A city of fieldarchive.toml does as well."
        raise click.BadParameter(told, param_hint=where) from error


def _refuse_known(device: Device | None) -> None:
    """Two devices of one camera, and nobody could tell which of them took a picture."""
    if device is not None:
        raise click.UsageError(
            f"{device.slug} is this camera already. Another one of the same model is told by its "
            "--serial number."
        )


def _refuse_slug(slug: str, taken: list[str]) -> None:
    if not _SLUG.fullmatch(slug):
        raise click.BadParameter(
            f'"{slug}" is no slug: small Latin letters, figures and hyphens, such as camera-2.',
            param_hint="SLUG",
        )
    if slug in taken:
        raise click.BadParameter(
            f'"{slug}" is there already. `fieldarchive device zone {slug} ZONE` changes its zone.',
            param_hint="SLUG",
        )
