"""Places: which of the files that came in lay where certain items were found.

A place is a folder and a stem, and a file lies at the longest stem there that its name begins
with. Only erasing asks: a path holds names of people, and a file that came beside a copy of an
item may speak of it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

_PLACES = """
SELECT place, part, item, item IN (SELECT value FROM json_each(:items)) FROM bundle_items
WHERE place > :first AND place < :last"""
_FOLDERS = "SELECT DISTINCT place FROM bundle_items WHERE item IN (SELECT value FROM json_each(?))"
_SOURCES = "SELECT path, sha256 FROM sources WHERE path > ? AND path < ?"


@dataclass(frozen=True, slots=True)
class Brought:
    """What brought items in: `places` as (place, part, item), `sources` as (path, sha256).

    `sources` leaves out what lies at a place that other items share, such as a table.
    """

    places: tuple[tuple[bytes, str, str], ...]
    sources: tuple[tuple[bytes, str], ...]


def brought_by(database: Database, items: Sequence[str]) -> Brought:
    """The places of items, copies included, and every file that lay there."""
    asked = json.dumps(list(items))
    folders = {_folder_of(place) for (place,) in database.conn.execute(_FOLDERS, [asked])}
    places: list[tuple[bytes, str, str]] = []
    sources: list[tuple[bytes, str]] = []
    for folder in sorted(folders):
        first, last = _bounds(folder)
        rows = database.conn.execute(_PLACES, {"items": asked, "first": first, "last": last})
        here = [row for row in rows if _folder_of(row[0]) == folder]
        places += [(place, part, item) for place, part, item, is_asked in here if is_asked]
        shared = {place for place, _, _, is_asked in here if not is_asked}
        stems = {place: place not in shared for place, *_ in here}
        sources += [pair for pair in _files_in(database, folder) if _is_at(pair[0], stems)]
    return Brought(tuple(places), tuple(sources))


def _files_in(database: Database, folder: bytes) -> Iterator[tuple[bytes, str]]:
    for path, sha256 in database.conn.execute(_SOURCES, _bounds(folder)):
        if _folder_of(path) == folder:
            yield path, sha256


def _is_at(path: bytes, stems: dict[bytes, bool]) -> bool:
    """Whether the nearest place of a file is one that is asked for alone."""
    folder, _, name = path.rpartition(b"/")
    text = name.decode("utf-8", "backslashreplace")
    key = unicodedata.normalize("NFC", text).casefold().encode()
    for end in range(len(key), 0, -1):
        if (place := folder + b"/" + key[:end]) in stems:
            return stems[place]
    return False


def _bounds(folder: bytes) -> tuple[bytes, bytes]:
    """Between these lies every path below a folder: "0" is the sign after "/"."""
    return folder + b"/", folder + b"0"


def _folder_of(path: bytes) -> bytes:
    return path.rpartition(b"/")[0]
