"""Datasette's facets of the items, counted by bitmaps; all others are left to Datasette.

Names of parameters, links and the shape of the answer are Datasette's own, and so is the order:
most items first, then by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasette import facets as stock  # type: ignore[import-untyped]

from fieldarchive.browse.data import queries
from fieldarchive.browse.data.release import release_of
from fieldarchive.browse.facets import BitMap, FacetIndex, Value, index_of
from fieldarchive.browse.facets.request import noted
from fieldarchive.browse.versions import labels_of, path_with_added_args, path_with_removed_args

Answer = tuple[list[dict[str, Any]], list[str]]


class _FromBitmaps(stock.Facet):  # type: ignore[misc]
    """Answers for the columns of `counted`, where all that is asked for is among them."""

    counted: tuple[str, ...]
    parameter: str
    asks: str  # what stands behind the column in the address of one value

    async def facet_results(self) -> Answer:
        """Facets and the names of those that took too long, of which there are none here."""
        wanted = {_column(source["config"]): source["source"] for source in self.get_configs()}
        ours = release_of(self.ds, self.database) is not None and self.table == "items"
        if not wanted or not ours or not set(wanted) <= set(self.counted):
            return await super().facet_results()  # type: ignore[no-any-return]
        index = await index_of(self.ds, self.database)
        shown = await self._shown(index)
        return [
            await self._facet(column, index.counts(column, shown), source)
            for column, source in wanted.items()
        ], []

    async def _shown(self, index: FacetIndex) -> BitMap:
        known = noted(self.database)
        if known is not None:
            return known
        database = self.ds.databases[self.database]
        return BitMap(await queries.numbers_of(database, self.sql, self.params))

    async def _facet(self, column: str, counts: Mapping[Value, int], source: str) -> dict[str, Any]:
        size = self.get_facet_size()
        first = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        labels = await self._labels(column, [value for value, _ in first[:size]])
        off = path_with_removed_args(self.request, {self.parameter: column})
        return {
            "name": column,
            "type": self.type,
            "hideable": source != "metadata",
            "toggle_url": self.ds.urls.path(off),
            "results": [
                self._value(column, value, count, labels.get(value, value))
                for value, count in first[:size]
            ],
            "truncated": len(first) > size,
        }

    async def _labels(self, column: str, values: list[Value]) -> dict[Value, str]:
        return {}

    def _value(self, column: str, value: Value, count: int, label: object) -> dict[str, Any]:
        name = column + self.asks
        selected = (name, str(value)) in self.get_querystring_pairs()
        change = path_with_removed_args if selected else path_with_added_args
        url = self.ds.urls.path(change(self.request, {name: str(value) if selected else value}))
        return {
            "value": value,
            "label": label,
            "count": count,
            "toggle_url": self.ds.absolute_url(self.request, url),
            "selected": selected,
        }


class ColumnFacet(_FromBitmaps, stock.ColumnFacet):  # type: ignore[misc]
    """`_facet=city` and the like."""

    counted = ("city", "kind", "place", "year", "decade", "language", "access")
    parameter = "_facet"
    asks = ""

    async def _labels(self, column: str, values: list[Value]) -> dict[Value, str]:
        return await labels_of(self.ds, self.request, self.database, self.table, column, values)


class ArrayFacet(_FromBitmaps, stock.ArrayFacet):  # type: ignore[misc]
    """`_facet_array=themes` and `_facet_array=people`."""

    counted = ("themes", "people")
    parameter = "_facet_array"
    asks = "__arraycontains"


CLASSES = [ColumnFacet, stock.DateFacet, ArrayFacet]


def _column(config: Mapping[str, str]) -> str:
    return config.get("column") or config["simple"]
