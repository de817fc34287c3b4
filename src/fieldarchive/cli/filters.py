"""Queries on the command line: words and options that choose items, alike for every command.

A term may begin with a hyphen (`-has:transcript`), which click would take for an option.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import wraps

import click

from fieldarchive.archive import Archive
from fieldarchive.archive_words import ArchiveWords
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.cli.typed import Words
from fieldarchive.search.query import Term, parse
from fieldarchive.understanding import understood

_OPTIONS = (
    click.option("--city", multiple=True, help="Only this city, by any name; may be repeated."),
    click.option("--theme", multiple=True, help="Only this theme and narrower ones."),
    click.option("--kind", multiple=True, help="Only interview, photograph or note."),
    click.option("--since", help="Not before this date: 2013, 2013-05, 'лето 2013'."),
    click.option("--until", help="Not after this date."),
)
_NAMES = ("city", "theme", "kind", "since", "until")
_HYPHENED = re.compile(r"-[^-].*")
_HELD = "\x00"
_LATE = '"{}" stands behind "--", where a query goes on. Nothing was done. Say it before "--".'


class Query(click.Command):
    """A command whose arguments may begin with one hyphen; its short options are its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Hold hyphens that begin a term, so that click passes them on.

        An option behind `--` is refused: taken for a word, `--dry-run` would write.
        """
        options = {name: p for p in self.get_params(ctx) for name in p.opts}
        held: list[str] = []
        words_only = False
        for number, word in enumerate(args):
            if words_only and word.startswith("--"):
                raise click.UsageError(_LATE.format(word), ctx)
            before = options.get(args[number - 1]) if number else None
            is_value = isinstance(before, click.Option) and not before.is_flag
            is_term = _HYPHENED.fullmatch(word) and word not in options and not is_value
            words_only |= word == "--"
            held.append(f"{_HELD}{word}" if is_term or words_only else word)
        return super().parse_args(ctx, held)


class _Words(Words):
    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        return str(super().convert(value, param, ctx)).removeprefix(_HELD)


def query(function: Callable[..., object]) -> Callable[..., object]:
    """Add the words of a query to a command of the class `Query`, which gets them as `words`."""
    return click.argument("words", nargs=-1, type=_Words(), metavar="QUERY...")(function)


def filters(function: Callable[..., object]) -> Callable[..., object]:
    """Add the options to a command, which gets them as terms, `chosen`."""

    @wraps(function)
    def with_filter(**given: object) -> object:
        chosen = [
            Term(name, values if isinstance(values, tuple) else (values,))
            for name in _NAMES
            if (values := given.pop(name))
        ]
        return function(chosen=chosen, **given)

    for option in reversed(_OPTIONS):
        with_filter = option(with_filter)
    return with_filter


def asked(archive: Archive, words: Sequence[str], chosen: Sequence[Term] = ()) -> Wanted:
    """What words and options ask for together; raises `NotUnderstood`."""
    return understood(
        ArchiveWords(archive), [*parse(word for word in words if word != "--"), *chosen]
    )
