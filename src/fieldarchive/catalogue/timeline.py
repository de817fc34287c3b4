"""How much of a browse database was recorded when, and tells of when, counted beforehand.

Two lanes: `recorded` is when items were made, `told` the time that people speak of in them. What
an item adds to the counts is taken off again before it is replaced, so that a file which follows
the archive counts like one built anew. How it looks on a page is for the pages.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from sqlite3 import Connection

# Named `?` in both statements: the numbers of items, as JSON.
_TOLD = """
INSERT INTO told_times (item, n, about, about_start, about_end, decade, year, month,
                        city, kind, recorded_on)
SELECT item, n, about, about_start, about_end,
  iif(substr(about_start, 1, 3) = substr(about_end, 1, 3),
      substr(about_start, 1, 3) || 'X', NULL),
  iif(substr(about_start, 1, 4) = substr(about_end, 1, 4),
      substr(about_start, 1, 4), NULL),
  iif(substr(about_start, 1, 7) = substr(about_end, 1, 7),
      substr(about_start, 1, 7), NULL),
       city, kind, coalesce(date_start, date_end)
FROM (SELECT id AS item, 0 AS n, about, about_start, about_end, city, kind, date_start, date_end
      FROM items UNION ALL
      SELECT t.item, t.n, t.about, t.about_start, t.about_end,
             i.city, i.kind, i.date_start, i.date_end
      FROM told_about t JOIN items i ON i.id = t.item)
WHERE about IS NOT NULL AND item IN (SELECT value FROM json_each(?))
"""
# A time known to the day stands in the bins alone; any other stands as it was said as well,
# because it may be wider than a bin.
_COUNT = """
WITH
numbers AS (SELECT value AS item FROM json_each(?)),
grains (grain, n) AS (VALUES ('decade', 3), ('year', 4), ('month', 7), ('said', 0)),
times AS (
  SELECT 'recorded' AS lane, id AS item, date, date_start, date_end, city, kind
  FROM items WHERE id IN numbers
  UNION ALL
  SELECT 'told', item, about, about_start, about_end, city, kind
  FROM told_times WHERE item IN numbers),
known AS (
  SELECT *, date GLOB '*[~?%]*' AS is_unsure FROM times
  WHERE date_start IS NOT NULL OR date_end IS NOT NULL),
counted AS (
  SELECT lane, grain,
    CASE grain WHEN 'said' THEN date WHEN 'decade' THEN substr(date_start, 1, n) || 'X'
      ELSE substr(date_start, 1, n) END AS bin,
    CASE grain WHEN 'said' THEN date_start
      WHEN 'decade' THEN substr(date_start, 1, n) || '0-01-01'
      WHEN 'year' THEN substr(date_start, 1, n) || '-01-01'
      ELSE substr(date_start, 1, n) || '-01' END AS first_day,
    CASE grain WHEN 'said' THEN date_end WHEN 'decade' THEN substr(date_start, 1, n) || '9-12-31'
      WHEN 'year' THEN substr(date_start, 1, n) || '-12-31'
      ELSE date(substr(date_start, 1, n) || '-01', '+1 month', '-1 day') END AS last_day,
    coalesce(city, '') AS city, kind, item, is_unsure
  FROM known JOIN grains
  WHERE CASE grain WHEN 'said' THEN date_start IS NOT date_end OR is_unsure
    ELSE substr(date_start, 1, n) = substr(date_end, 1, n) END)
INSERT INTO timeline (lane, grain, date, date_start, date_end, city, kind, items, unsure)
SELECT lane, grain, bin, first_day, last_day, city, kind, {sign} count(DISTINCT item),
       {sign} count(DISTINCT iif(is_unsure, item, NULL))
FROM counted WHERE 1 GROUP BY lane, grain, bin, first_day, last_day, city, kind
ON CONFLICT (lane, grain, date, city, kind) DO UPDATE
SET items = items + excluded.items, unsure = unsure + excluded.unsure
"""


def put(connection: Connection, numbers: Sequence[int]) -> None:
    """Count items that were just written, with the times that they tell of."""
    named = json.dumps(list(numbers))
    connection.execute(_TOLD, [named])
    connection.execute(_COUNT.format(sign="+"), [named])


def forget(connection: Connection, number: int) -> None:
    """Take an item off the counts, while its rows are still there."""
    named = json.dumps([number])
    connection.execute(_COUNT.format(sign="-"), [named])
    connection.execute("DELETE FROM timeline WHERE items = 0")
    connection.execute("DELETE FROM told_times WHERE item = ?", [number])
