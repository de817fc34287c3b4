"""`fieldarchive device`: cameras, telephones and recorders, and their clocks set right."""

from __future__ import annotations

import click

from fieldarchive.cli.device import adding, calibrating, fixing, looking

__all__ = ["command"]


@click.group("device")
def command() -> None:
    """List devices, and set their clocks right.

    A camera's own time is kept as it is. What fieldarchive.toml says of its zone and drift makes
    the instant of it, and the time at the place. GPS time beats it. What a command writes there
    `undo` takes back.

    Example: fieldarchive device list
    """


for _one in (
    looking.list_command,
    adding.add,
    calibrating.calibrate,
    adding.zone,
    fixing.fix,
):
    command.add_command(_one)
