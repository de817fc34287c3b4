"""The questions of the timeline, as SQL.

Unless it is narrowed by more than city and kind, what is counted was counted when the release was
made (`timeline`, `told_times`). Else the items that are meant are looked up; the caller holds that
to Datasette's time limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from fieldarchive.catalogue.wanted import Side, Wanted, where

Row = Mapping[str, Any]

MOST_SAID = 60  # wide times that are drawn, by how many items have them
MOST_LISTED = 60
MOST_THREADS = 120
_COUNTED_BEFORE = {"city", "kind"}
_SAYS = "items.id {negated}IN (SELECT rowid FROM items_fts WHERE items_fts MATCH :{name})"
_PERIODS = "SELECT slug, date_start, date_end, en, ru, zh, note FROM periods ORDER BY rowid"
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'timeline'"
_EXTENT = """
SELECT min(coalesce(date_start, date_end)) AS first, max(coalesce(date_end, date_start)) AS last
FROM timeline WHERE grain IN ('month', 'said') AND {conditions}
"""
_BINS = """
SELECT lane, date, city, sum(items) AS items, sum(unsure) AS unsure FROM timeline
WHERE grain = :grain AND date_start <= :last AND date_end >= :first AND {conditions}
GROUP BY lane, date, city
"""
_SAID = """
SELECT lane, date, date_start, date_end, city, sum(items) AS items FROM timeline
WHERE grain = 'said' AND (date_start IS NULL OR date_start <= :last)
  AND (date_end IS NULL OR date_end >= :first)
  AND substr(date_start, 1, :n) IS NOT substr(date_end, 1, :n)
  AND {conditions}
GROUP BY lane, date, date_start, date_end, city ORDER BY sum(items) DESC, date LIMIT :most
"""
# The same two, of items that are looked up.
_TIMES = {
    "recorded": """
SELECT items.id AS item, items.date AS date, items.date_start AS first_day,
  items.date_end AS last_day, coalesce(items.city, '') AS city
FROM items WHERE coalesce(items.date_start, items.date_end) IS NOT NULL AND {conditions}
  AND (items.date_start IS NULL OR items.date_start <= :last)
  AND (items.date_end IS NULL OR items.date_end >= :first)""",
    "told": """
SELECT items.id AS item, t.about AS date, t.about_start AS first_day, t.about_end AS last_day,
  coalesce(items.city, '') AS city
FROM told_times t JOIN items ON items.id = t.item
WHERE coalesce(t.about_start, t.about_end) IS NOT NULL AND {conditions}
  AND (t.about_start IS NULL OR t.about_start <= :last)
  AND (t.about_end IS NULL OR t.about_end >= :first)""",
}
_FOUND_BINS = """
SELECT :lane AS lane, substr(first_day, 1, :n) || :x AS date, city, count(DISTINCT item) AS items,
  count(DISTINCT iif(date GLOB '*[~?%]*', item, NULL)) AS unsure
FROM ({times}) WHERE substr(first_day, 1, :n) = substr(last_day, 1, :n) GROUP BY 2, 3
"""
_FOUND_SAID = """
SELECT :lane AS lane, date, first_day AS date_start, last_day AS date_end, city,
  count(DISTINCT item) AS items
FROM ({times}) WHERE substr(first_day, 1, :n) IS NOT substr(last_day, 1, :n)
GROUP BY 2, 3, 4, 5 ORDER BY 6 DESC, 2 LIMIT :most
"""
_FOUND_EXTENT = """
SELECT min(coalesce(first_day, last_day)) AS first, max(coalesce(last_day, first_day)) AS last
FROM ({times})
"""
_THREADS = """
SELECT t.about AS date, substr(t.about_start, 1, :n) AS told_in,
  substr(t.about_end, 1, :n) AS told_to,
  coalesce(t.city, '') AS city, min(t.recorded_on) AS recorded_on, count(DISTINCT t.item) AS items
FROM told_times t {join}
WHERE t.recorded_on IS NOT NULL AND {conditions}
  AND (t.about_start IS NULL OR t.about_start <= :last)
  AND (t.about_end IS NULL OR t.about_end >= :first)
GROUP BY 1, 2, 3, 4, substr(t.recorded_on, 1, :n) ORDER BY 6 DESC LIMIT :most
"""
_RECORDED = """
SELECT id, key, kind, title, city, date, thumbnail, language FROM items
WHERE date_start >= :first AND date_start <= :last AND {conditions}
ORDER BY date_start, recorded_at, id LIMIT :most
"""
_TOLD = """
SELECT items.id, items.key, items.kind, items.title, items.city, items.date, items.language,
  t.about, t.n, s.n AS segment, s.start_ms, s.text AS said, s.language AS said_in, s.speaker
FROM told_times t JOIN items ON items.id = t.item
LEFT JOIN told_about a ON a.item = t.item AND a.n = t.n
LEFT JOIN segments s ON s.id = (
  SELECT id FROM segments WHERE item = t.item AND (
    n = a.first_segment
    OR (a.first_segment IS NULL AND start_ms IS NOT NULL
        AND coalesce(end_ms, start_ms) > a.start_ms))
  ORDER BY n LIMIT 1)
WHERE (t.about_start IS NULL OR t.about_start <= :last)
  AND (t.about_end IS NULL OR t.about_end >= :first) AND {conditions}
ORDER BY t.about_start, t.about_end, t.item, t.n LIMIT :most
"""
_CONDITIONS = {
    "handle": "items.id IN (SELECT item FROM item_people WHERE handle = :{key})",
    "day": "items.id IN (SELECT item FROM told_times WHERE about_start = :{key} "
    "AND about_end = about_start)",
    **{
        column: f"items.id IN (SELECT item FROM told_times WHERE {column} = :{{key}})"
        for column in ("about", "decade", "year", "month")
    },
}
_LENGTHS = {"decade": 3, "year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True)
class Times:
    """Items of a release that are `wanted`, to be counted along the axis."""

    database: Database
    wanted: Wanted

    @property
    def is_counted(self) -> bool:
        """Whether the release has counted them already."""
        fields = {one.field for one in self.wanted.conditions if not one.negated}
        narrower = any(one.negated for one in self.wanted.conditions)
        words = self.wanted.match or self.wanted.without
        return not words and not narrower and fields <= _COUNTED_BEFORE

    def extent(self) -> tuple[str, str] | None:
        """The first and the last day that any of these items has, in either lane."""
        if self.is_counted:
            rows = self._ask(_EXTENT, table="timeline")
        else:
            span = {"first": "0001-01-01", "last": "9999-12-31"}
            rows = [row for lane in _TIMES for row in self._found(_FOUND_EXTENT, lane, span)]
        days = [row for row in rows if row["first"]]
        if not days:
            return None
        return min(row["first"] for row in days), max(row["last"] for row in days)

    def bins(self, grain: str, first: str, last: str) -> list[Row]:
        """How many items lie in one bin as a whole, by lane, bin and city."""
        if self.is_counted and grain != "day":
            span = {"grain": grain, "first": first, "last": last}
            return self._ask(_BINS, span, table="timeline")
        cells = {"first": first, "last": last, "n": _LENGTHS[grain], "x": _x(grain)}
        return [row for lane in _TIMES for row in self._found(_FOUND_BINS, lane, cells)]

    def said(self, grain: str, first: str, last: str) -> list[Row]:
        """The times that are wider than a bin, as they were said, those of most items first."""
        span = {"first": first, "last": last, "n": _LENGTHS[grain], "most": MOST_SAID}
        if self.is_counted:
            return self._ask(_SAID, span, table="timeline")
        return [row for lane in _TIMES for row in self._found(_FOUND_SAID, lane, span)]

    def threads(self, grain: str, first: str, last: str) -> list[Row]:
        """Which times are told of in recordings of which bin, those of most items first."""
        span = {"first": first, "last": last, "n": _LENGTHS[grain], "most": MOST_THREADS}
        if self.is_counted:
            return self._ask(_THREADS, span, table="t", join="")
        return self._ask(_THREADS, span, join="JOIN items ON items.id = t.item")

    def recorded(self, first: str, last: str) -> list[Row]:
        """The items recorded in these days, the oldest first."""
        return self._ask(_RECORDED, {"first": first, "last": last, "most": MOST_LISTED})

    def told(self, first: str, last: str) -> list[Row]:
        """What is told of these days: an item or a stretch of one, with the line it begins with."""
        return self._ask(_TOLD, {"first": first, "last": last, "most": MOST_LISTED})

    def _found(self, sql: str, lane: str, values: Mapping[str, Any]) -> list[Row]:
        conditions, named = self._conditions("items")
        times = _TIMES[lane].format(conditions=conditions)
        return self._rows(sql.format(times=times), {**values, **named, "lane": lane})

    def _ask(
        self, sql: str, values: Mapping[str, Any] | None = None, table: str = "items", **parts: str
    ) -> list[Row]:
        conditions, named = self._conditions(table)
        return self._rows(sql.format(conditions=conditions, **parts), {**(values or {}), **named})

    def _conditions(self, table: str) -> tuple[str, dict[str, str]]:
        """A WHERE on `table`, which has the columns city and kind of items."""
        conditions, values = where(self.wanted, Side.BROWSE)
        clauses = [conditions.replace("items.", f"{table}.") if table != "items" else conditions]
        if self.wanted.match:
            clauses.append(_SAYS.format(negated="", name="match"))
            values["match"] = self.wanted.match
        if self.wanted.without:
            clauses.append(_SAYS.format(negated="NOT ", name="without"))
            values["without"] = self.wanted.without
        return " AND ".join(clauses), values

    def _rows(self, sql: str, values: Mapping[str, Any]) -> list[Row]:
        return [dict(row) for row in self.database.conn.execute(sql, values)]


def condition(on: str, key: str) -> str:
    """A condition on items, of a value named `key`: who is in them, or what time they tell of."""
    return _CONDITIONS[on].format(key=key)


def periods(database: Database) -> list[Row]:
    """The periods and events of the archive, in its order."""
    return [dict(row) for row in database.conn.execute(_PERIODS)]


def is_counted(database: Database) -> bool:
    """Whether a release has its times counted; one of an older program has not."""
    return database.conn.execute(_TABLES).fetchone() is not None


def _x(grain: str) -> str:
    return "X" if grain == "decade" else ""
