"""Operations, read: what was done here, by number, and what of it was taken back.

Each command that writes is one of them (`arrivals` opens and closes it). An operation that takes
another back names it in `undoes`, and may be taken back itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive.errors import NoSuchOperation

_COLUMNS = "number, command, started_at, ended_at, made_by, device, summary, undoes"


@dataclass(frozen=True, slots=True)
class Operation:
    """One command that wrote; instants are UTC.

    `ended_at` is None when it was killed; `undone_by` is the operation that took it back, None
    while what it did holds.
    """

    number: int
    command: str
    started_at: str
    ended_at: str | None
    made_by: str | None
    device: str | None
    summary: str | None
    undoes: int | None
    undone_by: int | None


def newest(database: Database, limit: int) -> Iterator[Operation]:
    """The operations, the newest first."""
    undone = undone_by(database)
    rows = database.conn.execute(
        f"SELECT {_COLUMNS} FROM operations ORDER BY number DESC LIMIT ?", [limit]
    )
    for row in rows:
        yield Operation(*(*row, undone.get(row[0])))


def operation(database: Database, number: int) -> Operation:
    """One operation; raises `NoSuchOperation`."""
    row = database.conn.execute(
        f"SELECT {_COLUMNS} FROM operations WHERE number = ?", [number]
    ).fetchone()
    if row is None:
        raise NoSuchOperation(number)
    return Operation(*(*row, undone_by(database).get(number)))


def undone_by(database: Database) -> dict[int, int]:
    """The operations that do not hold any more, each with the one that took it back.

    One that was taken back itself takes nothing back. It can only be named by a later one.
    """
    found: dict[int, int] = {}
    for number, undoes in sorted(_undoing(database).items(), reverse=True):
        if number not in found:
            found.setdefault(undoes, number)
    return found


def next_to_undo(database: Database, older_than: int | None = None) -> int | None:
    """The newest operation that changed items or words and still holds; undoing does not count."""
    undone = undone_by(database)
    rows = database.conn.execute(
        "SELECT number FROM operations o WHERE undoes IS NULL AND (? IS NULL OR number < ?) "
        "AND (EXISTS (SELECT 1 FROM revisions WHERE operation = o.number) "
        "OR EXISTS (SELECT 1 FROM edits WHERE operation = o.number)) ORDER BY number DESC",
        [older_than, older_than],
    )
    return next((number for (number,) in rows if number not in undone), None)


def next_to_redo(database: Database) -> int | None:
    """The newest undoing that still holds."""
    undoing, undone = _undoing(database), undone_by(database)
    candidates = (n for n in sorted(undoing, reverse=True) if n not in undone)
    return next((number for number in candidates if _is_undo(undoing, number)), None)


def first_cause(database: Database, number: int) -> tuple[int, bool]:
    """The operation that a chain of undoing is about, and whether `number` takes it back.

    A redo is an undoing of an undoing, so it brings the first one back.
    """
    undoing = _undoing(database)
    takes_back = _is_undo(undoing, number)
    while number in undoing:
        number = undoing[number]
    return number, takes_back


def _is_undo(undoing: Mapping[int, int], number: int) -> bool:
    """Whether an operation takes away, and does not bring back what was taken away."""
    takes_away = False
    while number in undoing:
        number, takes_away = undoing[number], not takes_away
    return takes_away


def records_of(database: Database, number: int) -> list[str]:
    """The items to which an operation added revisions, by id."""
    rows = database.conn.execute(
        "SELECT DISTINCT record FROM revisions WHERE operation = ? AND kind = 'item' "
        "ORDER BY record",
        [number],
    )
    return [record for (record,) in rows]


def last_written(database: Database, command: str, since: str) -> tuple[str, str] | None:
    """The item that the newest operation of this command wrote, where it is shown still.

    Gives its id and when the operation began; None where that is before `since` (UTC).
    """
    row = database.conn.execute(
        # Operations are few and items are many: CROSS JOIN begins with those.
        "SELECT i.id, o.started_at FROM operations o "
        "CROSS JOIN revisions r ON r.operation = o.number CROSS JOIN items i ON i.id = r.record "
        "WHERE o.command = ? AND o.started_at >= ? "
        "ORDER BY o.number DESC LIMIT 1",
        [command, since],
    ).fetchone()
    return None if row is None else (str(row[0]), str(row[1]))


def erased_by(database: Database, number: int) -> int:
    """How many items an operation erased; nothing brings those back."""
    row = database.conn.execute("SELECT count(*) FROM erasures WHERE operation = ?", [number])
    return int(row.fetchone()[0])


def written_in(database: Database, record: str) -> dict[str, int]:
    """The revisions of a record, each with the operation that wrote it here."""
    rows = database.conn.execute(
        "SELECT digest, operation FROM revisions WHERE record = ?", [record]
    )
    return dict(rows.fetchall())


def _undoing(database: Database) -> dict[int, int]:
    rows = database.conn.execute("SELECT number, undoes FROM operations WHERE undoes IS NOT NULL")
    return dict(rows.fetchall())
