"""Downloads: all lines that a search finds, as CSV that goes out while it is made.

Which items are meant is settled first, by their keys: a release that is built anew while a download
runs numbers its items anew, and keys stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import sqlite_utils

from fieldarchive.browse.data.queries import opened
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.finding.csv_answer import Line, csv_answer
from fieldarchive.browse.finding.searching import asked
from fieldarchive.browse.versions import Database, Datasette, Request, Response, Stream, in_time
from fieldarchive.catalogue import search
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.groups import groups

_AT_ONCE = 100  # items


@dataclass(frozen=True, slots=True)
class Download:
    """A file of lines: its name, its columns, the order of the items, and the lines of some."""

    name: str
    columns: Sequence[str]
    in_order: Callable[[sqlite_utils.Database, Wanted], Sequence[int]]
    lines_of: Callable[[sqlite_utils.Database, Wanted, Sequence[int]], Iterable[Line]]

    async def answer(
        self, request: Request, datasette: Datasette, database: str, release: Release, typed: str
    ) -> Response | Stream:
        """All lines of what the words typed find."""
        source = datasette.databases[database]
        settle = partial(self._settled, datasette, release, typed)
        wanted, keys = await source.execute_fn(settle)
        lines = self._lines(source, wanted, keys)
        return csv_answer(request, self.name, self.columns, lines)

    def _settled(
        self, datasette: Datasette, release: Release, typed: str, connection: sqlite3.Connection
    ) -> tuple[Wanted, list[str]]:
        database = opened(connection)
        with in_time(connection, datasette):
            wanted, _ = asked(release, typed, connection)
            return wanted, search.keys_of(database, self.in_order(database, wanted))

    async def _lines(
        self, source: Database, wanted: Wanted, keys: Sequence[str]
    ) -> AsyncIterator[Iterable[Line]]:
        for group in groups(keys, _AT_ONCE):
            yield await source.execute_fn(partial(self._lines_of, wanted, group))

    def _lines_of(
        self, wanted: Wanted, keys: Sequence[str], connection: sqlite3.Connection
    ) -> list[Line]:
        database = opened(connection)
        return list(self.lines_of(database, wanted, search.numbers_of(database, keys)))
