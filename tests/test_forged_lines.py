"""Lines of history that no fieldarchive wrote: refused in a sentence, or told like all others."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache, reduce
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from backups import forge, generation
from fieldarchive import config, logbook, vocabulary
from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, history_lines, merging, operations, revisions
from fieldarchive.cli.history import history_as_json, local_time, say_history, what_changed
from fieldarchive.cli.words import say_json
from fieldarchive.errors_of_copies import DamagedHistory
from fieldarchive.history.revision import Account, Revision, body_of, canonical, digest_of
from fieldarchive.model import Authority, Claim, Description, FileEntry, Role
from fieldarchive.storage.folders import Folders
from laptops import digest, fresh

RECORD, MOMENT = "0123456789abcdef", "2026-05-01T00:00:00Z"
NAMED = ("record", "kind", "parents", "made_at", "made_by", "device")
HALF = "\ud800"


def test_what_no_fieldarchive_says_is_not_brought_in(run, backed_up, bag, empty_archive, tmp_path):
    other = shutil.copytree(empty_archive, tmp_path / "other")
    for table, place, value, told in [
        ("revisions", ["device"], HALF, "half a sign"),
        ("revisions", ["made_by"], HALF, "half a sign"),
        ("revisions", ["body", "files", 0, "format"], HALF, "half a sign"),
        ("revisions", ["made_at"], "9999-99-99T99:99:99Z", "does not say when it was made"),
        ("revisions", ["made_at"], "0000-01-01T00:00:00Z", "does not say when it was made"),
        ("revisions", ["body", "aside"], 1, "does not know"),
        ("revisions", ["body", "more"], [], "does not know"),
        ("originals", ["size"], 2**70, "is not INTEGER"),
        ("originals", ["size"], 2**60, "names no original"),
    ]:
        name = f"{table}.jsonl"
        whole = (generation(bag) / name).read_bytes()
        first, _, others = whole.partition(b"\n")
        row = json.loads(first)
        put(row, place, value)
        forge(bag, name, b"%s\n%s" % (spelled(table, row), others))
        ran = run("--archive", other, "merge", bag, "--dry-run")
        assert (ran.code, told in ran.err, ran.err.count("\n")) == (1, True, 1), ran
        forge(bag, name, whole)
    assert run("--archive", other, "merge", bag, "--dry-run").code == 0


@pytest.mark.parametrize("details", ["5", '{"a": 1}', "[1]", "x", "", r'["\ud800"]', "[" * 9_999])
def test_an_event_that_tells_no_list_of_texts_is_refused(details):
    found = {table: [one.encode() for one in some] for table, some in honest_lines().items()}
    event = json.loads(found["events"][0]) | {"kind": arrivals.FIXITY_CHECK}
    for told in (None, '["repaired"]', "[]"):
        found["events"] = [spelled("events", event | {"details": told})]
        history_lines.fill(fresh(), found.__getitem__)
    found["events"] = [spelled("events", event | {"details": details})]
    with pytest.raises(DamagedHistory):
        history_lines.fill(fresh(), found.__getitem__)


def spelled(table: str, row: dict[str, Any]) -> bytes:
    """A row as a line; a revision is named by what it says now, as a forger would."""
    if table == "revisions":
        said = {name: row[name] for name in NAMED} | {"parents": canonical(row["parents"])}
        row["digest"] = digest_of(canonical(row["body"]), **said)
    return json.dumps(row).encode()


def put(tree: Any, place: list[Any], value: object) -> None:
    for step in place[:-1]:
        tree = tree[step]
    tree[place[-1]] = value


@cache
def honest_lines() -> Mapping[str, list[str]]:
    """All of a small history: two laptops apart, an undo, a redo, a backup, an erasure."""
    database, sha256 = fresh(), digest("a")

    def account(title: str, *, aside: bool = False) -> Account:
        claims = (
            Claim("title", title, Authority.SIDECAR, "a.yaml"),
            Claim("themes", ["market", title], Authority.TABLE, "items.csv"),
        )
        entry = FileEntry(sha256, "a.md", Role.TEXT, "markdown", "text/markdown", 1, row=1)
        return Account(Description(claims), (entry,), aside)

    def revision(parents: tuple[str, ...], said: Account, device: str | None) -> Revision:
        return Revision(RECORD, "item", parents, MOMENT, "lena", device, body_of(said))

    first = revision((), account("a"), None)
    apart = [revision((first.digest,), account(one), one) for one in "bc"]
    aside = revision((apart[0].digest,), account("b", aside=True), "b")
    with database.atomic():
        for undoes, said in ((None, [first]), (None, apart), (2, [aside]), (3, [])):
            number = arrivals.begin_operation(database, "ingest", "lena", "desk", undoes)
            arrivals.note_originals(database, {sha256: 1}, number)
            revisions.add_revisions(database, said, number)
            arrivals.end_operation(database, number, "done")
        arrivals.add_event(database, arrivals.BACKUP, "sound", 1, ["/media/stick"])
    return {table: [*history_lines.lines(database, table)] for table in history_lines.TABLES}


def places(tree: Any) -> Iterator[list[Any]]:
    """The way to every value in a JSON value, and to one more that is not there."""
    if isinstance(tree, dict):
        yield ["aside"]
    if isinstance(tree, dict | list):
        for step, below in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield [step]
            yield from ([step, *further] for further in places(below))


texts = st.sampled_from(
    [HALF, "\0", "\x1b[2J", "yesterday", "9999-99-99T99:99:99Z", "0001-01-01T00:00:00Z",
     "9999-12-31T23:59:59Z", "a" * 64, "[]", MOMENT, "backup", "", "/../a"]
)  # fmt: skip
numbers = st.sampled_from([None, 0, 1, 2, 3, 4, -1, 2**60, 2**63 - 1, 2**63, 10**400, 1e308, True])
plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
anything = plain | st.lists(plain, max_size=2) | st.builds(lambda one: {"base64": one}, plain)
whole = st.binary(max_size=20) | anything.map(lambda value: json.dumps(value).encode())


@st.composite
def forged(draw: st.DrawFn) -> Mapping[str, list[bytes]]:
    """The lines of every table, one of them with another value somewhere, or another altogether."""
    found = {table: [one.encode() for one in some] for table, some in honest_lines().items()}
    table = draw(st.sampled_from([table for table, some in found.items() if some]))
    number = draw(st.integers(0, len(found[table]) - 1))
    if not draw(st.integers(0, 9)):
        found[table][number] = draw(whole)
        return found
    row = json.loads(found[table][number])
    place = draw(st.sampled_from([*places(row)]))
    before = reduce(lambda tree, step: tree[step], place[:-1], row)
    like = texts if isinstance(before, dict) and isinstance(before.get(place[-1]), str) else numbers
    put(row, place, draw(like if draw(st.integers(0, 4)) else anything))
    found[table][number] = try_spelled(table, row)
    return found


def try_spelled(table: str, row: dict[str, Any]) -> bytes:
    try:
        return spelled(table, row)
    except (KeyError, TypeError):  # it has no digest, for its device is no text
        return json.dumps(row).encode()


@pytest.fixture(scope="module")
def open_with(empty_archive) -> Callable[[Database], Archive]:
    """An archive whose record is in memory."""
    words = config.load(empty_archive)
    themes = vocabulary.load(empty_archive, words)
    return lambda database: Archive(Folders(empty_archive), database, words, themes)


@given(lines=forged())
def test_lines_that_fill_a_record_are_told_by_log_and_history(open_with, lines):
    archive = open_with(fresh())
    try:
        history_lines.fill(archive.record, lines.__getitem__)
    except DamagedHistory:
        return
    tell(archive)


@given(lines=forged())
def test_lines_that_are_merged_are_told_by_log_and_history(open_with, lines):
    archive = open_with(fresh())
    record = archive.record

    def rows(table: str) -> Iterator[Mapping[str, Any]]:
        return history_lines.rows_in(record, table, lines[table])

    try:
        with record.atomic():
            operation = arrivals.begin_operation(record, "merge", None, "desk")
            merging.add_incoming(record, merging.not_here(record, rows("revisions")), operation)
            if merging.stray_revision(record, operation) is not None:
                return
            merging.find_heads(record, operation)
            missing = dict(merging.missing_originals(record, rows("originals")))
            arrivals.note_originals(record, missing, operation)
            erasures = [*rows("erasures"), *rows("erased_originals")]
            assert all(len(row) > 1 for row in erasures)
    except DamagedHistory:
        return
    tell(archive)


def tell(archive: Archive) -> None:
    """All that `log`, `undo`, `status` and `show --history` read."""
    for one in operations.newest(archive.record, 20):
        local_time(one.started_at)
        operations.first_cause(archive.record, one.number)
        for item in logbook.touched(archive, one.number, 20):
            what_changed(item)
    operations.next_to_redo(archive.record), operations.next_to_undo(archive.record)
    arrivals.last_backup(archive.record), arrivals.backups(archive.record)
    for one in revisions.standings(archive.record, aside=True):
        assert one.added_at
        entries = logbook.history(archive, one.record)
        say_history(entries, logbook.undoings(archive, one.record, entries))
        say_json(history_as_json(entries))


def test_a_history_whose_beginning_is_lost_is_told_from_where_it_is_left(open_with):
    """Damage to a record of ours, of which only the backup is left, costs no more than it took."""
    for heads in (1, 2):
        archive = open_with(fresh())
        found = {table: [one.encode() for one in some] for table, some in honest_lines().items()}
        found["revisions"] = [
            line
            for line in found["revisions"]
            if json.loads(line)["body"]["claims"][0][1] in {"b", "c"} and b"aside" not in line
        ][:heads]
        history_lines.fill(archive.record, found.__getitem__)
        [one] = revisions.standings(archive.record, aside=True)
        assert (one.added_at, len(one.heads)) == (MOMENT, heads)
        tell(archive)


def test_what_was_undone_and_redone_without_end_is_told():
    database = fresh()
    with database.atomic():
        for undoes in (None, *range(1, 1_400)):
            arrivals.begin_operation(database, "undo", None, "desk", undoes)
    assert operations.first_cause(database, 1_400) == (1, True)
    assert operations.next_to_redo(database) == 1_400


def steps_to_stand(heads: int) -> int:
    """How many lines run to find how a record stands that so many wrote apart."""
    database, first = fresh(), json.loads(honest_lines()["revisions"][0])
    said = {name: first[name] for name in ("record", "kind", "made_at", "made_by", "body")}
    apart = [Revision(**said, parents=(), device=f"{n}") for n in range(heads)]
    with database.atomic():
        revisions.add_revisions(database, apart, arrivals.begin_operation(database, "x", None, "y"))
    steps = 0

    def count(frame: FrameType, event: str, argument: object) -> Callable[..., Any]:
        nonlocal steps
        steps += 1
        return count

    sys.settrace(count)
    try:
        [one] = revisions.standings(database)
    finally:
        sys.settrace(None)
    assert len(one.heads) == heads
    return steps


def test_four_times_as_many_heads_of_a_record_take_four_times_the_steps():
    steps_to_stand(10)  # what is done once only
    assert steps_to_stand(320) < 5 * steps_to_stand(80)
