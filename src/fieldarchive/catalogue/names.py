"""What items are called: their ids as a person types and reads them, and their titles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from fieldarchive.catalogue.erasures import erased_like
from fieldarchive.catalogue.searches import ARE_SEARCHES
from fieldarchive.errors import NoSuchItem, WasErased
from fieldarchive.model import Kind

_LETTERS = {Kind.INTERVIEW: "i", Kind.PHOTOGRAPH: "p", Kind.NOTE: "n"}
_NAME = re.compile("[ipn]-[0-9a-hjkmnp-tv-z]{3,16}")
SHORTEST = 4
_CANDIDATES = 10


def find_id(database: Database, typed: str) -> str:
    """The id that a person means by a prefix, with or without its letter ("n-7f3", "7f3").

    Items set aside are found as well; raises `NoSuchItem`, or `WasErased`.
    """
    wanted = typed.strip().lower()
    letter, dash, rest = wanted.partition("-")
    prefix = rest if dash and letter in _LETTERS.values() else wanted
    rows = database.conn.execute(
        "SELECT DISTINCT h.record, i.kind FROM heads h LEFT JOIN items i ON i.id = h.record "
        f"WHERE h.record >= ? AND h.record < ? AND h.record NOT IN ({ARE_SEARCHES}) "
        "ORDER BY h.record LIMIT ?",
        [prefix, prefix + "{", _CANDIDATES + 1],
    ).fetchall()
    if not rows and (erased_at := erased_like(database, prefix)) is not None:
        raise WasErased(typed, erased_at)
    if len(rows) != 1 or not prefix:
        raise NoSuchItem(typed, _candidates(database, [record for record, _ in rows]))
    return str(rows[0][0])


def looks_like_a_name(word: str) -> bool:
    """Whether a word has the shape of an item's name with its letter, such as n-7f3."""
    return _NAME.fullmatch(word) is not None


def key_of(item_id: str, kind: Kind) -> str:
    """An item's whole name with the letter of its kind."""
    return f"{_LETTERS[kind]}-{item_id}"


def keys_of(item_id: str) -> list[str]:
    """The names that an item has had or may get: one for each kind."""
    return [key_of(item_id, kind) for kind in Kind]


def short_id(database: Database, item_id: str, kind: Kind | None) -> str:
    """The shortest name that means this item alone, at least four signs and its letter.

    Items set aside count: they are called by name too. Without a kind there is no letter.
    """
    below, above = database.conn.execute(
        "SELECT (SELECT max(record) FROM heads WHERE record < :id), "
        "(SELECT min(record) FROM heads WHERE record > :id)",
        {"id": item_id},
    ).fetchone()
    shared = max(_shared(item_id, below), _shared(item_id, above))
    letter = f"{_LETTERS[kind]}-" if kind else ""
    return f"{letter}{item_id[: max(SHORTEST, shared + 1)]}"


def titles(database: Database, ids: Sequence[str]) -> dict[str, tuple[Kind, str]]:
    """The kind and title of those items that are shown."""
    rows = database.conn.execute(
        "SELECT id, kind, title FROM items WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    )
    return {item_id: (Kind(kind), title) for item_id, kind, title in rows}


def name_of(database: Database, item_id: str) -> str:
    """The shortest name of an item; without a letter for one that is not shown."""
    row = database.conn.execute("SELECT kind FROM items WHERE id = ?", [item_id]).fetchone()
    return short_id(database, item_id, Kind(row[0]) if row else None)


def names_of(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """The shortest names of items, by id."""
    return {item_id: name_of(database, item_id) for item_id in ids}


def title_of(database: Database, item_id: str) -> str | None:
    """The title of an item that is shown."""
    row = database.conn.execute("SELECT title FROM items WHERE id = ?", [item_id]).fetchone()
    return None if row is None else str(row[0])


def of_originals(database: Database, sha256s: Iterable[str]) -> dict[str, str]:
    """What originals are called, by SHA-256: "heihe/r-012.mp3 of i-7f3", or only the file."""
    rows = database.conn.execute(
        "SELECT wanted.value, coalesce(f.name, s.name), f.item FROM json_each(?) wanted "
        "LEFT JOIN item_files f ON f.sha256 = wanted.value "
        "LEFT JOIN sources s ON s.sha256 = wanted.value "
        "WHERE coalesce(f.name, s.name) IS NOT NULL GROUP BY wanted.value",
        [json.dumps(list(sha256s))],
    )
    return {
        sha256: f"{name} of {name_of(database, item)}" if item else str(name)
        for sha256, name, item in rows
    }


def _candidates(database: Database, records: Sequence[str]) -> list[tuple[str, str]]:
    """Name and title of each record that could be meant."""
    shown = titles(database, records)
    return [
        (name_of(database, one), shown[one][1] if one in shown else "(set aside)")
        for one in records
    ]


def _shared(one: str, other: str | None) -> int:
    """How many signs two ids begin with in common."""
    if other is None:
        return 0
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
