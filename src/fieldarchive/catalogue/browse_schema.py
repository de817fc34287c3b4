"""The tables of a browse database, from `schemas/tables.json`, and the index that is ours alone.

The tables and their columns are public interface. What stands in them is `published`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue import facet_index
from fieldarchive.catalogue.database import BROWSE_ID, run_statements

_SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "binary": "BLOB"}
_INDEXES = (
    "items(city, kind)",
    "items(kind)",
    "items(year)",
    "items(decade)",
    "items(place)",
    "items(language)",
    "items(date_start DESC)",
    "items(date_start, recorded_at) WHERE thumbnail IS NOT NULL",
    "item_themes(theme, item)",
    "segments(item, n)",
    "files(item, n)",
    "files(sha256)",
    "files(mime)",
    "photographs(item)",
    "item_people(handle, item)",
    "segments(handle)",
    "told_about(item, n)",
    "told_times(about, city, recorded_on)",
    "told_times(about_start)",
)
TOKENIZER = "unicode61 remove_diacritics 2"
_SEARCH = f"""
CREATE TABLE items_spaced
  (id INTEGER PRIMARY KEY, title TEXT, labels TEXT, description TEXT, text TEXT);
CREATE VIEW items_searchable AS
  SELECT i.id, coalesce(s.title, i.title) AS title, s.labels AS labels,
         coalesce(s.description, i.description) AS description, coalesce(s.text, i.text) AS text
  FROM items i LEFT JOIN items_spaced s ON s.id = i.id;
CREATE VIRTUAL TABLE items_fts USING fts5(
  title, labels, description, text,
  content="items_searchable", content_rowid="id", tokenize="{TOKENIZER}");
CREATE TABLE segments_spaced (id INTEGER PRIMARY KEY, text TEXT);
CREATE VIEW segments_searchable AS
  SELECT g.id, coalesce(s.text, g.text) AS text
  FROM segments g LEFT JOIN segments_spaced s ON s.id = g.id;
CREATE VIRTUAL TABLE segments_fts USING fts5(
  text,
  content="segments_searchable", content_rowid="id", tokenize="{TOKENIZER}");
CREATE VIRTUAL TABLE items_words USING fts5vocab('items_fts', 'row');
CREATE VIRTUAL TABLE segments_words USING fts5vocab('segments_fts', 'row');
CREATE VIRTUAL TABLE items_instances USING fts5vocab('items_fts', 'instance');
CREATE VIRTUAL TABLE segments_instances USING fts5vocab('segments_fts', 'instance');
CREATE TABLE lexicon (key TEXT, form TEXT, PRIMARY KEY (key, form)) WITHOUT ROWID;
CREATE TABLE spellings (kind TEXT, slug TEXT, n INTEGER, spelling TEXT, key TEXT,
  PRIMARY KEY (kind, slug, n)) WITHOUT ROWID;
CREATE INDEX idx_spellings_key ON spellings(key);
CREATE TABLE neighbours (sign TEXT PRIMARY KEY, followers TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE release (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def create(database: Database, tables: Mapping[str, Any]) -> None:
    """Lay out an empty browse database from the `tables` of tables.json."""
    for name, table in tables.items():
        database.conn.execute(_table_sql(name, table))
    run_statements(database, _SEARCH)
    database.conn.execute(facet_index.TABLE)
    for index in _INDEXES:
        name = "_".join(re.findall(r"\w+", index))
        database.conn.execute(f"CREATE INDEX idx_{name} ON {index}")
    database.conn.execute(f"PRAGMA application_id = {BROWSE_ID}")


def _table_sql(name: str, table: Mapping[str, Any]) -> str:
    key = table["key"]
    lines = [_column_sql(column, facts, key) for column, facts in table["columns"].items()]
    if isinstance(key, list):
        lines.append(f"PRIMARY KEY ({', '.join(key)})")
    if name == "items":
        lines.append("UNIQUE (key)")
    return f'CREATE TABLE "{name}" ({", ".join(lines)})'


def _column_sql(column: str, facts: Mapping[str, Any], key: str | list[str]) -> str:
    line = f'"{column}" {_SQL_TYPES.get(facts["type"], "TEXT")}'
    if column == key:
        line += " PRIMARY KEY"
    if target := facts.get("refers_to"):
        table, target_column = target.split(".")
        line += f' REFERENCES "{table}"("{target_column}") DEFERRABLE INITIALLY DEFERRED'
    return line
