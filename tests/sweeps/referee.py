"""What must be true of an archive after anything at all happened to a command on it.

The referee reads files and rows by itself and asks the program nothing, so that a mistake of the
program cannot hide itself. What it says is a list of sentences; an empty one is a pass.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Tree = dict[str, tuple[bytes, int]]


@dataclass(frozen=True, slots=True)
class Said:
    """What an archive says, whatever ids and instants it was given: two that agree are as good."""

    originals: frozenset[str]
    revisions: frozenset[tuple[str, int]]
    heads: frozenset[tuple[str, int]]
    published: frozenset[tuple[Any, int]]
    leftovers: frozenset[str]


def said_by(root: Path) -> Said:
    """What the archive at `root` says."""
    bodies = "SELECT kind || coalesce(body, '') FROM revisions"
    columns = "kind, title, city, date, description, text, access, themes, people, files, segments"
    record = root / "archive.db"
    return Said(
        frozenset(_kept(root)),
        _counted(record, bodies),
        _counted(record, f"{bodies} WHERE digest IN (SELECT digest FROM heads)"),
        _counted(root / "browse" / "team.db", f"SELECT {columns} FROM items"),
        frozenset(os.listdir(root / "files" / "tmp")),
    )


def tree_of(folder: Path) -> Tree:
    """Every file below a folder, with its bytes and the nanosecond it was last written."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.lstat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def held_by(root: Path) -> tuple[set[str], set[str]]:
    """The originals and revisions that the archive names."""
    record = root / "archive.db"
    return _column(record, "SELECT sha256 FROM originals"), _column(
        record, "SELECT digest FROM revisions"
    )


def broken_promises(root: Path, claimed: set[str], before: tuple[set[str], set[str]]) -> list[str]:
    """What is wrong: `claimed` was said to be safe, `before` was there when the command began."""
    try:
        return list(_broken_promises(root, claimed, before))
    except (OSError, sqlite3.Error) as error:
        return [f"cannot be looked at: {error}"]


def _broken_promises(
    root: Path, claimed: set[str], before: tuple[set[str], set[str]]
) -> Iterator[str]:
    record = root / "archive.db"
    if not record.exists() and not any(before):
        if claimed:
            yield "said to be safe, and there is no archive"
        return
    for (line,) in _rows(record, "PRAGMA integrity_check"):
        if line != "ok":
            yield f"integrity: {line}"
    if _rows(record, "PRAGMA foreign_key_check"):
        yield "a row refers to a missing row"
    named, revisions = held_by(root)
    for sha256 in named:
        if not _is_whole(root, sha256):
            yield f"a row without its file: {sha256}"
    for sha256 in claimed - named:
        yield f"said to be safe, and has no row: {sha256}"
    if lost := before[0] - named:
        yield f"originals that were there before are gone: {sorted(lost)}"
    if lost := before[1] - revisions:
        yield f"revisions that were there before are gone: {sorted(lost)}"


def _is_whole(root: Path, sha256: str) -> bool:
    path = root / "files" / sha256[:2] / sha256
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _kept(root: Path) -> Iterator[str]:
    for path in (root / "files").glob("[0-9a-f][0-9a-f]/*"):
        yield path.name


def _counted(database: Path, sql: str) -> frozenset[Any]:
    return frozenset(Counter(_rows(database, sql)).items())


def _column(database: Path, sql: str) -> set[str]:
    return {value for (value,) in _rows(database, sql)} if database.exists() else set()


def _rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql).fetchall()
