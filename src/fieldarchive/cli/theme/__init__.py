"""`fieldarchive theme`: the themes of the vocabulary, looked at and changed."""

from __future__ import annotations

import click

from fieldarchive.cli.theme import changing, looking, travelling

__all__ = ["command"]


@click.group("theme")
def command() -> None:
    """Look after the themes of vocabularies/themes.csv: list, add, rename and join them.

    The table stays yours to edit; what a command changes of it `undo` takes back. A word in any
    language names a theme.

    Example: fieldarchive theme tree
    """


for _one in (
    looking.list_command,
    looking.tree,
    looking.show,
    changing.add,
    changing.rename,
    changing.merge,
    changing.propose,
    travelling.export,
    travelling.import_command,
):
    command.add_command(_one)
