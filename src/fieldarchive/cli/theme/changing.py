"""Themes changed: added, renamed, joined. Each is an operation that `undo` takes back."""

from __future__ import annotations

import click

from fieldarchive.archive import Archive
from fieldarchive.cli import opening
from fieldarchive.cli.asking import confirmed
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.theme.typed import label_options, labels_of, theme_named
from fieldarchive.cli.words import plural, progress, remark, safe, say
from fieldarchive.theming import (
    Plan,
    counted,
    foreseen,
    plan_to_add,
    plan_to_merge,
    plan_to_propose,
    plan_to_rename,
    unknown,
)
from fieldarchive.theming import write as write_plan
from fieldarchive.vocabulary import Theme
from fieldarchive.vocabulary.theme_changes import Said

_DRY_RUN = click.option("--dry-run", is_flag=True, help="Tell what would change; write nothing.")


@click.command("add")
@click.argument("word", metavar="SLUG")
@click.option("--broader", metavar="THEME", help="The theme that it lies under.")
@label_options
@click.option("--alt", "others", multiple=True, help="Another word for it; may be repeated.")
@click.option("--note", help="What the theme covers.")
@_DRY_RUN
def add(
    word: str,
    broader: str | None,
    others: tuple[str, ...],
    note: str | None,
    dry_run: bool,
    **labels: str | None,
) -> int:
    """Add a theme, or keep one that was proposed.

    A word that is no slug becomes the label, and its slug is made of it. Items that have one of
    its words as a keyword get the theme.

    Example: fieldarchive theme add fish --broader food --ru рыба --zh 鱼
    """
    with opening.to_reword(dry_run=dry_run) as archive:
        above = None if broader is None else theme_named(archive, broader, "--broader").slug
        said = Said(above, labels_of(labels), others, note)
        plan = plan_to_add(archive, word, said)
        return _done(archive, plan, dry_run=dry_run)


@click.command("rename")
@click.argument("theme")
@click.argument("new", required=False)
@label_options
@_DRY_RUN
def rename(theme: str, new: str | None, dry_run: bool, **labels: str | None) -> int:
    """Give a theme another slug, NEW, or other labels.

    What it was called before goes on naming it, in history and in old sidecars.

    Example: fieldarchive theme rename market bazaar --ru базар
    """
    said = labels_of(labels)
    if new is None and not said:
        raise click.UsageError("Say a new slug, or a new label with --en, --ru or --zh.")
    with opening.to_reword(dry_run=dry_run) as archive:
        slug = theme_named(archive, theme, "THEME").slug
        plan = plan_to_rename(archive, slug, new, said)
        return _done(archive, plan, dry_run=dry_run)


@click.command("merge")
@click.argument("theme")
@click.argument("into")
@_DRY_RUN
@click.option("--yes", is_flag=True, help="Do not ask.")
def merge(theme: str, into: str, dry_run: bool, yes: bool) -> int:
    """Make two themes one: items of THEME get the theme INTO.

    Every word that named THEME names INTO from then on, and what lay under it lies under INTO.
    No history is rewritten.

    Example: fieldarchive theme merge bazaar market --dry-run
    """
    with opening.to_reword(dry_run=dry_run) as archive:
        gone, kept = (
            theme_named(archive, word, name) for word, name in ((theme, "THEME"), (into, "INTO"))
        )
        if gone.slug == kept.slug:
            raise click.UsageError(f'"{theme}" and "{into}" name one theme already: {gone.slug}.')
        plan = plan_to_merge(archive, gone.slug, kept.slug)
        what = _what_joins(archive, gone, kept)
        if dry_run:
            return _told(what)
        if not confirmed(what, "Join them?", yes=yes):
            return FAILED
        return _write(archive, plan)


@click.command("propose")
@click.argument("words", nargs=-1)
@_DRY_RUN
@click.option("--yes", is_flag=True, help="Do not ask.")
def propose(words: tuple[str, ...], dry_run: bool, yes: bool) -> int:
    """Propose as themes the words that items say and that name none.

    Without WORDS all of them. They are marked as proposed until `theme add` keeps them, or
    `theme merge` says what they are.

    Example: fieldarchive theme propose --dry-run
    """
    with opening.to_reword(dry_run=dry_run) as archive:
        found = unknown(archive)
        asked = [word for word in words or found if archive.vocabulary.theme_of(word) is None]
        if not asked:
            remark("Every word that is said as a theme names one; there is nothing to propose.")
            return DONE
        plan = plan_to_propose(archive, asked)
        lines = [safe(f"  {word}   {plural(found.get(word, 0), 'item')}") for word in asked]
        if dry_run:
            return _told(lines)
        if not confirmed(lines, "Propose them?", yes=yes or bool(words)):
            return FAILED
        with progress("bringing items up to date"):
            number = write_plan(archive, plan).number
        say_proposed(number, plan)
    return DONE


def say_proposed(number: int, plan: Plan) -> None:
    """What was proposed, and what to do about it."""
    say(
        f"Operation {number}: {safe(plan.summary)}. `fieldarchive theme list --proposed` lists "
        f"what is to be settled; `fieldarchive undo {number}` takes it back."
    )


def _what_joins(archive: Archive, gone: Theme, kept: Theme) -> list[str]:
    """What joining two themes changes, a line each."""
    found = next(one for one in counted(archive) if one.theme.slug == gone.slug)
    below = [one.slug for one in archive.vocabulary.themes if one.broader == gone.slug]
    lines = [f"  {gone.slug} → {kept.slug}   {plural(found.own, 'item')}"]
    if below:
        lines.append(f"  under {kept.slug} from now on: {', '.join(below)}")
    words = dict.fromkeys(word for word in gone.words() if word not in kept.words())
    return [safe(line) for line in [*lines, f"  names {kept.slug} as well: {', '.join(words)}"]]


def _done(archive: Archive, plan: Plan, *, dry_run: bool) -> int:
    """Do what was planned, or tell it; and what to do next."""
    if plan.is_empty:
        remark("All is so already; nothing was changed.")
        return DONE
    theme = foreseen(archive, plan)
    if dry_run:
        return _told(_in_words(theme))
    for line in _in_words(theme):
        say(line)
    code = _write(archive, plan)
    missing = [code for code in archive.configuration.languages if code not in theme.labels]
    if missing:
        options = " ".join(f"--{code} …" for code in missing)
        remark(
            f"  · It has no label yet in {', '.join(missing)}: "
            f"`fieldarchive theme rename {theme.slug} {options}`"
        )
    return code


def _told(lines: list[str]) -> int:
    for line in lines:
        say(line)
    remark("Nothing was written. Run it again without --dry-run.")
    return DONE


def _write(archive: Archive, plan: Plan) -> int:
    with progress("bringing items up to date"):
        done = write_plan(archive, plan)
    found = next(one for one in counted(done.archive) if one.theme.slug == plan.slug)
    has = f"{plural(found.own, 'item')} with {plan.slug}" if found.own else "no item has it yet"
    say(
        f"Operation {done.number}: {safe(plan.summary)}; {has}. "
        f"`fieldarchive undo {done.number}` takes it back."
    )
    return DONE


def _in_words(theme: Theme) -> list[str]:
    """The row of the table, a line for each thing that it says."""
    labels = ", ".join(f"{code} {label}" for code, label in theme.labels.items())
    facts = {
        "under": theme.broader or "",
        "labels": labels,
        **{f"also {code}": ", ".join(words) for code, words in theme.alternatives.items()},
        "formerly": ", ".join(theme.formerly),
        "note": theme.note or "",
    }
    lines = [f"  {name:8}  {value}" for name, value in facts.items() if value]
    return [safe(line) for line in [theme.slug, *lines]]
