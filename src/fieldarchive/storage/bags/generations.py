"""Generations: all that changes in an archive, as it was at one backup, in one folder.

It says of itself what it is (`generation.json`): whose, from when, the hash of its history, the
digest of each of its files. So it can be told from a damaged one without any other file of the
bag, also when a backup was interrupted between two of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from fieldarchive.errors import StorageError
from fieldarchive.errors_of_copies import BackupRefused
from fieldarchive.naming import naming
from fieldarchive.storage.bags.layout import ABOUT, PART, Bag
from fieldarchive.storage.bags.tags import PayloadFile
from fieldarchive.storage.keeping import digest_of
from fieldarchive.storage.syncing import sync_files, sync_folder, sync_folders

CONFIGURATION, WORDS = "fieldarchive.toml", "vocabularies"
LARGEST_WORDS = 64 << 20
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class About:
    """What a generation says of itself. `files` maps the names of its files to their SHA-256."""

    archive: str
    name: str
    made_at: str
    archive_hash: str
    files: Mapping[str, str]


def words_of(root: Path) -> list[str]:
    """The files that a person edits, by their names below an archive's or a generation's folder.

    Raises `BackupRefused` for a name or a size that does not travel.
    """
    folder = root / WORDS
    found = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    named = sorted(path for path in found if not path.name.startswith("."))
    for path in (root / CONFIGURATION, *named):
        if not PLAIN.fullmatch(path.name):
            raise BackupRefused(
                path, "cannot travel: not every disk has such names. Use plain letters, digits, -."
            )
        if path.stat().st_size > LARGEST_WORDS:
            raise BackupRefused(path, f"is larger than {LARGEST_WORDS >> 20} MB. Make it smaller.")
    return [CONFIGURATION, *(f"{WORDS}/{path.name}" for path in named)]


def begin(bag: Bag) -> tuple[int, Path]:
    """The number of a new generation, and the folder to write it in; older attempts are gone."""
    give_up(bag)
    number = max(bag.generations(), default=0) + 1
    part = bag.generation(number).with_suffix(PART)
    (part / WORDS).mkdir(parents=True)
    return number, part


def give_up(bag: Bag) -> None:
    """Remove what was written of a generation that is not finished."""
    for path in bag.made_in_record():
        if path.suffix == PART:
            with naming(path):
                shutil.rmtree(path)


def write_lines(path: Path, lines: Iterable[str]) -> str:
    """Write a file and give the digest of what was meant to be in it."""
    hasher = hashlib.sha256()
    with path.open("wb") as file:
        for line in lines:
            written = line.encode("utf-8", "surrogatepass")
            hasher.update(written)
            file.write(written)
    return hasher.hexdigest()


def copy_words(root: Path, names: Iterable[str], part: Path) -> dict[str, str]:
    """Copy what a person edits; digests by name, of what was read."""
    digests = {}
    for name in names:
        content = (root / name).read_bytes()
        (part / name).write_bytes(content)
        digests[name] = hashlib.sha256(content).hexdigest()
    return digests


def finish(bag: Bag, number: int, about: About) -> list[PayloadFile]:
    """Sync a generation, read it back, and give it its name; raises `StorageError`."""
    part = bag.generation(number).with_suffix(PART)
    text = json.dumps(asdict(about), ensure_ascii=False, indent=1) + "\n"
    digests = {**about.files, ABOUT: write_lines(part / ABOUT, [text])}
    sync_files([part / name for name in digests])
    sync_folders([part / WORDS, part])
    for name, sha256 in digests.items():
        if digest_of(part / name, from_disk=True) != sha256:
            raise StorageError(
                part / name,
                "the disk gave back other bytes than were written to it. The backup before this "
                "one is as it was; use another disk.",
            )
    folder = bag.generation(number)
    files = [
        PayloadFile(bag.path_in_bag(folder / name), digests[name], (part / name).stat().st_size)
        for name in sorted(digests)
    ]
    os.replace(part, folder)
    sync_folder(bag.record)
    return files
