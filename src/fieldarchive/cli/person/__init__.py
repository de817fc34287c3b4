"""`fieldarchive person`: the people of the archive, by handle and pseudonym."""

from __future__ import annotations

import click

from fieldarchive.cli.person import changing, looking

__all__ = ["command"]


@click.group("person")
def command() -> None:
    """Look after the people of vocabularies/people.csv: list, add and describe them.

    People are known here by a handle (narrator-07) and by a pseudonym in each language. A real
    name has nowhere to go. What a command changes `undo` takes back.

    Example: fieldarchive person list
    """


for _one in (looking.list_command, looking.show, changing.add, changing.change):
    command.add_command(_one)
