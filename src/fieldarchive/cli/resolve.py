"""`fieldarchive resolve`: a person decides between what laptops said apart."""

from __future__ import annotations

import sys

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue import revisions
from fieldarchive.catalogue.names import find_id, name_of, title_of
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.cli import opening
from fieldarchive.cli.asking import confirmed
from fieldarchive.cli.conflicts import say_conflicts, value_in_words
from fieldarchive.cli.exit_codes import DONE, FAILED
from fieldarchive.cli.mistyped import refuse_mistyped
from fieldarchive.cli.words import safe, say
from fieldarchive.history.conflicts import Conflict
from fieldarchive.history.deciding import Decision
from fieldarchive.history.deciding import say as say_instead
from fieldarchive.resolving import choice, make_one, resolve, share_a_file


@click.command("resolve")
@click.argument("item")
@click.argument("field", required=False)
@click.option("--take", type=click.IntRange(1), help="Number of the value that holds.")
@click.option("--set", "words", help="Another value, in your own words.")
@click.option("--same-as", "other", help="Another item that is the same: it is set aside.")
@click.option("--yes", is_flag=True, help="Do not ask when the two share no file.")
def command(
    item: str, field: str | None, take: int | None, words: str | None, other: str | None, yes: bool
) -> int:
    """Decide what holds where laptops changed ITEM differently; `conflicts` lists what there is.

    Without FIELD the decision is for all fields of the item. Without --take or --set you are
    asked, one field after the other. Nothing is lost: `undo` takes a decision back.

    Example: fieldarchive resolve n-7f3 title --take 2
    """
    with opening.archive() as archive:
        record = find_id(archive.record, item)
        if other is not None:
            twin = find_id(archive.record, other)
            if field or take or words:
                raise click.UsageError("--same-as stands alone: it decides no field.")
            return _make_one(archive, record, twin, yes=yes)
        before = revisions.standing(archive.record, record)
        wanted = _wanted(before, field, item)
        decisions = _decisions(archive, before, wanted, take, words)
        if not decisions:
            say(f"Nothing was decided; {len(before.conflicts)} left.")
            return DONE
        number = resolve(archive, record, {name: one for name, (one, _) in decisions.items()})
        left = revisions.standing(archive.record, record).conflicts
        name = name_of(archive.record, record)
    told = "; ".join(f"{safe(one)}: {holds}" for one, (_, holds) in decisions.items())
    them = "it" if len(decisions) == 1 else "them"
    say(f"{name} {told}. {len(left)} left. `fieldarchive undo {number}` takes {them} back.")
    return DONE


def _make_one(archive: Archive, kept: str, other: str, *, yes: bool) -> int:
    if kept == other:
        raise click.UsageError("These are one item already.")
    if not yes and not share_a_file(archive, kept, other) and not _agreed(archive, kept, other):
        return FAILED
    was_called = name_of(archive.record, other)
    number = make_one(archive, kept, other)
    whole = name_of(archive.record, kept)
    say(
        f"{was_called} is set aside; what it said and had is in {whole} now. "
        f"`fieldarchive undo {number}` takes it back."
    )
    return DONE


def _agreed(archive: Archive, kept: str, other: str) -> bool:
    """Two that share no file are rarely the same: a mistyped name joins strangers."""
    titles = [title_of(archive.record, one) or "(set aside)" for one in (kept, other)]
    differ = f'These two share no file: "{safe(titles[0])}", "{safe(titles[1])}".'
    return confirmed([differ], "Are they one all the same?", yes=False)


def _wanted(before: Standing, field: str | None, item: str) -> list[Conflict]:
    if not before.conflicts:
        raise click.UsageError(f"{item} has no conflict. `fieldarchive conflicts` lists them.")
    wanted = [one for one in before.conflicts if field in (None, one.field)]
    if not wanted:
        names = ", ".join(f'"{one.field}"' for one in before.conflicts)
        raise click.UsageError(f'"{field}" is not in conflict. In conflict: {safe(names)}.')
    return wanted


def _decisions(
    archive: Archive,
    before: Standing,
    wanted: list[Conflict],
    take: int | None,
    words: str | None,
) -> dict[str, tuple[Decision, str]]:
    """What is decided by field, each with the value that holds then, in words."""
    if take and words is not None:
        raise click.UsageError("Say --take or --set, not both.")
    if words is not None:
        return {one.field: (_instead(archive, one, words), safe(words)) for one in wanted}
    if take is None and not sys.stdin.isatty():
        raise click.UsageError("Say --take NUMBER or --set WORDS.")
    if take is None:
        say_conflicts(archive, before)
    decisions = {}
    for one in wanted:
        number = take if take is not None else _asked(one)
        if number > len(one.versions):
            raise click.UsageError(f"{one.field} has only {len(one.versions)} values.")
        if number:
            version = one.versions[number - 1]
            holds = f"{value_in_words(one, version)} ({safe(version.made_by or 'somebody')})"
            decisions[one.field] = choice(archive, one, version), holds
    return decisions


def _asked(conflict: Conflict) -> int:
    several = click.IntRange(0, len(conflict.versions))
    prompt = f"{safe(conflict.field)}: which number holds (0 decides later)"
    return int(click.prompt(prompt, type=several, default=0))


def _instead(archive: Archive, conflict: Conflict, words: str) -> Decision:
    if conflict.field == "aside" or conflict.field.startswith("file "):
        raise click.UsageError(f"{conflict.field} takes --take NUMBER alone.")
    refuse_mistyped(archive, conflict.field, words, "--set")
    return say_instead(conflict.field, words)
