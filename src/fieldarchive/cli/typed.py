"""What is typed as a word or a number: words are text, and numbers fit into the database.

A path may hold any bytes, because the name of a file may.
"""

from __future__ import annotations

import click

_LARGEST = (1 << 63) - 1


class Number(click.IntRange):
    """A whole number from 1 on: of an operation, or how many to show."""

    name = "number"

    def __init__(self) -> None:
        super().__init__(1)

    def convert(self, value: int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that was meant; fails as `click.IntRange` does."""
        number = int(super().convert(value, param, ctx))
        if number > _LARGEST:
            self.fail(f"{number} is larger than any number here.", param, ctx)
        return number


class Words(click.types.StringParamType):
    """Text: bytes that are no UTF-8 are refused, because nothing could be done with them."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The text as it was typed."""
        words = str(super().convert(value, param, ctx))
        spelled = words.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        if spelled != words:
            self.fail(
                f'"{spelled}" is not UTF-8. Let the terminal send UTF-8, and type it anew.',
                param,
                ctx,
            )
        return words


def refuse_bytes(command: click.Command) -> None:
    """Let every word that a command takes be text, and those of the commands below it."""
    for parameter in command.params:
        if parameter.type is click.STRING:
            parameter.type = Words()
    if isinstance(command, click.Group):
        for below in command.commands.values():
            refuse_bytes(below)
