"""fieldarchive.toml with another line about a device; whatever a person wrote there stays.

Comments, order and spaces are kept. What the lines mean is read by `devices.tables`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fieldarchive.devices import Calibration, ZoneSince
from fieldarchive.errors import ConfigurationError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Table


def with_device(content: bytes, said: Mapping[str, str | None]) -> bytes:
    """The file with one device more; `said` are its slug and whatever is known of it."""
    document = _read(content)
    _devices(document)
    table = _table({name: value for name, value in said.items() if value})
    _append(document, "device", table)
    return _written(document, content)


def with_fields(content: bytes, slug: str, said: Mapping[str, str | None]) -> bytes:
    """The file with these fields of a device as they are said here."""
    document = _read(content)
    device = _device(document, slug)
    for name, value in said.items():
        if value:
            device[name] = value
    return _written(document, content)


def with_zone_since(content: bytes, slug: str, one: ZoneSince) -> bytes:
    """The file with the zone that a device keeps since a moment; said twice, the last holds."""
    document = _read(content)
    device = _device(document, slug)
    since = moment(one.since)
    for known in device.get("zones", []):
        if str(known["since"]) in {since, str(one.since)}:
            known["zone"] = one.zone
            return _written(document, content)
    _append(device, "zones", _table({"since": since, "zone": one.zone}))
    return _written(document, content)


def with_calibration(content: bytes, slug: str, one: Calibration) -> bytes:
    """The file with one picture of a clock more; the same picture again replaces what it said."""
    document = _read(content)
    device = _device(document, slug)
    said = {
        "photograph": one.photograph,
        "said": moment(one.said),
        "shows": moment(one.shows),
        "zone": one.zone,
        "since": moment(one.since) if one.since else None,
    }
    for known in device.get("calibration", []):
        same = (known.get("photograph"), known["said"]) == (one.photograph, said["said"])
        if one.photograph and same:
            known.update({name: value for name, value in said.items() if value})
            return _written(document, content)
    _append(device, "calibration", _table({n: value for n, value in said.items() if value}))
    return _written(document, content)


def moment(local: datetime) -> str:
    """A moment by some clock as it is written: a day alone at midnight."""
    if local == datetime(local.year, local.month, local.day):
        return f"{local:%Y-%m-%d}"
    return local.replace(microsecond=0).isoformat()


def _read(content: bytes) -> TOMLDocument:
    import tomlkit  # here: only few commands change the file

    return tomlkit.parse(content.decode("utf-8").replace("\r\n", "\n"))


def _written(document: TOMLDocument, before: bytes) -> bytes:
    """The bytes, with the ends of line that the file had."""
    text = document.as_string().rstrip("\n") + "\n"
    return (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode("utf-8")


def _device(document: TOMLDocument, slug: str) -> Table:
    device: Table = next(one for one in _devices(document) if one["slug"] == slug)
    return device


def _devices(document: TOMLDocument) -> list[Table]:
    """The devices; raises `ConfigurationError` where they stand on one line."""
    from tomlkit.items import AoT

    found = document.get("device")
    if found is not None and not isinstance(found, AoT):
        raise ConfigurationError(
            Path("fieldarchive.toml"),
            "devices stand in one line (device = [...]), to which no command can add. "
            "Write each as a table of its own, below a line [[device]].",
        )
    return list(found or [])


def _table(said: Mapping[str, str]) -> Table:
    """A table with an empty line before it, as people set them apart."""
    import tomlkit

    table = tomlkit.table()
    for name, value in said.items():
        table[name] = value
    table.trivia.indent = "\n"
    return table


def _append(parent: TOMLDocument | Table, name: str, table: Table) -> None:
    import tomlkit

    if name not in parent:
        parent[name] = tomlkit.aot()
    parent[name].append(table)
