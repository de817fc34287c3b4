"""Which items the address of a list chooses, told from bitmaps, by Datasette's own parameters.

What is not known here (a comparison, a part of a word) gives None: then Datasette's SQL says it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import reduce

from fieldarchive.browse.facets import BitMap, FacetIndex, Value

Pair = tuple[str, str]
_CONDITIONS = ("_where", "_through", "_filter", "_told", "_person")
_ARRAYS = ("themes", "people")
_COLUMNS = ("city", "kind", "place", "year", "decade", "language", "access")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")  # as SQLite compares with an integer column


def chosen(index: FacetIndex, pairs: Iterable[Pair]) -> BitMap | None:
    """The items that meet every condition; None where one of them is not known here."""
    found = index.every
    for name, value in pairs:
        if shapes_only(name):
            continue
        some = _meeting(index, name, value)
        if some is None:
            return None
        found = found & some
    return found


def shapes_only(name: str) -> bool:
    """Whether a parameter leaves the rows as they are, or is answered elsewhere, as a search is."""
    return name.startswith("_") and not name.startswith(_CONDITIONS)


def _meeting(index: FacetIndex, name: str, value: str) -> BitMap | None:
    column, _, condition = name.partition("__")
    if column in _ARRAYS:
        return _of_array(index, column, condition, value)
    if column not in _COLUMNS:
        return None
    if condition in _PRESENCE:
        return _PRESENCE[condition](index, column)
    if condition == "in":
        return _any_of(index, column, _listed(value))
    key = _key(column, value)
    if key is None or condition not in ("", "exact", "not"):
        return None
    having = index.items(column, key)
    return _given(index, column) - having if condition == "not" else having


def _of_array(index: FacetIndex, column: str, condition: str, value: str) -> BitMap | None:
    if condition == "arraycontains":
        return index.items(column, value)
    if condition == "arraynotcontains":
        return index.every - index.items(column, value)
    return None


def _any_of(index: FacetIndex, column: str, values: list[str] | None) -> BitMap | None:
    keys = None if values is None else [_key(column, value) for value in values]
    if keys is None or None in keys:
        return None
    return _joined(index.items(column, key) for key in keys if key is not None)


def _listed(value: str) -> list[str] | None:
    """The values of `__in`: a JSON array, or words between commas, as Datasette reads them."""
    if not value.startswith("["):
        return [one.strip() for one in value.split(",")]
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if all(isinstance(one, str) for one in found) else None


def _key(column: str, value: str) -> Value | None:
    if column != "year":
        return value
    return int(value) if _NUMBER.fullmatch(value) else None


def _given(index: FacetIndex, column: str) -> BitMap:
    return _joined(index.values(column).values())


def _not_blank(index: FacetIndex, column: str) -> BitMap:
    return _joined(items for value, items in index.values(column).items() if value != "")


def _joined(some: Iterable[BitMap]) -> BitMap:
    return reduce(BitMap.union, some, BitMap())


_PRESENCE: dict[str, Callable[[FacetIndex, str], BitMap]] = {
    "isnull": lambda index, column: index.every - _given(index, column),
    "notnull": _given,
    "isblank": lambda index, column: index.every - _not_blank(index, column),
    "notblank": _not_blank,
}
