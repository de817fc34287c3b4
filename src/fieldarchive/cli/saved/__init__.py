"""`fieldarchive saved`: the queries that the team saved under a name."""

from __future__ import annotations

import click

from fieldarchive.cli.saved import looking, removing

__all__ = ["command"]


@click.group("saved")
def command() -> None:
    """Look after saved searches: list and remove them.

    `fieldarchive find QUERY --save NAME` saves one, and `find --saved NAME` runs it. The team
    finds them on the pages too, as links.

    Example: fieldarchive saved list
    """


for _one in (looking.list_command, removing.remove):
    command.add_command(_one)
