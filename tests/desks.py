"""Archives on several laptops, each with its own name, clock and person."""

from __future__ import annotations

import platform
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import stories
from fieldarchive.catalogue.database import open_record
from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.catalogue.schema import PROJECTION
from fieldarchive.cli.boundary import run
from stories import Ran

_CLOCKS = ("fieldarchive.archive.now", "fieldarchive.catalogue.arrivals.now")


@dataclass(frozen=True)
class Desk:
    """One laptop's archive, and the real command line on it."""

    root: Path
    capsys: pytest.CaptureFixture[str]
    at: str | None = None

    def run(self, *words: object) -> Ran:
        """One command, typed on this laptop, at its own time."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(platform, "node", lambda: self.root.name)
            patch.setenv("FIELDARCHIVE_USER", f"{self.root.name}-person")
            for clock in _CLOCKS if self.at else ():
                patch.setattr(clock, lambda: self.at)
            self.capsys.readouterr()
            code = run(["--archive", str(self.root), *map(str, words)])
            said = self.capsys.readouterr()
        return Ran(code, said.out, said.err)

    def merge(self, other: Desk | Path, *options: str) -> Ran:
        """Bring in what another laptop has."""
        root = other.root if isinstance(other, Desk) else other
        return self.run("merge", root, *options)

    def copied(self, name: str) -> Desk:
        """Another laptop with a copy of this archive's folder."""
        root = self.root.with_name(name)
        shutil.copytree(self.root, root)
        return Desk(root, self.capsys)

    def clocked(self, at: str) -> Desk:
        """The same laptop, whose clock now shows another time."""
        return Desk(self.root, self.capsys, at)

    def hash(self) -> str:
        """The archive hash."""
        with closing(open_record(self.root / "archive.db")) as database:
            return archive_hash(database)

    def record(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return stories.record(self.root, sql, *values)

    def conflicts(self) -> dict[str, list[object]]:
        """The values in conflict by field, of all items together."""
        return {
            conflict["field"]: [version["value"] for version in conflict["versions"]]
            for item in self.run("conflicts", "--json").json()["conflicts"]
            for conflict in item["conflicts"]
        }


def meet(one: Desk, other: Desk) -> None:
    """Both merge each other."""
    assert one.merge(other).code == 0
    assert other.merge(one).code == 0


def same(*desks: Desk) -> bool:
    """Whether laptops have one history, one reading of it, and one browse database to show it."""
    first, *others = (_all_of(desk) for desk in desks)
    return all(other == first for other in others)


def bytes_of(desk: Desk) -> dict[str, bytes]:
    """Every file of an archive but the lock, with its bytes."""
    files = stories.files_of(desk.root)
    return {name: content for name, content in files.items() if name != ".lock"}


def _all_of(desk: Desk) -> tuple[object, ...]:
    shown = {
        table: rows
        for table, rows in stories.dump(desk.root / "archive.db").items()
        if table in PROJECTION or table == "heads"
    }
    return desk.hash(), shown, stories.originals(desk.root), published(desk.root)


def published(root: Path) -> dict[str, list[str]]:
    """The browse database, with the keys of items in place of their numbers."""
    found = {"items": sorted(repr(row[1:]) for row in stories.browse(root, "SELECT * FROM items"))}
    for table in ("files", "segments", "photographs", "item_themes", "item_people"):
        info = stories.browse(root, f"PRAGMA table_info({table})")
        columns = ", ".join(f"t.{name}" for _, name, *_ in info if name not in {"id", "item"})
        sql = f"SELECT i.key, {columns} FROM {table} t JOIN items i ON i.id = t.item"
        found[table] = sorted(map(repr, stories.browse(root, sql)))
    return found
