"""What arrived and when: operations, originals, the sources they came from, and events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from fieldarchive.catalogue import seals
from fieldarchive.model import SourceFile, StoredFile

FIXITY_CHECK = "fixity check"
BACKUP, RESTORE = "backup", "restore"
# A damaged page may hold no number in this column; no original has such a size.
_SIZE = "coalesce(CAST(size AS INTEGER), -1)"


def now() -> str:
    """This instant in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def begin_operation(
    database: Database,
    command: str,
    made_by: str | None,
    device: str,
    undoes: int | None = None,
    summary: str | None = None,
) -> int:
    """Open a new operation, one for each command that writes; its number.

    `undoes` is the number of the operation that this one takes back; `summary` is what the log
    will say of it, where that is known beforehand.
    """
    (last,) = database.conn.execute("SELECT coalesce(max(number), 0) FROM operations").fetchone()
    told = summary and _told(summary)
    row = (last + 1, command, now(), None, made_by, device, told, undoes)
    seals.insert(database.conn, "operations", [row], "INSERT")
    return int(last) + 1


def end_operation(database: Database, number: int, summary: str | None = None) -> None:
    """Close an operation with a line for the log, or with the one that it began with."""
    row = database.conn.execute(
        "SELECT number, command, started_at, ?, made_by, device, coalesce(?, summary), undoes "
        "FROM operations WHERE number = ?",
        [now(), summary and _told(summary), number],
    ).fetchone()
    seals.insert(database.conn, "operations", [row])


def add_originals(
    database: Database, kept: Iterable[tuple[SourceFile, StoredFile]], operation: int
) -> None:
    """Note originals that are safe, and where each came from."""
    pairs = list(kept)
    note_originals(database, {stored.sha256: stored.size for _, stored in pairs}, operation)
    seals.insert(
        database.conn,
        "sources",
        [
            (
                bytes_of(source),
                stored.sha256,
                source.name,
                source.size,
                source.mtime_ns,
                source.device,
                source.inode,
                operation,
            )
            for source, stored in pairs
        ],
    )


def note_originals(database: Database, sizes: Mapping[str, int], operation: int) -> None:
    """Note originals that are safe, by SHA-256 with their sizes in bytes."""
    moment = now()
    rows = [(sha256, size, moment, operation) for sha256, size in sizes.items()]
    seals.insert(database.conn, "originals", rows, "INSERT OR IGNORE")


def _told(words: str) -> str:
    """Words for a row, where bytes of a path that are no UTF-8 are written as \\xNN."""
    return words.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def bytes_of(source: SourceFile) -> bytes:
    """A source's path as the file system spells it."""
    return str(source.path.absolute()).encode("utf-8", "surrogateescape")


def basis_at(database: Database, place: bytes) -> str | None:
    """What the bundle at `place` depended on when it was last taken in."""
    row = database.conn.execute("SELECT basis FROM bundles WHERE place = ?", [place]).fetchone()
    return None if row is None else str(row[0])


def items_at(database: Database, place: bytes) -> list[tuple[str, bool]]:
    """The items that the bundle at `place` became, and whether it was the first to bring them."""
    rows = database.conn.execute(
        "SELECT item, is_owner FROM bundle_items WHERE place = ? ORDER BY part", [place]
    )
    return [(item, bool(is_owner)) for item, is_owner in rows]


@dataclass(frozen=True, slots=True)
class Placed:
    """One part of a bundle, and the item that it became.

    `is_owner` tells whether it was the first to bring the item; `said` is the digest of the
    revision that holds what this place last said of it, None when it never was asked.
    """

    place: bytes
    part: str
    item: str
    is_owner: bool
    said: str | None


def placed_at(database: Database, place: bytes, part: str) -> Placed | None:
    """What one part of a bundle became."""
    row = database.conn.execute(
        "SELECT item, is_owner, said FROM bundle_items WHERE place = ? AND part = ?", [place, part]
    ).fetchone()
    return None if row is None else Placed(place, part, row[0], bool(row[1]), row[2])


def speaking_for(database: Database, item: str) -> list[Placed]:
    """The parts of bundles whose word is an item's own, and not a copy's."""
    rows = database.conn.execute(
        "SELECT place, part, item, said FROM bundle_items WHERE item = ? AND is_owner", [item]
    )
    return [Placed(place, part, found, True, said) for place, part, found, said in rows]


def forget_bundles(database: Database, items: Sequence[str]) -> None:
    """Let the next ingest read the bundles again that became these items."""
    database.conn.execute(
        "DELETE FROM bundles WHERE place IN (SELECT place FROM bundle_items "
        "WHERE item IN (SELECT value FROM json_each(?)))",
        [json.dumps(list(items))],
    )


def remember_bundles(
    database: Database,
    bundles: Sequence[tuple[bytes, str]],
    placed: Sequence[Placed],
    operation: int,
) -> None:
    """Note what bundles depended on, as (place, basis), and the items of each of their parts."""
    connection = database.conn
    seals.insert(connection, "bundles", [(place, basis, operation) for place, basis in bundles])
    rows = [(one.place, one.part, one.item, int(one.is_owner), one.said) for one in placed]
    seals.insert(connection, "bundle_items", rows)
    for one in placed:
        if one.is_owner:
            others = connection.execute(
                "SELECT place, part, item, 0, said FROM bundle_items "
                "WHERE item = ? AND place <> ? AND is_owner",
                [one.item, one.place],
            )
            seals.insert(connection, "bundle_items", others.fetchall())


def give_places(database: Database, item: str, other: str) -> None:
    """Let what lies at the places of an item be a copy of another one from now on."""
    rows = database.conn.execute(
        "SELECT place, part, ?, 0, NULL FROM bundle_items WHERE item = ?", [other, item]
    ).fetchall()
    seals.insert(database.conn, "bundle_items", rows)


def first_paths(database: Database, item: str) -> list[tuple[bytes, bytes]]:
    """Where the files of an item lay, each path with the place of the bundle that brought it."""
    rows = database.conn.execute(
        "SELECT DISTINCT s.path, b.place FROM bundle_items b JOIN item_files f ON f.item = b.item "
        "JOIN sources s ON s.sha256 = f.sha256 WHERE b.item = ? AND b.is_owner",
        [item],
    )
    return rows.fetchall()


def forget_bases(database: Database, problem: str) -> None:
    """Let the next ingest read bundles again whose items have a problem of this code."""
    database.conn.execute(
        "DELETE FROM bundles WHERE place IN (SELECT place FROM bundle_items "
        "WHERE item IN (SELECT item FROM problems WHERE code = ?))",
        [problem],
    )


def originals(database: Database) -> Iterator[tuple[str, int]]:
    """Every original that should be in the store, with its size, in the order of digests."""
    yield from database.conn.execute(f"SELECT sha256, {_SIZE} FROM originals ORDER BY sha256")


def originals_named(database: Database, beginning: str) -> Iterator[tuple[str, int]]:
    """The originals whose digests begin with these signs, with their sizes."""
    yield from database.conn.execute(
        f"SELECT sha256, {_SIZE} FROM originals WHERE sha256 >= ? AND sha256 < ? || 'g'",
        [beginning, beginning],
    )


def has_original(database: Database, sha256: str) -> bool:
    """Whether an original belongs to the archive."""
    found = database.conn.execute("SELECT 1 FROM originals WHERE sha256 = ?", [sha256])
    return found.fetchone() is not None


def total(database: Database) -> tuple[int, int]:
    """How many originals there are, and their bytes together."""
    row = database.conn.execute("SELECT count(*), coalesce(sum(size), 0) FROM originals")
    count, size = row.fetchone()
    return int(count), int(size)


def add_event(
    database: Database, kind: str, outcome: str, files: int, details: Sequence[str] = ()
) -> None:
    """Note an event in the life of the archive, such as a fixity check (PREMIS)."""
    (last,) = database.conn.execute("SELECT coalesce(max(number), 0) FROM events").fetchone()
    told = json.dumps([_told(detail) for detail in details[:1000]], ensure_ascii=False)
    row = (last + 1, kind, now(), outcome, files, told)
    seals.insert(database.conn, "events", [row], "INSERT")


def last_event(database: Database, kind: str) -> tuple[str, str, int] | None:
    """When the newest event of a kind was, its outcome, and how many files it touched."""
    row = database.conn.execute(
        "SELECT happened_at, outcome, files FROM events WHERE kind = ? "
        "ORDER BY number DESC LIMIT 1",
        [kind],
    ).fetchone()
    return None if row is None else (row[0], row[1], int(row[2]))


def last_check_was_broken(database: Database) -> bool:
    """Whether the newest fixity check, of all or of a part, found faults."""
    row = database.conn.execute(
        "SELECT outcome FROM events WHERE kind GLOB ? || '*' ORDER BY number DESC LIMIT 1",
        [FIXITY_CHECK],
    ).fetchone()
    return row is not None and row[0] == "broken"


def parts_checked(database: Database) -> list[tuple[str, str, str]]:
    """The parts of the originals read since all were: which ("3/7"), when last, and the outcome."""
    rows = database.conn.execute(
        "SELECT substr(kind, length(?) + 2), max(happened_at), outcome FROM events "
        "WHERE kind GLOB ? || ' */*' "
        "AND number > (SELECT coalesce(max(number), 0) FROM events WHERE kind = ?) "
        "GROUP BY kind ORDER BY max(number)",
        [FIXITY_CHECK] * 3,
    )
    return rows.fetchall()


def last_backup(database: Database) -> tuple[str, str] | None:
    """When the archive last equalled a backup, made or restored then, and that backup's folder."""
    row = database.conn.execute(
        "SELECT happened_at, details FROM events WHERE kind IN (?, ?) ORDER BY number DESC LIMIT 1",
        [BACKUP, RESTORE],
    ).fetchone()
    return None if row is None else (row[0], json.loads(row[1])[0])


def backups(database: Database) -> dict[str, str]:
    """Every folder that backups went to, with the instant of the newest there."""
    rows = database.conn.execute(
        "SELECT details, happened_at FROM events WHERE kind = ? ORDER BY number", [BACKUP]
    )
    return {json.loads(details)[0]: happened_at for details, happened_at in rows}


def get_fact(database: Database, name: str) -> str | None:
    """A fact about the archive itself: "id", "vocabulary"."""
    row = database.conn.execute("SELECT value FROM archive WHERE name = ?", [name]).fetchone()
    return None if row is None else str(row[0])


def put_fact(database: Database, name: str, value: str) -> None:
    """Note a fact about the archive itself."""
    seals.insert(database.conn, "archive", [(name, value)])
