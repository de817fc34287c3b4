"""People added, or told more of; each time an operation that `undo` takes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from fieldarchive.archive import Archive
from fieldarchive.cli import opening
from fieldarchive.cli.exit_codes import DONE
from fieldarchive.cli.person.looking import handle_named, in_words
from fieldarchive.cli.words import progress, remark, safe, say
from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.enrolling import Plan, plan_to_add, plan_to_change
from fieldarchive.enrolling import write as write_plan
from fieldarchive.vocabulary.person_changes import Said

_Function = TypeVar("_Function", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--role", help="Who this is for the study: market trader, teacher."),
    click.option("--en", help="Pseudonym in English."),
    click.option("--ru", help="Pseudonym in Russian."),
    click.option("--zh", help="Pseudonym in Chinese."),
    click.option("--language", "languages", multiple=True, help="Spoken: ru, zh; repeat it."),
    click.option("--birth-decade", help="Decade of birth: 196X or 1960s. Never a year."),
    click.option("--speaker", "speakers", multiple=True, help="Label in transcripts; repeat it."),
    click.option("--note", help="What else the team should know; nothing that tells a name."),
    click.option("--dry-run", is_flag=True, help="Tell what would change; write nothing."),
)


def _options(function: _Function) -> _Function:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command("add")
@click.argument("handle")
@_options
def add(handle: str, dry_run: bool, **said: Any) -> int:  # noqa: ANN401  all of `_OPTIONS`
    """Add a person under a handle and a pseudonym.

    Never use a real name. Transcripts that call the person by --speaker show the pseudonym from
    then on.

    Example: fieldarchive person add narrator-09 --ru Ольга --zh 奥莉娅 --speaker "О.П."
    """
    with opening.to_reword(dry_run=dry_run) as archive:
        plan = plan_to_add(archive, handle, _said(**said))
        return _done(archive, plan, dry_run=dry_run)


@click.command("change")
@click.argument("person")
@_options
def change(person: str, dry_run: bool, **said: Any) -> int:  # noqa: ANN401  all of `_OPTIONS`
    """Say more of a person, or say it otherwise.

    PERSON is a handle or a pseudonym. Languages and speakers are added to those that are there;
    all else is replaced.

    Example: fieldarchive person change narrator-01 --speaker L. --language zh
    """
    with opening.to_reword(dry_run=dry_run) as archive:
        plan = plan_to_change(archive, handle_named(archive, person, "PERSON"), _said(**said))
        return _done(archive, plan, dry_run=dry_run)


def _said(
    role: str | None,
    languages: tuple[str, ...],
    birth_decade: str | None,
    speakers: tuple[str, ...],
    note: str | None,
    **pseudonyms: str | None,
) -> Said:
    called = {code: word for code in LABEL_LANGUAGES if (word := pseudonyms[code]) is not None}
    return Said(role, called, languages, birth_decade, speakers, note)


def _done(archive: Archive, plan: Plan, *, dry_run: bool) -> int:
    """Do what was planned, or tell it; and what to do next."""
    if plan.is_empty:
        remark("All is so already; nothing was changed.")
        return DONE
    for line in in_words(plan.person):
        say(line)
    if dry_run:
        remark("Nothing was written. Run it again without --dry-run.")
        return DONE
    with progress("bringing items up to date"):
        number = write_plan(archive, plan).number
    say(f"Operation {number}: {safe(plan.summary)}. `fieldarchive undo {number}` takes it back.")
    if not plan.person.pseudonyms:
        remark(
            "  · There is no pseudonym yet, so pages show the handle: "
            f"`fieldarchive person change {plan.person.handle} --ru …`"
        )
    return DONE
