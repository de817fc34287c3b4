"""What `find` does with saved searches: it runs the one that is named, and saves its own query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import click

from fieldarchive import saving
from fieldarchive.archive import Archive
from fieldarchive.cli import opening
from fieldarchive.cli.asking import confirmed
from fieldarchive.cli.exit_codes import FAILED
from fieldarchive.cli.saved.looking import in_short, kept_off, search_named
from fieldarchive.cli.words import quoted, remark
from fieldarchive.history.searches import tidy, why_no_name, why_no_query
from fieldarchive.saved import why_hidden
from fieldarchive.search.query import Term

_OPTIONS = (
    click.option("--save", "save_as", metavar="NAME", help="Save the query under a name."),
    click.option("--saved", "saved_as", metavar="NAME", help="Run a saved search."),
    click.option("--dry-run", is_flag=True, help="With --save: tell it, save nothing."),
    click.option("--yes", is_flag=True, help="With --save: do not ask when the name is taken."),
)


def options(function: Callable[..., object]) -> Callable[..., object]:
    """Add the options to `find`, which gets the words of the query that they mean."""

    @wraps(function)
    def with_options(
        save_as: str | None,
        saved_as: str | None,
        dry_run: bool,
        yes: bool,
        words: tuple[str, ...],
        **given: Any,  # noqa: ANN401  whatever else `find` is given
    ) -> object:
        if saved_as is not None:
            words = (_saved_line(saved_as, words),)
        if save_as is None:
            if dry_run or yes:
                raise click.UsageError(
                    "--dry-run and --yes go with --save: nothing else is written."
                )
            return function(words=words, **given)
        done = _save(save_as, words, given["chosen"], dry_run=dry_run, yes=yes)
        found = function(words=words, **given)
        for line in done:
            remark(line)
        return found

    for option in reversed(_OPTIONS):
        with_options = option(with_options)
    return with_options


def _saved_line(name: str, words: Sequence[str]) -> str:
    if words:
        raise click.UsageError(
            "--saved runs a search as it was saved. Narrow it down with --city and the like, or "
            "type the query itself."
        )
    with opening.archive(for_writing=False) as archive:
        return search_named(archive, name, "--saved").query


def _save(
    name: str, words: Sequence[str], chosen: Sequence[Term], *, dry_run: bool, yes: bool
) -> list[str]:
    """Save the query, asked about where the name is taken; gives what is to be said of it."""
    name = tidy(name)
    if (why := why_no_name(name)) is not None:
        raise click.BadParameter(f'"{in_short(name)}" {why}.', param_hint="--save")
    with opening.archive(for_writing=not dry_run) as archive:
        line = saving.line_of(archive, [word for word in words if word != "--"], chosen)
        if (why := why_no_query(line)) is not None:
            raise click.UsageError(f"The query {why}; it cannot be saved.")
        planned = saving.plan(archive, name, line)
        if planned.is_empty:
            return [f"“{in_short(name)}” is saved already, with this very query."]
        if dry_run:
            lines = _changes(planned) if planned.replaces else []
            return [*lines, _told(archive, planned, "Would be saved"), "Nothing was saved."]
        if planned.replaces and not confirmed(_changes(planned), "Save it anew?", yes=yes):
            raise click.exceptions.Exit(FAILED)
        number = saving.save(archive, planned)
        return [
            _told(archive, planned, "Saved"),
            f"`fieldarchive find --saved {quoted(name)}` runs it; `fieldarchive undo {number}` "
            "takes it back.",
        ]


def _told(archive: Archive, planned: saving.Plan, verb: str) -> str:
    """What is saved, and who reads it."""
    why = why_hidden(archive, planned.name, planned.query)
    seen = "The team finds it on the pages." if why is None else f"It is {kept_off(why)}"
    return f"{verb} as “{in_short(planned.name)}”: {in_short(planned.query)}. {seen}"


def _changes(planned: saving.Plan) -> list[str]:
    return [
        f"  “{in_short(one.name)}”  {in_short(one.query)} → {in_short(planned.query)}"
        for one in planned.before
    ]
