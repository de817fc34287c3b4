"""Rewording: a command changes a file that people edit, as an operation that `undo` understands.

Vocabularies and the configuration belong to the people who edit them. Written down first is what
the file was and what it becomes, then the file is written, then all items are described again: a
crash in between leaves the file whole, old or new, and `log` and `undo` know which. Whoever calls
makes the new bytes out of those that `words_in` gave, and keeps what he does not understand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from fieldarchive import config, publish, vocabulary
from fieldarchive.archive import Archive, who_and_where
from fieldarchive.catalogue import arrivals, edits
from fieldarchive.catalogue.edits import Edit
from fieldarchive.errors import CannotUndo, ChangedMeanwhile, ConfigurationError
from fieldarchive.redescribe import describe_again_if_words_changed
from fieldarchive.storage.rewriting import content_of, rewrite

THEMES = "vocabularies/themes.csv"
PEOPLE = "vocabularies/people.csv"
PLACES = "vocabularies/places.geojson"
FILES = (config.CONFIGURATION, THEMES, PEOPLE, PLACES)


@dataclass(frozen=True, slots=True)
class Reworded:
    """The operation that changed a file, and the archive as it is opened with the new words."""

    number: int
    archive: Archive


def catch_up(archive: Archive) -> None:
    """Bring what is shown up to date with words that were edited since, by whomever.

    An operation that was cut off while it changed a file is closed as done or as not done.
    """
    describe_again_if_words_changed(archive)
    publish.follow(archive)
    for number, edit in edits.unfinished(archive.record):
        with archive.record.atomic():
            if words_in(archive, edit.name) == edit.after:
                arrivals.end_operation(archive.record, number)
            else:
                edits.end_undone(archive.record, number)


def words_in(archive: Archive, name: str) -> bytes | None:
    """The bytes of one of `FILES`, None where there is no such file."""
    return content_of(archive.folders.root / name)


def reword(
    archive: Archive, edit: Edit, command: str, summary: str, undoes: int | None = None
) -> Reworded:
    """Write a file that people edit, and bring everything that is shown up to date.

    `undoes` is the operation that this one takes back. Raises `ConfigurationError` when the
    archive could not be used with the new words, and `ChangedMeanwhile` when the file holds
    something else than `edit.before`. Nothing was changed then.
    """
    with_words(archive, edit.name, edit.after)
    record, path = archive.record, archive.folders.root / edit.name
    if content_of(path) != edit.before:
        raise ChangedMeanwhile(path)
    with record.atomic():
        number = arrivals.begin_operation(record, command, *who_and_where(), undoes, summary)
        edits.add_edit(record, number, edit)
    rewrite(path, edit.before, edit.after)
    fresh = _opened_again(archive, archive.folders.root)
    with record.atomic():
        describe_again_if_words_changed(fresh)
        arrivals.end_operation(record, number)
    publish.follow(fresh)
    return Reworded(number, fresh)


def put_back(archive: Archive, number: int, edit: Edit, command: str, summary: str) -> int:
    """Give a file the bytes that it had before operation `number`; raises `CannotUndo`."""
    refuse_edited(archive, number, edit)
    back = Edit(edit.name, edit.after, edit.before)
    try:
        return reword(archive, back, command, summary, undoes=number).number
    except (ChangedMeanwhile, ConfigurationError) as error:
        raise CannotUndo(number, f"was left as it is: {error}") from error


def refuse_edited(archive: Archive, number: int, edit: Edit) -> None:
    """Raise `CannotUndo` where putting a file back would lose what was written into it since."""
    now = words_in(archive, edit.name)
    if now == edit.after:
        return
    if now == edit.before:
        raise CannotUndo(number, f"has nothing left to take back: {edit.name} is as before it.")
    last = edits.edited_last(archive.record, edit.name) or number
    if last > number and any(now == one.after for one in edits.edits_of(archive.record, last)):
        raise CannotUndo(
            number,
            f"cannot be taken back by itself: operation {last} changed {edit.name} since. "
            f"Take that back first: fieldarchive undo {last}",
        )
    raise CannotUndo(
        number,
        f"cannot be taken back: {edit.name} was edited by hand since, and that would be lost. "
        f"`fieldarchive log {number}` shows what it changed; change that by hand.",
    )


def with_words(archive: Archive, name: str, content: bytes | None) -> Archive:
    """The archive as it would be if a file held other bytes; raises `ConfigurationError`."""
    with TemporaryDirectory(prefix="fieldarchive-") as folder:
        root = Path(folder)
        for other in FILES:
            found = content if other == name else words_in(archive, other)
            if found is not None:
                (root / other).parent.mkdir(exist_ok=True)
                (root / other).write_bytes(found)
        try:
            opened = _opened_again(archive, root)
            _ = opened.vocabulary.places.all  # read while the folder is there, asked for later
        except ConfigurationError as error:
            path = archive.folders.root / error.path.relative_to(root)
            raise ConfigurationError(path, f"would not be usable: {error.reason}") from error
    return opened


def _opened_again(archive: Archive, root: Path) -> Archive:
    configuration = config.load(root)
    words = vocabulary.load(root, configuration)
    return replace(archive, configuration=configuration, vocabulary=words)
