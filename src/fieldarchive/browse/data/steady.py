"""One order for every page of a list, and its count from what was found already.

Datasette (0.65 and 1.0 alike) sorts the first page by the chosen column alone and the later ones
by the column and then the key. Where an index serves the first page, rows of the same date come
in another order than the second page goes on in, and some are shown twice or never. The key is
added to the first page here; everything else is asked as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from fieldarchive.browse.facets.request import noted
from fieldarchive.browse.versions import Database
from fieldarchive.config import schema

_SORTED = re.compile(
    r"(?P<before>select .*? from (?P<table>\w+) .*order by "
    r"(?P<column>\w+|\[[^\]]+\])(?: desc)?)(?P<limit> limit \d+)\s*",
    re.DOTALL,
)


_COUNTED = re.compile(r"select count\(\*\) from (?:\(select \* from )?items\b")


def keep_in_order(database: Database) -> None:
    """Have this database sort the first page of a list as it sorts the others."""
    ask: Callable[..., Any] = database.execute

    def execute(sql: str, *values: object, **options: object) -> Any:  # noqa: ANN401 - Datasette's
        count = _known_count(database.name, sql)
        if count is not None:
            return ask("SELECT ?", [count])
        return ask(_in_one_order(sql), *values, **options)

    database.execute = execute


def _known_count(name: str, sql: str) -> int | None:
    """The count that Datasette is about to ask of the list of items, where the rows are noted."""
    if not _COUNTED.match(sql):
        return None
    items = noted(name)
    return None if items is None else len(items)


def _in_one_order(sql: str) -> str:
    """`sql`, with the key of the table as its last order where Datasette has left it out."""
    found = _SORTED.fullmatch(sql)
    table = schema("tables.json")["tables"].get(found["table"]) if found else None
    if found is None or table is None:
        return sql
    key = [table["key"]] if isinstance(table["key"], str) else table["key"]
    if found["column"] == key[0]:
        return sql
    return f"{found['before']}, {', '.join(key)}{found['limit']}"
