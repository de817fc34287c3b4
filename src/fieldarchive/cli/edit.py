"""`fieldarchive edit`: say anew what an item is, in the editor, or what many are, on the line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import find_id, name_of
from fieldarchive.cli import editor, opening
from fieldarchive.cli.asking import chosen
from fieldarchive.cli.exit_codes import FAILED
from fieldarchive.cli.filters import Query, asked, query
from fieldarchive.cli.item_text import as_text, changed, fields_by_hand, said_now
from fieldarchive.cli.mistyped import refuse_mistyped
from fieldarchive.cli.planning import carry_out, chosen_by
from fieldarchive.cli.words import plural, remark, safe, say
from fieldarchive.errors import Unreadable
from fieldarchive.finding import selected
from fieldarchive.history.claims import LISTS
from fieldarchive.history.deciding import Edit
from fieldarchive.model import JSON
from fieldarchive.readers.field_names import description_field_of, nearest_field
from fieldarchive.storage.lending import give_back, lend_text


@click.command("edit", cls=Query)
@query
@click.option("--set", "sets", multiple=True, metavar="FIELD=WORDS", help="Say this of all items.")
@click.option("--unset", multiple=True, metavar="FIELD", help="Take back what was said by hand.")
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(
    words: tuple[str, ...], sets: tuple[str, ...], unset: tuple[str, ...], dry_run: bool, yes: bool
) -> None:
    """Edit the description of the item that QUERY names, in your editor; with --set, of all
    items of a QUERY.

    What is said by hand is believed before what files say. FIELD= with nothing behind it says
    that there is none; a list takes commas. No file of yours is changed, and `undo` changes all
    of it back.

    Example: fieldarchive edit --set place=zaoshi --set "about=конец 60-х" -- date:2024-06-12
    """
    if not words:
        raise click.UsageError("Say which items: an id such as n-7f3k, or a query.")
    if sets or unset:
        _set(words, sets, unset, dry_run=dry_run, yes=yes)
        return
    if dry_run or yes:
        raise click.UsageError("--dry-run and --yes belong to --set and --unset.")
    _in_editor(words)


def _set(
    words: Sequence[str], sets: Sequence[str], unset: Sequence[str], *, dry_run: bool, yes: bool
) -> None:
    with opening.archive(for_writing=not dry_run) as archive:
        values = _values(archive, sets) | {_field(name, "--unset"): None for name in unset}
        edits = (Edit(one, values) for one in chosen_by(archive, asked(archive, words)))
        carry_out(archive, edits, "edit", ", ".join(values), dry_run=dry_run, yes=yes)


def _values(archive: Archive, sets: Sequence[str]) -> dict[str, JSON]:
    values: dict[str, JSON] = {}
    for one in sets:
        name, sign, word = one.partition("=")
        if not sign:
            raise click.BadParameter(f'"{one}" has no "=". Write FIELD=WORDS.', param_hint="--set")
        field = _field(name, "--set")
        if word.strip():
            refuse_mistyped(archive, field, word.strip(), f"--set {field}")
        values[field] = word.strip() or ([] if field in LISTS else "")
    if values.get("access") == "":
        raise click.BadParameter("access is open, team or closed; --unset takes it back.")
    return values


def _field(name: str, option: str) -> str:
    field = description_field_of(name.strip())
    if field in fields_by_hand():
        return field
    near = nearest_field(name.strip())
    meant = f' Did you mean "{near}"?' if near else f" There are: {', '.join(fields_by_hand())}."
    raise click.BadParameter(f'"{name}" is no field.{meant}', param_hint=option)


def _in_editor(words: Sequence[str]) -> None:
    if not sys.stdin.isatty() and not os.environ.get("EDITOR") and not os.environ.get("VISUAL"):
        raise click.UsageError("Here is no terminal for an editor. Say --set FIELD=WORDS.")
    with opening.archive(for_writing=False) as archive:
        record = _one(archive, words)
        said = said_now(archive, record)
        text = as_text(archive, record, said)
        path = lend_text(archive.folders, f"{name_of(archive.record, record)}.yaml", text)
    if values := _edited(path, text, said):
        _carry_out(path, Edit(record, values))
    give_back(path)


def _carry_out(path: Path, edit: Edit) -> None:
    """Write what was edited; where that is not done, it is told where the text lies."""
    try:
        with opening.archive_in_turn() as archive:
            what = ", ".join(edit.values)
            carry_out(archive, [edit], "edit", what, dry_run=False, yes=False)
    except BaseException:  # whatever it was, a refusal or Ctrl-C, somebody typed the text
        remark(f"Your text is in {safe(path)} until tomorrow.")
        raise


def _one(archive: Archive, words: Sequence[str]) -> str:
    ids = selected(archive, asked(archive, words))
    if not ids and len(words) == 1:
        return find_id(archive.record, words[0])  # without its letter
    if len(ids) != 1:
        raise click.UsageError(
            f"{plural(len(ids), 'item')} meet this. An editor takes one at a time; "
            "--set FIELD=WORDS takes all of them."
        )
    return ids[0]


def _edited(path: Path, before: str, said: dict[str, JSON]) -> dict[str, JSON]:
    """What a person changed in the editor; empty for nothing, which is said."""
    while True:
        ended = editor.edit(path)
        if not ended.is_well:
            remark(f"{ended.in_words()}. {_kept(path)}")
            raise click.exceptions.Exit(FAILED)
        now = path.read_bytes()
        if now == before.encode() and ended.came_back_at_once and sys.stdin.isatty():
            editor.wait_for_window(ended)
            now = path.read_bytes()
        try:
            values = changed(now.decode("utf-8"), said)
            with opening.archive(for_writing=False) as archive:
                _refuse(archive, values, said)
        except (Unreadable, UnicodeDecodeError, click.BadParameter) as error:
            remark(f"  ✗ {safe(_reason(error))}")
            if not sys.stdin.isatty() or not _again(path):
                remark(_kept(path))
                raise click.exceptions.Exit(FAILED) from error
            continue
        if not values:
            say("Nothing was changed.")
        return values


def _refuse(archive: Archive, values: dict[str, JSON], said: dict[str, JSON]) -> None:
    """Refuse what means nothing; a word of a list that was there before may stay."""
    for name, value in values.items():
        words, before = (_listed(one) for one in (value, said.get(name)))
        for word in words:
            if word not in before:
                refuse_mistyped(archive, name, word, name)
        if name == "access" and not words:
            raise click.BadParameter("access is open, team or closed.")


def _listed(value: JSON) -> list[str]:
    if isinstance(value, list):
        return [str(word) for word in value]
    return [str(value)] if value else []


def _reason(error: Exception) -> str:
    if isinstance(error, click.BadParameter):
        return f"{error.param_hint}: {error.message}" if error.param_hint else error.message
    return error.reason if isinstance(error, Unreadable) else "It is no UTF-8 any more."


def _kept(path: Path) -> str:
    return f"Nothing was changed; your text is in {safe(path)} until tomorrow."


def _again(path: Path) -> bool:
    answers = {"e": "[e]dit again", "n": "[n]o: change nothing"}
    return chosen("What now?", answers, otherwise="n") == "e"
