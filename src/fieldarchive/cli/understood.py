"""What was understood of a query, told the same by every command that takes one."""

from __future__ import annotations

from collections.abc import Sequence

from fieldarchive.cli.words import remark, safe

_LABEL = "  understood  "


def remark_understood(told: Sequence[str], beside: Sequence[str], counted: str = "") -> None:
    """Say the terms of a query, how many items meet it, and what else was looked for.

    `beside` has a sentence each for the names and forms that stand beside the words typed.
    """
    if told:
        remark(f"{_LABEL}{safe(' · '.join(told))}{f': {counted}' if counted else ''}")
    for sentence in beside:
        remark(f"{' ' * len(_LABEL)}{safe(sentence)}")
