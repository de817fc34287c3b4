"""Looking items up in a browse database, by words and by what they are."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue.wanted import Filter, condition

_COLUMNS = "id, key, kind, title, city, date, themes, language"
# title, labels, description, text: what names an item counts for more than what it says
_BEST_FIRST = "bm25(items_fts, 8, 4, 2, 1), items.id"


def find(
    database: Database, match: str, wanted: Filter, limit: int
) -> tuple[int, list[dict[str, Any]]]:
    """How many items there are, and the first of them: best first, without words newest first.

    `match` is an FTS5 expression or empty. With one, each row has a `snippet` in which \\x02 and
    \\x03 stand around what matched.
    """
    where, values = condition(wanted)
    source, snippet, order = "items", "NULL", "date_start DESC, date DESC, id"
    if match:
        source = "items_fts JOIN items ON items.id = items_fts.rowid"
        snippet = "snippet(items_fts, -1, char(2), char(3), '…', 12)"
        where, order = f"items_fts MATCH :match AND {where}", _BEST_FIRST
        values = {**values, "match": match}
    columns = ", ".join(f"items.{column}" for column in _COLUMNS.split(", "))
    total = database.conn.execute(f"SELECT count(*) FROM {source} WHERE {where}", values)
    rows = database.conn.execute(
        f"SELECT {columns}, {snippet} AS snippet FROM {source} WHERE {where} "
        f"ORDER BY {order} LIMIT {int(limit)}",
        values,
    )
    names = [column[0] for column in rows.description]
    return int(total.fetchone()[0]), [dict(zip(names, row, strict=True)) for row in rows]
