"""Reading a generation that may be damaged or forged: nothing in it is believed.

Names are those that the program writes, sizes have a limit, links are not followed, and what is
no longer as it was written is told from what is.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fieldarchive.history.wellformed import is_digest
from fieldarchive.storage.bags.generations import CONFIGURATION, LARGEST_WORDS, PLAIN, WORDS, About
from fieldarchive.storage.bags.layout import ABOUT, SNAPSHOT
from fieldarchive.storage.keeping import digest_of

_LONGEST_LINE = 16 << 20
_LARGEST_ABOUT = 1 << 20
_OURS = re.compile(rf"[a-z_]+\.jsonl|{SNAPSHOT}|{CONFIGURATION}|{WORDS}/{PLAIN.pattern}")


def about(folder: Path) -> About | None:
    """What the generation in a folder says of itself; None when that cannot be believed."""
    try:
        said: Any = json.loads(_read(folder / ABOUT, _LARGEST_ABOUT))
        found = About(**said)
        texts = (found.archive, found.name, found.made_at, found.archive_hash)
        pairs = list(found.files.items())
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    if not all(isinstance(text, str) for text in texts):
        return None
    if not all(_OURS.fullmatch(name) and is_digest(digest) for name, digest in pairs):
        return None
    return found


def is_as_written(folder: Path, about: About, name: str) -> bool:
    """Whether a file of a generation is there, with the bytes that were written."""
    try:
        return digest_of(folder / name) == about.files.get(name)
    except OSError:
        return False


def read_words(folder: Path, name: str) -> bytes:
    """One of the files that a person edits; raises `OSError` or `ValueError`."""
    return _read(folder / name, LARGEST_WORDS)


def lines_of_table(folder: Path, table: str) -> Iterator[bytes]:
    """A table of a generation as JSON Lines; an endless one comes in pieces. Raises `OSError`."""
    with os.fdopen(_opened(folder / f"{table}.jsonl"), "rb") as file:
        while line := file.readline(_LONGEST_LINE):
            yield line


def _read(path: Path, limit: int) -> bytes:
    with os.fdopen(_opened(path), "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise ValueError(f"{path.name} is larger than {limit:,} bytes")
    return content


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
