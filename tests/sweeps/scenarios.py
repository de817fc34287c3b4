"""The commands that the sweeps disturb: what is there before, what is typed, what is promised.

To put another command under the sweeps, add a function that prepares its stage and one line in
`SCENARIOS`. A stage is a folder that is copied anew for each disturbance: `archive/` is the
archive, and whatever lies in `sources` must never change by a byte or a nanosecond.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import drafting
import rewording
from stages import archive_with_a_note, command

import stories
from backups import hash_of
from fieldarchive.errors import FieldArchiveError
from fieldarchive.restore import restore
from fieldarchive.verify_backup import verify_backup


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command to disturb.

    `claims` gives the digests that the command says are safe, from its stage and what it printed.
    `keeps_all` is False for a command that is asked to let go of something.
    `has_workers` tells that other processes read for it. `also` says what else is wrong of a
    stage: after a command that was disturbed, or after it was typed again. `root` is the archive
    that comes of it. Typed again after it was done, some say `was_done` and leave with 1.
    """

    name: str
    prepare: Callable[[Path], None]
    words: Callable[[Path], list[str]]
    claims: Callable[[Path, str], set[str]]
    sources: tuple[str, ...] = ("inbox",)
    keeps_all: bool = True
    has_workers: bool = False
    also: Callable[[Path, bool], list[str]] = lambda stage, again: []
    root: str = "archive"
    was_done: str = ""


def ingest(stage: Path) -> list[str]:
    """Take in the inbox, with the report as JSON."""
    return ["--archive", str(stage / "archive"), "ingest", str(stage / "inbox"), "--json"]


def all_when_counted(stage: Path, out: str) -> set[str]:
    """Every file of the inbox, once the report says that all of them are kept."""
    try:
        files = json.loads(out)["files"]
    except ValueError:
        return set()
    contents = stories.files_of(stage / "inbox").values()
    digests = {hashlib.sha256(content).hexdigest() for content in contents}
    return digests if files["new"] + files["same"] == len(contents) else set()


def _one_file(stage: Path) -> None:
    archive_with_a_note(stage)
    stories.note(stage / "inbox" / "market.md")


def _folder(stage: Path) -> None:
    """Notes, an interview with two transcripts and a sidecar, a table, a folder file: 20 files."""
    archive_with_a_note(stage)
    inbox = stage / "inbox"
    for number in range(13):
        stories.note(inbox / f"note-{number:02}.md", f"Note {number}", f"Words {number}. " * 30)
    subtitles = "1\n00:00:01,000 --> 00:00:04,000\n{}\n"
    stories.write(inbox / "r-1.ru.srt", subtitles.format("Рынок"))
    stories.write(inbox / "r-1.en.srt", subtitles.format("The market"))
    stories.write(inbox / "r-1.yaml", "city: heihe\nthemes: market\n")
    stories.write(inbox / "day.csv", "date,text\n2013-05-12,Tea\n2013-05-13,Fish\n")
    stories.write(inbox / "deep" / "_folder.yaml", "city: heihe\n")
    stories.write(inbox / "deep" / "paper.pdf", b"%PDF-1.4 " + bytes(200_000))
    stories.write(inbox / "deep" / "a.txt", "A note in a folder.\n")


def _photographs(stage: Path) -> None:
    """Two photographs, read by workers."""
    from PIL import Image

    archive_with_a_note(stage)
    (stage / "inbox").mkdir()
    for number in range(2):
        Image.new("RGB", (64, 48), (90 * number, 80, 70)).save(stage / "inbox" / f"p{number}.jpg")


def _backup_stage(stage: Path) -> None:
    """A backup of a note, and an archive that has gone on since."""
    archive_with_a_note(stage)
    command(stage / "archive", "backup", stage / "bag")
    (stage / "hash").write_text(hash_of(stage / "archive"))
    inbox = stage / "inbox"
    stories.note(inbox / "b.md", "Second note", "It came later.")
    stories.write(inbox / "b.pdf", b"%PDF-1.4 " + bytes(200_000))
    command(stage / "archive", "ingest", inbox)


def _back_up(stage: Path) -> list[str]:
    return ["--archive", str(stage / "archive"), "backup", str(stage / "bag")]


def _nothing_new(stage: Path, out: str) -> set[str]:
    """A backup brings nothing into the archive."""
    return set()


def _silent(_: int) -> None:
    """How far a job is, told to nobody."""


def _bag_is_broken(stage: Path, again: bool) -> list[str]:
    """A bag restores to the state before or to the new one; after the second run it is whole."""
    states = {hash_of(stage / "archive")} | (set() if again else {(stage / "hash").read_text()})
    bag, back = stage / "bag", stage / "back"
    try:
        restore(bag, back, _silent)
        is_one = hash_of(back) in states
    except FieldArchiveError:
        is_one = False
    is_whole = not again or verify_backup(bag, _silent).is_sound
    shutil.rmtree(back, ignore_errors=True)
    wrong = [] if is_one else ["the backup does not restore to a state that it should"]
    return wrong if is_whole else [*wrong, "the backup is not made whole by the same command"]


def _two_notes(stage: Path) -> None:
    """One note of two will be erased, which has a history."""
    archive_with_a_note(stage)
    for words in ("withdrawn at first", "withdrawn since"):
        lena = stories.note(stage / "inbox" / "lena.md", "Withdrawn", f"Words {words}.")
        command(stage / "archive", "ingest", lena)
    [(item,)] = stories.record(
        stage / "archive", "SELECT id FROM items WHERE title = ?", "Withdrawn"
    )
    (stage / "item").write_text(f"n-{item}")


def _erase(stage: Path) -> list[str]:
    name = (stage / "item").read_text()
    return ["--archive", str(stage / "archive"), "erase", name, "--yes"]


def _what_stays(stage: Path, out: str) -> set[str]:
    """The note that was not erased is safe whatever happens."""
    return {hashlib.sha256((stage / "before" / "first.md").read_bytes()).hexdigest()}


def _something_erased_is_left(stage: Path, again: bool) -> list[str]:
    """After the second run no file of the archive has a word of it."""
    left = stories.holds(stage / "archive", "ithdrawn") if again else []
    return [f"{name} still says what was erased" for name in left]


def _two_archives(stage: Path) -> None:
    """Another laptop's archive with a note and a file of its own."""
    archive_with_a_note(stage)
    other = stage / "other"
    archive_with_a_note(other)
    stories.note(other / "inbox" / "theirs.md", "Their note", "It comes from over the river.")
    stories.write(other / "inbox" / "theirs.pdf", b"%PDF-1.4 " + bytes(200_000))
    command(other / "archive", "ingest", other / "inbox")


def _merge(stage: Path) -> list[str]:
    return ["--archive", str(stage / "archive"), "merge", str(stage / "other/archive"), "--json"]


def _all_of_the_other(stage: Path, out: str) -> set[str]:
    """Every original of the other archive, once the result is printed."""
    return (
        set(stories.originals(stage / "other" / "archive")) if out.rstrip().endswith("}") else set()
    )


def _bag(stage: Path) -> None:
    """A backup of an archive that is gone."""
    _one_file(stage)
    command(stage / "archive", "ingest", stage / "inbox")
    command(stage / "archive", "backup", stage / "bag")
    shutil.rmtree(stage / "archive")


def _restore(stage: Path) -> list[str]:
    return ["restore", str(stage / "bag"), str(stage / "restored"), "--json"]


def _all_of_the_bag(stage: Path, out: str) -> set[str]:
    """Every original in the backup, once the result is printed."""
    contents = [
        path.read_bytes() for path in (stage / "before", stage / "inbox") for path in path.iterdir()
    ]
    return (
        {hashlib.sha256(c).hexdigest() for c in contents} if out.rstrip().endswith("}") else set()
    )


def _two_ingests(stage: Path) -> None:
    """An archive whose second ingest is to be taken back."""
    _one_file(stage)
    command(stage / "archive", "ingest", stage / "inbox")


def _undone(stage: Path) -> None:
    _two_ingests(stage)
    command(stage / "archive", "undo", 2)


def _clear_away(stage: Path) -> list[str]:
    return ["--archive", str(stage / "archive"), "gc", "--older-than", "0d", "--yes"]


def _undo(stage: Path) -> list[str]:
    return ["--archive", str(stage / "archive"), "undo", "2"]


def _redo(stage: Path) -> list[str]:
    return ["--archive", str(stage / "archive"), "redo"]


SCENARIOS = (
    Scenario("ingest of one file", _one_file, ingest, all_when_counted),
    Scenario("ingest of a folder of 20", _folder, ingest, all_when_counted),
    Scenario("ingest of photographs", _photographs, ingest, all_when_counted, has_workers=True),
    Scenario(
        "note from a draft",
        drafting.prepare,
        drafting.take_up,
        drafting.safe_when_saved,
        ("before",),
        also=drafting.is_lost,
        was_done="No draft is called",
    ),
    Scenario("merge", _two_archives, _merge, _all_of_the_other, ("other",)),
    Scenario("backup", _backup_stage, _back_up, _nothing_new, also=_bag_is_broken),
    Scenario(
        "restore",
        _bag,
        _restore,
        _all_of_the_bag,
        ("bag",),
        root="restored",
        was_done="already holds",
    ),
    Scenario("undo", _two_ingests, _undo, _nothing_new, was_done="was taken back already"),
    Scenario("redo", _undone, _redo, _nothing_new, was_done="nothing is undone"),
    Scenario(
        "theme add",
        rewording.prepare,
        rewording.add,
        _nothing_new,
        also=rewording.is_torn,
        was_done="is a theme already",
    ),
    Scenario(
        "undo of a theme",
        rewording.prepare_to_undo,
        rewording.undo,
        _nothing_new,
        also=rewording.is_torn,
        was_done="was taken back already",
    ),
    Scenario("gc", _undone, _clear_away, _what_stays, ("inbox", "before"), keeps_all=False),
    Scenario(
        "erase",
        _two_notes,
        _erase,
        _what_stays,
        ("inbox", "before"),
        False,
        also=_something_erased_is_left,
    ),
)
