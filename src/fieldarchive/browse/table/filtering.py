"""What a list of Datasette's is filtered by beside Datasette's own conditions.

Items are found as a set: by bitmaps what the address chooses, by the index of words what was
typed. The set answers the count, the rows and the facets of the page. What bitmaps do not know is
left to Datasette's SQL, and then only the search is a set.
"""

from __future__ import annotations

from functools import partial
from urllib.parse import parse_qsl

from fieldarchive.browse.data import queries
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.facets import BitMap, FacetIndex, index_of
from fieldarchive.browse.facets.chosen import chosen
from fieldarchive.browse.facets.request import clause, note
from fieldarchive.browse.finding.searching import Asked, searched
from fieldarchive.browse.versions import Datasette, Filters, Request, filters
from fieldarchive.catalogue.wanted import Wanted


async def filters_of(
    datasette: Datasette, request: Request, database: str, release: Release, table: str
) -> Filters:
    """What Datasette is to add to the conditions of a list, and what its page is to tell."""
    found = await searched(datasette, request, database, release, table)
    if table != "items":
        where, values = queries.asked_of(table, found[0]) if found else ([], {})
        return filters(where, values, _told(found))
    index = await index_of(datasette, database)
    pairs = parse_qsl(request.query_string, keep_blank_values=True)
    by_address = chosen(index, pairs)
    hits = None if found is None else await items_of(datasette, database, index, found[0])
    if by_address is None:
        return filters() if hits is None else _filters_by(hits, _told(found))
    shown = by_address if hits is None else by_address & hits
    note(database, shown)
    return filters() if shown == index.every else _filters_by(shown, _told(found))


async def items_of(
    datasette: Datasette, database: str, index: FacetIndex, wanted: Wanted
) -> BitMap:
    """The items that are wanted, as a set; the last ones that were asked for are remembered."""
    known = index.searches.get(wanted)
    if known is None:
        ask = partial(queries.numbers_wanted, wanted=wanted)
        known = BitMap(await datasette.databases[database].execute_fn(ask))
        index.searches.put(wanted, known)
    return known


def _filters_by(items: BitMap, told: list[str]) -> Filters:
    condition, values = clause(items)
    return filters([condition], values, told)


def _told(found: tuple[Wanted, Asked] | None) -> list[str]:
    if found is None:
        return []
    return [f'search matches "{found[1].typed}" ({found[1].in_words})']
