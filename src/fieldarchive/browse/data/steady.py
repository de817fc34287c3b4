"""One order for every page of a list.

Datasette (0.65 and 1.0 alike) sorts the first page by the chosen column alone and the later ones
by the column and then the key. Where an index serves the first page, rows of the same date come
in another order than the second page goes on in, and some are shown twice or never. The key is
added to the first page here; everything else is asked as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from fieldarchive.browse.versions import Database
from fieldarchive.config import schema

_SORTED = re.compile(
    r"(?P<before>select .* from (?P<table>\w+) .*order by "
    r"(?P<column>\w+|\[[^\]]+\])(?: desc)?)(?P<limit> limit \d+)\s*",
    re.DOTALL,
)


def keep_in_order(database: Database) -> None:
    """Have this database sort the first page of a list as it sorts the others."""
    ask: Callable[..., Any] = database.execute

    def execute(sql: str, *values: object, **options: object) -> Any:  # noqa: ANN401 - Datasette's
        return ask(_in_one_order(sql), *values, **options)

    database.execute = execute


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
