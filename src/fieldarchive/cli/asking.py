"""Questions in the terminal: a plan is shown, asked about once, and answered by one key.

Whoever asks shows first what would change. Where nobody can be asked, the command says which
option answers instead; Ctrl-C, the end of the input and Enter alone mean no.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

import click

from fieldarchive.cli.exit_codes import FAILED
from fieldarchive.cli.words import remark, say
from fieldarchive.cli.wrapping import width_of, wrapped

SHOWN = 12
# The same answers in Russian and Chinese: "н" is "нет", although y lies under it; the other
# letters are those of the same keys on a Russian keyboard.
_ALSO = {
    "y": "дДyY是", "n": "нНnN否", "l": "lLсСдД列", "e": "eEуУ", "o": "oOщЩ",
    "q": "qQйЙ", "s": "sSыЫ", "t": "tTеЕ",
}  # fmt: skip
_NO_BREAK = "\u00a0"
_ANSWERS = {"y": "[y]es", "n": "[n]o", "l": "[l]ist"}


def confirmed(plan: Sequence[str], question: str, *, yes: bool) -> bool:
    """Show what would change, a line a change, and ask once; with `yes` it is only shown.

    A plan longer than `SHOWN` lines is cut, and the key l lists all of it. The lines have been
    made `safe`. On False it was said that nothing was changed: leave with `FAILED`. Raises
    `click.UsageError` where there is no terminal to ask at.
    """
    _show(plan, SHOWN)
    if yes:
        return True
    refuse_without_terminal("--yes")
    answers = [key for key in _ANSWERS if key != "l" or len(plan) > SHOWN]
    while True:
        key = chosen(question, {key: _ANSWERS[key] for key in answers}, otherwise="n")
        if key == "l":
            _show(plan, len(plan))
            continue
        if key == "n":
            remark("Nothing was changed.")
        return key == "y"


def refuse_without_terminal(*options: str) -> None:
    """Raise `click.UsageError` where nobody can answer; `options` are what answers instead."""
    if sys.stdin.isatty():
        return
    command = click.get_current_context().command
    can_try = any(one.name == "dry_run" for one in command.params)
    raise click.UsageError(
        f"{command.name} asks first, and here is no terminal to ask at. Nothing was changed. "
        f"Say {' or '.join(options)}{', or --dry-run to see the plan alone' if can_try else ''}."
    )


def chosen(question: str, answers: Mapping[str, str], *, otherwise: str) -> str:
    """The key of the answer that a person gives; `answers` are words by key: {"f": "[f]erry"}.

    Enter alone, Ctrl-C and the end of the input choose `otherwise`. One key is enough, but on a
    dumb terminal a line is read.
    """
    while True:
        # A key stays in the line of its answer.
        words = " ".join(answer.replace(" ", _NO_BREAK, 1) for answer in answers.values())
        click.echo(_fitted(f"{question}   {words} >"), nl=False, err=True)
        typed = _typed()
        found = otherwise if not typed else _meant(typed, answers)
        if found is not None:
            return found
        remark(f"That is none of the answers: press {', '.join(answers)}.")


def confirm_erasing() -> None:
    """Go on only when somebody types the word; there has to be a terminal to type it at."""
    say("This cannot be undone.")
    word = click.prompt('Type "erase" to go on', default="", show_default=False)
    if word != "erase":
        remark("Nothing was erased.")
        raise click.exceptions.Exit(FAILED)


def _fitted(prompt: str) -> str:
    """A question on as many lines as it needs, with a space after its last sign."""
    width = width_of(sys.stderr)
    lines = wrapped(prompt, width - 2) if width else [prompt]
    return "\n".join(lines).replace(_NO_BREAK, " ") + " "


def _meant(typed: str, answers: Mapping[str, str]) -> str | None:
    sign = typed[0]
    for key in answers:
        if sign in _ALSO.get(key, key + key.upper()):
            return key
    return "n" if "n" in answers and sign in _ALSO["q"] else None  # who leaves agrees to nothing


def _typed() -> str:
    """What was typed: one sign, or a line without its end on a dumb terminal; empty for none."""
    try:
        if os.environ.get("TERM", "dumb") == "dumb":
            return sys.stdin.readline().strip()
        sign = click.getchar().strip("\r\n\x04\x1b")
        click.echo(sign if sign.isprintable() else "", err=True)
    except (KeyboardInterrupt, EOFError):
        click.echo(err=True)
        return ""
    return sign.strip()


def _show(plan: Sequence[str], most: int) -> None:
    for line in plan[:most]:
        say(line)
    if len(plan) > most:
        say(f"  … and {len(plan) - most:,} more")
