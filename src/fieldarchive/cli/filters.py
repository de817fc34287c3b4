"""The options that choose items, the same for every command that has them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import click

from fieldarchive.catalogue.wanted import Filter

_OPTIONS = (
    click.option(
        "--city", "cities", multiple=True, help="Only this city (its slug); may be repeated."
    ),
    click.option("--theme", "themes", multiple=True, help="Only this theme and narrower ones."),
    click.option("--kind", "kinds", multiple=True, help="Only interview, photograph or note."),
    click.option("--since", help="Not before this day, month or year: 2013, 2013-05, 2013-05-12."),
    click.option("--until", help="Not after this day, month or year."),
)

_NAMES = ("cities", "themes", "kinds", "since", "until")


def filters(function: Callable[..., object]) -> Callable[..., object]:
    """Add the options to a command, which gets them as one `wanted`."""

    @wraps(function)
    def with_filter(**given: object) -> object:
        chosen = {name: given.pop(name) for name in _NAMES}
        return function(wanted=Filter(**chosen), **given)  # type: ignore[arg-type]

    for option in reversed(_OPTIONS):
        with_filter = option(with_filter)
    return with_filter
