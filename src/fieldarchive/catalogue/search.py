"""Looking items up in a browse database, by words and by what they are."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue.wanted import Filter, condition

_COLUMNS = "id, key, kind, title, city, date, themes, language"
# Columns 0 to 3 are title, labels, description, text.
# What names an item counts for more than what it says.
_MARKED = """
, snippet(items_fts, 3, char(2), char(3), '…', 14) AS in_text
, snippet(items_fts, 2, char(2), char(3), '…', 14) AS in_description
, highlight(items_fts, 1, char(2), char(3)) AS in_labels"""
_BEST_FIRST = "bm25(items_fts, 8, 4, 2, 1), items.id"


def find(
    database: Database, match: str, wanted: Filter, limit: int
) -> tuple[int, list[dict[str, Any]]]:
    """How many items there are, and the first of them: best first, without words newest first.

    `match` is an FTS5 expression or empty. With one, `in_text` and `in_description` are pieces,
    and `in_labels` all labels a line each, with \\x02 and \\x03 around what matched.
    """
    where, values = condition(wanted)
    source, marked, order = "items", "", "date_start DESC, date DESC, id"
    if match:
        source = "items_fts JOIN items ON items.id = items_fts.rowid"
        marked = _MARKED
        where, order = f"items_fts MATCH :match AND {where}", _BEST_FIRST
        values = {**values, "match": match}
    columns = ", ".join(f"items.{column}" for column in _COLUMNS.split(", "))
    total = database.conn.execute(f"SELECT count(*) FROM {source} WHERE {where}", values)
    rows = database.conn.execute(
        f"SELECT {columns}{marked} FROM {source} WHERE {where} ORDER BY {order} LIMIT {int(limit)}",
        values,
    )
    names = [column[0] for column in rows.description]
    return int(total.fetchone()[0]), [dict(zip(names, row, strict=True)) for row in rows]
