"""Reading a generation that may be damaged or forged: nothing in it is believed.

Names are those that the program writes, sizes have a limit, links are not followed, and what is
no longer as it was written is told from what is.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fieldarchive.history.wellformed import is_digest
from fieldarchive.storage.bags import tags
from fieldarchive.storage.bags.generations import CONFIGURATION, LARGEST_WORDS, PLAIN, WORDS, About
from fieldarchive.storage.bags.layout import ABOUT, SNAPSHOT, Bag
from fieldarchive.storage.guarding import open_to_read
from fieldarchive.storage.keeping import digest_of
from fieldarchive.storage.syncing import sync_files

_LONGEST_LINE = 16 << 20
_LARGEST_ABOUT = 1 << 20
_OURS = re.compile(rf"[a-z_]+\.jsonl|{SNAPSHOT}|{CONFIGURATION}|{WORDS}/{PLAIN.pattern}")


def accounts(bag: Bag, number: int) -> list[About]:
    """What is said of a generation: by itself, and by the tag files, should one be damaged."""
    found = about(bag.generation(number)), _about_by_tags(bag, number)
    return [one for one in found if one is not None]


def about(folder: Path) -> About | None:
    """What the generation in a folder says of itself; None when that cannot be believed."""
    try:
        said: Any = json.loads(_read(folder / ABOUT, _LARGEST_ABOUT))
        return _believable(About(**said))
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def _about_by_tags(bag: Bag, number: int) -> About | None:
    said, prefix = tags.info(bag), f"{bag.path_in_bag(bag.generation(number))}/"
    manifest = bag.root / tags.MANIFEST
    entries = tags.entries(manifest) if manifest.is_file() else iter(())
    named = {e[1].removeprefix(prefix): e[0] for e in entries if e and e[1].startswith(prefix)}
    named.pop(ABOUT, None)
    archive, name, made_on = (said.get(word, "") for word in (tags.WHOSE, tags.NAME, tags.DATE))
    return _believable(About(archive, name, made_on, said.get(tags.HASH, ""), named))


def _believable(about: About) -> About | None:
    texts = (about.archive, about.name, about.made_at, about.archive_hash)
    is_ours = all(_OURS.fullmatch(n) and is_digest(digest) for n, digest in about.files.items())
    is_told = all(isinstance(text, str) for text in texts) and is_digest(about.archive_hash)
    return about if is_ours and is_told and about.files else None


def is_as_written(folder: Path, about: About, name: str) -> bool:
    """Whether a file of a generation is there, with the bytes that were written."""
    try:
        return digest_of(folder / name) == about.files.get(name)
    except OSError:
        return False


def words_in(about: About) -> list[str]:
    """The names of the files that a person edits."""
    return [name for name in about.files if name == CONFIGURATION or name.startswith(WORDS)]


def read_words(folder: Path, name: str) -> bytes | None:
    """One of the files that a person edits; None when it cannot be had."""
    try:
        return _read(folder / name, LARGEST_WORDS)
    except (OSError, ValueError):
        return None


def copy_snapshot(folder: Path, target: Path) -> None:
    """Copy the snapshot and sync the copy; raises `OSError`."""
    with os.fdopen(open_to_read(folder / SNAPSHOT), "rb") as file, target.open("xb") as copy:
        shutil.copyfileobj(file, copy, 1 << 20)
    sync_files([target])


def lines_of_table(folder: Path, table: str) -> Iterator[bytes]:
    """A table of a generation as JSON Lines; an endless one comes in pieces. Raises `OSError`."""
    with os.fdopen(open_to_read(folder / f"{table}.jsonl"), "rb") as file:
        while line := file.readline(_LONGEST_LINE):
            yield line


def _read(path: Path, limit: int) -> bytes:
    with os.fdopen(open_to_read(path), "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise ValueError(f"{path.name} is larger than {limit:,} bytes")
    return content
