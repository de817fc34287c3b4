"""Erasing: everything that records left in `archive.db`, deleted so that no page keeps it.

A tombstone and marks stay (`erasures`), and the names of files that still have to go
(`removals`). The transaction is the caller's. Afterwards the record is written anew as a whole
(`write_anew`), because a deleted word can live on in the free space of a page.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from sqlite_utils import Database

from fieldarchive.catalogue import arrivals, erasures, items, names, removals, seals
from fieldarchive.catalogue.erasures import Erasures
from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.catalogue.history_lines import are_details
from fieldarchive.catalogue.places import Brought, brought_by
from fieldarchive.catalogue.snapshots import faults_of_snapshot, write_snapshot
from fieldarchive.errors import StorageError
from fieldarchive.history.wellformed import is_digest
from fieldarchive.model import FOLDER_FILE, ITEMS_TABLE

_OF_A_FOLDER = {FOLDER_FILE.encode(), ITEMS_TABLE.encode()}
_OVERWRITE = "PRAGMA secure_delete = ON"
_ERASED = "(erased)"
_SIGNS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_HAN = re.compile(f"[{_SIGNS}]")
_PART_OF_A_WORD = rf"[^\W{_SIGNS}]"
_SHORTEST_IN_CHINESE = 3
# The JSON of revisions, each with its record.
_Said: TypeAlias = "list[tuple[str, dict[str, Any]]]"


@dataclass(frozen=True, slots=True)
class Leaving:
    """What goes with records: originals by SHA-256, and the rest of what they came with.

    `shared` are originals that the records named and that stay, with the other records that
    name them; with none where they describe a folder.
    """

    originals: tuple[str, ...]
    shared: Mapping[str, frozenset[str]]
    brought: Brought


def leaving(database: Database, records: Sequence[str]) -> Leaving:
    """What goes when these records are erased: what they named, and what came beside a copy."""
    told = {entry["sha256"] for _, body in _bodies(database, records) for entry in body["files"]}
    brought = brought_by(database, records)
    concerned = told | {sha256 for _, sha256 in brought.sources}
    stay = _staying(database, concerned, records, told, set(brought.sources))
    shared = {sha256: frozenset(stay[sha256]) for sha256 in sorted(told & stay.keys())}
    return Leaving(tuple(sorted(concerned - stay.keys())), shared, brought)


def withdrawn(database: Database, sha256s: Iterable[str], marks: Erasures) -> frozenset[str]:
    """Which of these originals go because of these marks."""
    marked = {sha256 for sha256 in sha256s if marks.of(sha256) is not None}
    return frozenset(marked - _staying(database, marked).keys())


def _staying(
    database: Database,
    sha256s: Set[str],
    records: Sequence[str] = (),
    told: Set[str] = frozenset(),
    ours: Set[tuple[bytes, str]] = frozenset(),
) -> dict[str, set[str]]:
    """The one rule of what an erasure spares, here or by a merge: which of these originals stay.

    Each with the other records that name it. With none stays what describes a folder, and what
    the records never `told` of that came from elsewhere than `ours`, the paths that go.
    """
    stay = erasures.needed_by(database, sha256s, without=records) if sha256s else {}
    for path, sha256 in _sources_of(database, sha256s):
        if _is_of_folder(path) or (sha256 not in told and (path, sha256) not in ours):
            stay.setdefault(sha256, set())
    return stay


def erase(database: Database, records: Sequence[str], operation: int) -> list[str]:
    """Leave nothing of these records but tombstones and marks; gives the originals that go.

    A record that is not here leaves its tombstone.
    """
    connection = database.conn
    connection.execute(_OVERWRITE)
    moment, said = arrivals.now(), _bodies(database, records)
    erasures.put_tombstones(database, [(record, moment) for record in records], operation)
    if not said:
        return []
    found = leaving(database, records)
    erasures.put_marks(database, _marks(records[0], said, found))
    titles = {title for _, title in names.titles(database, records).values()}
    items.remove_items(database, records)
    for table in ("heads", "revisions"):
        _delete(connection, table, "record = ?", [(record,) for record in records])
    _delete(connection, "bundles", "place = ?", [(place,) for place, *_ in found.brought.places])
    _delete(connection, "bundle_items", "item = ?", [(record,) for record in records])
    _delete(connection, "sources", "path = ? AND sha256 = ?", found.brought.sources)
    _scrub(database, _files_of(said, found), titles | _titles_of(said))
    _give_up(database, found.originals, operation)
    return list(found.originals)


def let_go(database: Database, news: Erasures, operation: int) -> list[str]:
    """Give up the originals here of which marks came in, and that nothing needs; gives them.

    What is known here already was judged when it came in: since then it is needed by somebody.
    """
    here = (sha256 for sha256, _ in arrivals.originals(database)) if news.marks else ()
    going = sorted(withdrawn(database, here, news))
    if going:
        _give_up(database, going, operation)
    return going


def write_anew(database: Database, path: Path, room: Path) -> None:
    """Write the whole record at `path` from its rows alone; `room` is a file for the meantime.

    SQLite's own VACUUM in place would hold a copy in memory, or outside the archive. What was
    written there is read again before it takes the record's place; raises `StorageError`. What
    was wrong with a row before is left for `verify` to tell.
    """
    write_snapshot(database, room)
    for wrong in _new_faults(database, path, room):
        raise StorageError(room, f"the record was written anew, and {wrong}. Check the disk.")
    with closing(sqlite3.connect(room)) as fresh:
        fresh.backup(database.conn)


def _new_faults(database: Database, path: Path, room: Path) -> set[str]:
    """What is wrong with the record in `room` that is not wrong with the one at `path`."""
    history = archive_hash(database)
    found = {*faults_of_snapshot(room, history)}
    return found - {*faults_of_snapshot(path, history)} if found else found


def _give_up(database: Database, sha256s: Sequence[str], operation: int) -> None:
    """Let go of originals, and note that their files and the record's pages have to follow."""
    removals.give_up(database, sha256s)
    erasures.note_unfinished(database, operation)


def _bodies(database: Database, records: Sequence[str]) -> _Said:
    rows = database.conn.execute(
        "SELECT record, body FROM revisions WHERE record IN (SELECT value FROM json_each(?))",
        [json.dumps(list(records))],
    )
    return [(record, json.loads(body)) for record, body in rows]


def _sources_of(database: Database, sha256s: Iterable[str]) -> Iterator[tuple[bytes, str]]:
    """Where originals came from, wherever that was."""
    yield from database.conn.execute(
        "SELECT path, sha256 FROM sources WHERE sha256 IN (SELECT value FROM json_each(?))",
        [json.dumps(list(sha256s))],
    )


def _is_of_folder(path: bytes) -> bool:
    return path.rpartition(b"/")[2] in _OF_A_FOLDER


def _marks(first: str, said: _Said, found: Leaving) -> Iterator[tuple[str, str]]:
    """What tells that the same is brought again, as (record, mark)."""
    for record, body in said:
        for message in erasures.messages_of(body):
            yield record, erasures.mark_of(record, message)
    for place, part, record in found.brought.places:
        yield record, erasures.mark_of(record, erasures.place_message(place, part))
    for sha256 in found.originals:  # what came beside a copy was never named
        yield first, erasures.mark_of(first, sha256)


def _files_of(said: _Said, found: Leaving) -> set[str]:
    """How the files that go are called: by path, by name, by SHA-256."""
    going = set(found.originals)
    words = {path.decode("utf-8", "backslashreplace") for path, _ in found.brought.sources}
    for _, body in said:
        words |= {entry["name"] for entry in body["files"] if entry["sha256"] in going}
    return words | {word.rpartition("/")[2] for word in words} | going


def _titles_of(said: _Said) -> set[str]:
    return {str(value) for _, body in said for name, value, *_ in body["claims"] if name == "title"}


def _scrub(database: Database, files: set[str], titles: set[str]) -> None:
    """Take what names erased items out of where the log and the events can name them.

    That is the reason of an earlier erasure, which somebody wrote, and the details of an event,
    which name files. All else are the program's own words, counts, and places of backups.
    """
    if alone := _pattern(files | titles, _in_sentence):
        _rewrite(database, "operations", "summary", lambda row: _without_names(alone, row))
    if in_path := _pattern(files, _in_path):
        _rewrite(database, "events", "details", lambda row: _without_files(in_path, row))


def _pattern(words: set[str], form: Callable[[str], str]) -> re.Pattern[str] | None:
    """What finds these words, names only where each stands for itself; None for no word."""
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    # A digest means nothing else, whatever stands beside it.
    either = "|".join(word if is_digest(word) else form(word) for word in longest_first)
    return re.compile(either) if either else None


def _in_path(name: str) -> str:
    return rf"(?<![^\s/'\"]){re.escape(name)}(?![^\s/'\"])"


def _in_sentence(name: str) -> str:
    """A name among words. Chinese has no spaces, so beside a Han sign any word may end.

    A name of one or two signs stands by itself all the same, or it would be found everywhere.
    """
    if len(name) < _SHORTEST_IN_CHINESE:
        return rf"(?<!\w){re.escape(name)}(?!\w)"
    before = "" if _HAN.match(name[0]) else f"(?<!{_PART_OF_A_WORD})"
    after = "" if _HAN.match(name[-1]) else f"(?!{_PART_OF_A_WORD})"
    return before + re.escape(name) + after


def _without_names(pattern: re.Pattern[str], operation: Mapping[str, Any]) -> str | None:
    """The summary of an operation; only an erasure's goes on with somebody's own words."""
    summary: str | None = operation["summary"]
    if operation["command"] != "erase" or summary is None:
        return summary
    counted, between, reason = summary.partition(": ")
    return counted + between + pattern.sub(_ERASED, reason)


def _without_files(pattern: re.Pattern[str], event: Mapping[str, Any]) -> str | None:
    """The details of an event; those of a backup and a restore begin with where that was."""
    written: str | None = event["details"]
    if written is None:
        return None
    if not are_details(written):  # it was damaged
        return pattern.sub(_ERASED, written)
    details = json.loads(written)
    spared = 1 if event["kind"] in {arrivals.BACKUP, arrivals.RESTORE} else 0
    scrubbed = [pattern.sub(_ERASED, one) for one in details[spared:]]
    return json.dumps([*details[:spared], *scrubbed], ensure_ascii=False)


def _rewrite(
    database: Database, table: str, column: str, change: Callable[[Mapping[str, Any]], str | None]
) -> None:
    """Write the rows of a table anew in which one column is another one now.

    A damaged one is not sealed, so that `verify` goes on to tell of it.
    """
    cursor = database.conn.execute(f"SELECT * FROM {table}")
    names = [name for name, *_ in cursor.description]
    changed, damaged = [], []
    for *values, seal in cursor:
        row = dict(zip(names, values, strict=False))
        if (value := change(row)) == row[column]:
            continue
        if seals.seal_of(values) == seal:
            changed.append([*{**row, column: value}.values()])
        else:
            damaged.append((value, row["number"]))
    seals.insert(database.conn, table, changed)
    database.conn.executemany(f"UPDATE {table} SET {column} = ? WHERE number = ?", damaged)


def _delete(
    connection: sqlite3.Connection, table: str, where: str, rows: Iterable[Sequence[object]]
) -> None:
    connection.executemany(f"DELETE FROM {table} WHERE {where}", rows)
