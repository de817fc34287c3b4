"""What one request has found out about its rows, kept until it is answered.

Datasette asks for the count of a list, its rows and its facets apart from each other. The set of
items is found once, noted here, and all of them are answered from it.
"""

from __future__ import annotations

import itertools
import json
from contextvars import ContextVar
from weakref import WeakValueDictionary

from fieldarchive.browse.facets import BitMap

_LIST_UP_TO = 3000  # items that SQL is given by number; of more it asks row by row


class RowSet:
    """Items that a list shows, under a number by which SQL may ask for them while this lives."""

    def __init__(self, items: BitMap) -> None:
        self.items = items
        self.number = next(_numbers)
        _sets[self.number] = self


_numbers = itertools.count(1)
_sets: WeakValueDictionary[int, RowSet] = WeakValueDictionary()
_notes: ContextVar[dict[str, RowSet] | None] = ContextVar("rows of the request", default=None)


def begin() -> None:
    """Open the notes of a request; before it is divided into tasks, which all see them."""
    _notes.set({})


def note(database: str, items: BitMap) -> None:
    """Note the items that the list of this request shows."""
    notes = _notes.get()
    if notes is not None:
        notes[database] = RowSet(items)


def noted(database: str) -> BitMap | None:
    """The items that were noted; None where nobody knows them."""
    found = (_notes.get() or {}).get(database)
    return None if found is None else found.items


def clause(items: BitMap) -> tuple[str, dict[str, str]]:
    """The condition that an item is one of these, as SQL, and its named values.

    It holds until the request is answered.
    """
    if len(items) <= _LIST_UP_TO:
        numbers = json.dumps(items.to_array().tolist())
        return "items.id IN (SELECT value FROM json_each(:fa_items))", {"fa_items": numbers}
    kept = RowSet(items)
    notes = _notes.get()
    if notes is not None:
        notes[f"set {kept.number}"] = kept
    return f"fa_has({kept.number}, items.id)", {}


def has(number: int, item: int) -> bool:
    """The SQL function `fa_has`: whether an item is in the set of this number."""
    return item in _sets[number].items
