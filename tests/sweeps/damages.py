"""Ways in which a disk or a hand damages a file, and what a database says whatever its pages do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

Damage = Callable[[Sequence[Path], Random], None]


def flip(files: Sequence[Path], chance: Random) -> None:
    """One bit of one file; every byte of all files is as likely as any other."""
    path = chance.choices(files, [file.stat().st_size for file in files])[0]
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    write(path, bytes(content))


def missing(files: Sequence[Path], chance: Random) -> None:
    """A file that is gone."""
    chance.choice(files).unlink()


def extra(files: Sequence[Path], chance: Random) -> None:
    """A file too many, under a name like the others'."""
    write(chance.choice(files).with_name(f"{chance.getrandbits(256):064x}"), b"stranger")


def truncated(files: Sequence[Path], chance: Random) -> None:
    """A file that ends early."""
    path = chance.choice(files)
    write(path, path.read_bytes()[: chance.randrange(1, path.stat().st_size)])


def swapped(files: Sequence[Path], chance: Random) -> None:
    """Two files that changed places."""
    one, other = chance.sample(list(files), 2)
    first, second = one.read_bytes(), other.read_bytes()
    write(one, second)
    write(other, first)


def emptied(files: Sequence[Path], chance: Random) -> None:
    """A file of no bytes, as a crash leaves one."""
    write(chance.choice(files), b"")


def write(path: Path, content: bytes) -> None:
    """Put these bytes in place of a file that may be read-only."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    os.chmod(path, 0o600)


def said_by_database(path: Path) -> list[object]:
    """Every row of every table and all of the schema; raises `sqlite3.Error`."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        database.text_factory = bytes
        schema = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
        tables = sorted(name.decode() for kind, name, *_ in schema if kind == b"table")
        rows = [sorted(map(repr, database.execute(f'SELECT * FROM "{t}"'))) for t in tables]
        marks = [database.execute(f"PRAGMA {p}").fetchone() for p in ("application_id", "encoding")]
        return [sorted(map(repr, schema)), tables, rows, marks]
