"""Looking items up in a browse database, by words and by what they are."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue.wanted import NEWEST_FIRST, Wanted, where_published

_COLUMNS = "id, key, kind, title, city, place, date, themes, language, access"
# Columns 0 to 3 are title, labels, description, text.
# What names an item counts for more than what it says.
_MARKED = """
, snippet(items_fts, 3, char(2), char(3), '…', 14) AS in_text
, snippet(items_fts, 2, char(2), char(3), '…', 14) AS in_description
, highlight(items_fts, 1, char(2), char(3)) AS in_labels"""
_BEST_FIRST = "bm25(items_fts, 8, 4, 2, 1), items.id"


def find(database: Database, wanted: Wanted, limit: int) -> tuple[int, list[dict[str, Any]]]:
    """How many items there are, and the first of them: best first, without words newest first.

    With words, `in_text` and `in_description` are pieces, and `in_labels` all labels a line each,
    with \\x02 and \\x03 around what matched.
    """
    source, conditions, values = _asked(wanted)
    marked, order = (_MARKED, _BEST_FIRST) if wanted.match else ("", NEWEST_FIRST)
    columns = ", ".join(f"items.{column}" for column in _COLUMNS.split(", "))
    total = database.conn.execute(f"SELECT count(*) FROM {source} WHERE {conditions}", values)
    rows = database.conn.execute(
        f"SELECT {columns}{marked} FROM {source} WHERE {conditions} "
        f"ORDER BY {order} LIMIT {int(limit)}",
        values,
    )
    names = [column[0] for column in rows.description]
    return int(total.fetchone()[0]), [dict(zip(names, row, strict=True)) for row in rows]


def keys(database: Database, wanted: Wanted) -> list[str]:
    """The keys of all items that are wanted, in no order that matters."""
    source, conditions, values = _asked(wanted)
    rows = database.conn.execute(f"SELECT items.key FROM {source} WHERE {conditions}", values)
    return [key for (key,) in rows]


def _asked(wanted: Wanted) -> tuple[str, str, dict[str, str]]:
    conditions, values = where_published(wanted)
    if not wanted.match:
        return "items", conditions, values
    return (
        "items_fts JOIN items ON items.id = items_fts.rowid",
        f"items_fts MATCH :match AND {conditions}",
        {**values, "match": wanted.match},
    )
