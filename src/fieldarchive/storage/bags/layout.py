"""Where everything of a backup lies.

The payload is `data/files/ab/<sha256>`, the originals, which are only ever added to or dropped
whole, and `data/record/<number>/`, a generation: all that changes, as it was at one backup. A
generation is written as `<number>.part` and renamed, so one that has its name is whole. Nothing
here needs a name of more than plain letters, a link, or permissions: a FAT stick has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.storage.folders import Folders

PART = ".part"
SNAPSHOT = "archive.db"
ABOUT = "generation.json"


@dataclass(frozen=True, slots=True)
class Bag:
    """The paths below a bag's folder."""

    root: Path

    @property
    def payload(self) -> Path:
        """`data/`: all that is carried, as BagIt wants it."""
        return self.root / "data"

    @property
    def store(self) -> Folders:
        """The originals, laid out as in an archive."""
        return Folders(self.payload)

    @property
    def record(self) -> Path:
        """`data/record/`: the generations."""
        return self.payload / "record"

    def generation(self, number: int) -> Path:
        """The folder of one generation."""
        return self.record / str(number)

    def generations(self) -> list[int]:
        """The numbers of the generations that are whole, the newest first."""
        if not self.record.is_dir() or self.record.is_symlink():
            return []
        names = [entry.name for entry in self.record.iterdir()]
        return sorted((int(name) for name in names if _is_number(name)), reverse=True)

    def made_in_record(self) -> Iterator[Path]:
        """`data/record/`, and of what is in it all that bears the name of a generation."""
        yield self.record
        if self.record.is_dir():
            entries = sorted(self.record.iterdir())
            yield from (path for path in entries if _is_number(path.name.removesuffix(PART)))

    def path_in_bag(self, path: Path) -> str:
        """A path as manifests write it."""
        return path.relative_to(self.root).as_posix()


def files_below(folder: Path) -> Iterator[Path]:
    """Everything below a folder that is no folder; links are named and not followed."""
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from files_below(path)
        else:
            yield path


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal() and not name.startswith("0") and len(name) < 10
