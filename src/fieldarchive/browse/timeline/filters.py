"""Conditions on the list of items that no column says: what time is told of, and who is named.

`_told=1967~/1989~` asks for items that tell of this time as it was said, `_told_in=1969` for those
that tell of a time within a decade, year or month, `_person=HANDLE` for those that name somebody.
Datasette's `_through` would say the same, but mixes up its values with those of other conditions.
"""

from __future__ import annotations

from fieldarchive.browse.timeline import queries
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Filters, Request, filters

TOLD, TOLD_IN, PERSON = "_told", "_told_in", "_person"
_COLUMNS = {3: "decade", 4: "year", 7: "month"}


async def time_filters(request: Request) -> Filters:
    """What Datasette is to add to the conditions of the list of items."""
    clauses: list[str] = []
    values: dict[str, str] = {}
    said: list[str] = []
    for name in (TOLD, TOLD_IN, PERSON):
        for value in filter(None, request.args.getlist(name)):
            key = f"times{len(values)}"
            clauses.append(queries.condition(_column(name, value), key))
            values[key] = value
            said.append(_in_words(name, value))
    return filters(clauses, values, said)


def _column(name: str, value: str) -> str:
    if name == PERSON:
        return "handle"
    if name == TOLD:
        return "about"
    return _COLUMNS.get(len(value.removesuffix("X")), "day")


def _in_words(name: str, value: str) -> str:
    if name == PERSON:
        return _("names %(person)s", person=value)
    return _("tells of %(date)s", date=value)
