"""What commands do with saved searches: they run the one that is named; `find` saves its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

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

_TO_SAVE = (
    click.option("--save", "save_as", metavar="NAME", help="Save the query under a name."),
    click.option("--dry-run", is_flag=True, help="With --save: tell it, save nothing."),
    click.option("--yes", is_flag=True, help="With --save: do not ask when the name is taken."),
)


def runs_saved(function: Callable[..., object]) -> Callable[..., object]:
    """Add --saved to a command that takes a query; it gets the words that were saved."""

    @wraps(function)
    def with_saved(saved_as: str | None, words: tuple[str, ...], **given: object) -> object:
        found = words if saved_as is None else (_saved_line(saved_as, words),)
        return function(words=found, **given)

    option = click.option("--saved", "saved_as", metavar="NAME", help="Run a saved search.")
    return option(with_saved)


def saves(function: Callable[..., object]) -> Callable[..., object]:
    """Add --save to a command that takes a query, and what goes with it."""

    @wraps(function)
    def with_save(
        save_as: str | None,
        dry_run: bool,
        yes: bool,
        words: tuple[str, ...],
        chosen: list[Term],
        **given: object,
    ) -> object:
        done: list[str] = []
        if save_as is not None:
            done = _save(save_as, words, chosen, dry_run=dry_run, yes=yes)
        elif dry_run or yes:
            raise click.UsageError("--dry-run and --yes go with --save: nothing else is written.")
        found = function(words=words, chosen=chosen, **given)
        for line in done:
            remark(line)
        return found

    for option in reversed(_TO_SAVE):
        with_save = option(with_save)
    return with_save


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
