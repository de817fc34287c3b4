"""`fieldarchive note`: a field note at night, in one line or in the person's editor.

The text lies in a draft before anything else happens to it, and goes from there only when it is
recorded. Until it is, every way to end says where it lies and how to take it up again.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue import current
from fieldarchive.cli import opening
from fieldarchive.cli.drafting import list_drafts, say_waits, taken_up, written_in_editor
from fieldarchive.cli.exit_codes import DONE, FAILED, IN_PART
from fieldarchive.cli.mistyped import mistyped, refuse_mistyped
from fieldarchive.cli.noted import agreed, in_one_line, noted_as_json, say_noted, settled
from fieldarchive.cli.words import complain, remark, safe, say, say_json
from fieldarchive.errors import FieldArchiveError, StorageError
from fieldarchive.intake.stopping import Stopping
from fieldarchive.noting import Noted, record, understood
from fieldarchive.noting.template import age_in_words, template, written
from fieldarchive.noting.tonight import Tonight, this_instant, tonight
from fieldarchive.storage import drafts
from fieldarchive.storage.folders import Folders

_INHERITED = ("city", "place", "narrators", "interviewers", "participants")
_PEOPLE = ("narrator", "interviewer", "participant")


@click.command("note")
@click.argument("text", nargs=-1)
@click.option("--city", help="City it is about, by any of its names.")
@click.option("--place", help="Place inside the city.")
@click.option("--date", help="When it was observed, where that is not now: 2013-05-12, 12.05.2013.")
@click.option("--about", help='The time people talked about: "конец 60-х", 1969~.')
@click.option("--theme", "themes", multiple=True, help="Theme, in any language; may be repeated.")
@click.option("--narrator", multiple=True, help="Handle of who told it; may be repeated.")
@click.option("--interviewer", multiple=True, help="Handle of who asked; may be repeated.")
@click.option("--participant", multiple=True, help="Handle of who took part; may be repeated.")
@click.option("--title", help="Title; else the first words are one.")
@click.option("--language", help="Language it is written in: ru, zh, en.")
@click.option("--access", type=click.Choice(["open", "team", "closed"]), help="Who may see it.")
@click.option("--drafts", "list_them", is_flag=True, help="List drafts that are not recorded yet.")
@click.option("--draft", metavar="NAME", help="Take up a draft again: a part of its name, or last.")
@click.option("--dry-run", is_flag=True, help="Tell what would be noted; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was noted as JSON.")
def command(
    text: tuple[str, ...],
    themes: tuple[str, ...],
    list_them: bool,
    draft: str | None,
    dry_run: bool,
    as_json: bool,
    **said: str | tuple[str, ...] | None,
) -> int:
    """Note what TEXT says, or what you write in your editor, as a field note of tonight.

    Without TEXT the editor opens on a template with the hour at the city, and with city, place
    and people of the last note, where that is not older than a day. TEXT may come through a
    pipe. What you save stays in a draft until it is recorded, whatever happens.

    Example: fieldarchive note "Fish sellers switch to Russian." --city heihe --about "late 60s"
    """
    folders = Folders(opening.root())
    given = {name: value for name, value in {**said, "themes": themes}.items() if value}
    if list_them:
        return list_drafts(folders, as_json=as_json)
    if draft is not None:
        if text or given or dry_run:
            raise click.UsageError("--draft takes up a draft as it is; say nothing else with it.")
        path = taken_up(drafts.find(folders, draft))
        return DONE if path is None else _recorded(folders, path, as_json=as_json)
    is_at_hand = sys.stdin.isatty() and not text
    with opening.archive(for_writing=False) as archive:
        fields = _checked(archive, given)
        # In one line nothing is seen before it is saved: of the last note its city alone holds.
        one = tonight(archive, fields, _INHERITED if is_at_hand else _INHERITED[:1])
        content = template(archive, one) if is_at_hand else written(one, _words(text))
        if dry_run:
            return _foretold(archive, content, is_template=is_at_hand)
    return _noted(folders, one, content, is_template=is_at_hand, as_json=as_json)


def _noted(
    folders: Folders, one: Tonight, content: str, *, is_template: bool, as_json: bool
) -> int:
    path = drafts.begin(folders, f"{one.moment:%Y-%m-%d-%H%M}", content.encode())
    if is_template:
        ended = written_in_editor(path, content.encode())
        if ended is not None:
            return ended
    elif one.inherited and one.last:
        remark(
            f"  · city {safe(one.fields['city'])}, as in {one.last.name}, "
            f"{age_in_words(one.last.age)} ago; --city says another"
        )
    return _recorded(folders, path, as_json=as_json)


def _recorded(folders: Folders, path: Path, *, as_json: bool) -> int:
    """Ask about a draft where somebody can be asked, record it, and tell what became of it."""
    try:
        themes = None
        if was_asked := sys.stdin.isatty():
            if (ended := settled(path)) is not None:
                return ended
            themes = agreed(path)
        with opening.archive_in_turn() as archive, Stopping() as stopping:
            saved = drafts.saved_ns(path)
            noted = record(archive, path, themes, stopping)
            is_gone = noted.is_done and _let_go(path, saved)
            code = _tell(archive, path, noted, was_asked=was_asked, as_json=as_json)
            return FAILED if noted.is_done and not is_gone else code
    except (FieldArchiveError, KeyboardInterrupt, OSError):
        if path.exists():
            say_waits(path)
        raise


def _tell(archive: Archive, path: Path, noted: Noted, *, was_asked: bool, as_json: bool) -> int:
    if noted.failure is not None:
        complain(str(noted.failure))
    if noted.item is None:
        for problem in noted.problems:
            remark(f"  ✗ {safe(problem.message)}")
        say_waits(path)
        return FAILED
    [item] = current.read(archive.record, [noted.item])
    if as_json:
        say_json(noted_as_json(item, noted))
    else:
        say_noted(archive, item, noted, was_asked=was_asked)
    if not noted.is_done:
        remark("It is recorded, and not all that follows was done. The draft stays until it is.")
        say_waits(path)
        return FAILED
    return IN_PART if any(problem.serious for problem in noted.problems) else DONE


def _let_go(path: Path, saved: int | None) -> bool:
    """Remove a draft as it was recorded; it is no loss when that fails, but it is told."""
    if drafts.saved_ns(path) != saved:
        remark("The draft was saved again while it was recorded, so what is new in it waits.")
        say_waits(path)
        return False
    try:
        left = drafts.drop(path)
    except StorageError as error:
        complain(f"{error} The note is recorded; remove the draft yourself.")
        return False
    for one in left:
        remark(
            f"  · {safe(one)} was left by the editor and is newer than the note. Look into it, "
            "then remove it."
        )
    return True


def _foretold(archive: Archive, content: str, *, is_template: bool) -> int:
    """What would be noted, without a draft; the template alone, where there is no text yet."""
    if is_template:
        say(content.rstrip())
        return DONE
    with TemporaryDirectory() as folder:
        path = Path(folder, "note.md")
        path.write_text(content, encoding="utf-8")
        described = understood(archive, path)
    handles = [handle for role in described.item.people.values() for handle in role]
    facts = {**asdict(described.item), "people": handles}
    say(f"would be noted   {in_one_line(archive, facts)}")
    for problem in described.problems:
        remark(f"  {'✗' if problem.serious else '·'} {safe(problem.message)}")
    say("Nothing was written.")
    return DONE


def _words(text: Sequence[str]) -> str:
    """The text of the note, from the command line or a pipe; raises `click.ClickException`."""
    try:
        words = " ".join(text) if text else sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            "What came through the pipe is not UTF-8. Save it as a file, then `fieldarchive ingest "
            "FILE --encoding NAME`. Nothing was written."
        ) from error
    if not words.strip():
        raise click.ClickException("There is no text. Nothing was written.")
    return words


def _checked(archive: Archive, given: dict[str, str | tuple[str, ...]]) -> dict[str, str]:
    """What was typed, under the names of fields; what means nothing here is refused (exit 2)."""
    words = archive.vocabulary
    fields: dict[str, str] = {}
    for name, value in given.items():
        if isinstance(value, str):
            refuse_mistyped(archive, name, value, f"--{name}", on=this_instant().date())
            fields[name] = words.city_of(value) or value if name == "city" else value
        elif name in _PEOPLE:
            fields[f"{name}s"] = ", ".join(_handle(archive, one, name) for one in value)
        else:
            fields[name] = ", ".join(_theme(archive, one) for one in value)
    return fields


def _theme(archive: Archive, word: str) -> str:
    slug = archive.vocabulary.theme_of(word)
    if slug is None:
        like = archive.vocabulary.themes_like(word)
        raise mistyped("--theme", word, "is not in vocabularies/themes.csv", like)
    return slug


def _handle(archive: Archive, word: str, role: str) -> str:
    handle = archive.vocabulary.handle_of(word)
    if handle is None:
        like = archive.vocabulary.people_like(word)
        raise mistyped(f"--{role}", word, "is no handle of vocabularies/people.csv", like)
    return handle
