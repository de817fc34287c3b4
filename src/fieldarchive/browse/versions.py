"""What differs between Datasette 0.65 and 1.0, and the names that this room takes from it.

Datasette loads its plugins while it is itself being imported, so its application must not be
imported here when this module is read: what is needed of it is imported by the function that
needs it. Only `server`, which no hook imports, names the application outright.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from datasette.utils import (  # type: ignore[import-untyped]
    path_with_added_args,
    path_with_removed_args,
)
from datasette.utils.asgi import (  # type: ignore[import-untyped]
    AsgiStream as Stream,
)
from datasette.utils.asgi import Base400, Request, Response
from datasette.version import __version__  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.database import Database  # type: ignore[import-untyped]
    from datasette.filters import FilterArguments as Filters  # type: ignore[import-untyped]
else:
    Datasette: TypeAlias = object
    Database: TypeAlias = object
    Filters: TypeAlias = object

__all__ = [
    "IS_ONE",
    "Base400",
    "Database",
    "Datasette",
    "Filters",
    "Request",
    "Response",
    "Stream",
    "attached",
    "describe",
    "filters",
    "in_time",
    "labels_of",
    "may_view",
    "path_with_added_args",
    "path_with_removed_args",
    "quoted_for_search",
    "read_only_connection",
    "reconnect",
    "said_by",
    "stop_counting_twice",
]

TOO_LONG = "The question took too long. Narrow it down, or leave a filter out."
IS_ONE = not __version__.startswith("0.")

_OURS_TO_CONFIGURE = frozenset(("facets", "sort_desc", "label_column", "size", "hidden"))


def attached(datasette: Datasette) -> dict[str, Database]:
    """The databases that a person attached, by name; not Datasette's own `_internal`."""
    return {name: db for name, db in datasette.databases.items() if name != "_internal"}


async def may_view(datasette: Datasette, actor: object, database: str, table: str) -> bool:
    """Whether the actor may see a table. 0.65 does not ask for its parents, so they are asked."""
    if IS_ONE:
        from datasette.resources import TableResource  # type: ignore[import-untyped]

        resource = TableResource(database=database, table=table)
        return bool(await datasette.allowed(action="view-table", resource=resource, actor=actor))
    questions: tuple[tuple[str, Any], ...] = (
        ("view-instance", None),
        ("view-database", database),
        ("view-table", (database, table)),
    )
    for action, asked_of in questions:
        if not await datasette.permission_allowed(actor, action, asked_of, default=True):
            return False
    return True


def filters(
    where: Sequence[str] = (), values: Mapping[str, str] | None = None, told: Sequence[str] = ()
) -> Filters:
    """What a list that can be searched is filtered by: SQL with its values, and the same told."""
    from datasette.filters import FilterArguments

    context = {"supports_search": True}
    return FilterArguments(list(where), dict(values or {}), list(told), context)


async def labels_of(
    datasette: Datasette,
    request: Request,
    database: str,
    table: str,
    column: str,
    values: Sequence[Any],
) -> dict[Any, str]:
    """By value the label that the table says which a column refers to."""
    asked: tuple[Any, ...] = (database, table, column, values)
    if IS_ONE:
        asked = (request.actor, *asked)
    found = await datasette.expand_foreign_keys(*asked)
    return {value: label for (_, value), label in found.items()}


def stop_counting_twice() -> None:
    """Take Datasette's own facets away; ours stand in their place, and leave to them the rest."""
    from datasette.plugins import pm  # type: ignore[import-untyped]

    if pm.get_plugin("datasette.facets"):
        pm.unregister(name="datasette.facets")


def quoted_for_search(words: str) -> str:
    """Each word in quotes, as Datasette itself gives them to FTS5."""
    from datasette.utils import escape_fts

    return str(escape_fts(words))


@contextmanager
def in_time(connection: sqlite3.Connection, datasette: Datasette) -> Iterator[None]:
    """Let questions take no longer than Datasette's own may; it tells that the time is over."""
    from datasette.utils import sqlite_timelimit
    from datasette.views.base import DatasetteError  # type: ignore[import-untyped]

    milliseconds = datasette.setting("sql_time_limit_ms")
    end = time.perf_counter() + milliseconds / 1000
    try:
        with sqlite_timelimit(connection, milliseconds):
            yield
    except sqlite3.OperationalError as error:
        # SQLite says "interrupted", or that an index that it was opening cannot be opened.
        if time.perf_counter() < end:
            raise
        raise DatasetteError(TOO_LONG, status=400) from error


def reconnect(database: Database) -> None:
    """Let go of every open connection to a file that was replaced by another.

    Both versions keep connections in one thread-local of their module, each thread its own; a
    new one makes every thread open the file anew. Queries under way end on the old file.
    """
    from datasette import database as module  # type: ignore[import-untyped]

    module.connections = threading.local()
    database._read_connection = None


def said_by(exception: Exception) -> tuple[int, str | None, str] | None:
    """Status, title and message of a refusal of Datasette; None for a fault of the program."""
    from datasette.views.base import DatasetteError

    if isinstance(exception, Base400):
        return exception.status, None, str(exception)
    if isinstance(exception, DatasetteError):
        message = TOO_LONG
        if not exception.message_is_html:
            message = str(exception.message)
        status = 400 if exception.status == 500 else exception.status  # a wish, not a fault
        return status, exception.title, message
    return None


async def describe(datasette: Datasette, name: str, description: dict[str, Any]) -> None:
    """Tell Datasette 1.0 once what 0.65 asks for through its `get_metadata` hook."""
    tables = description["tables"]
    for key, value in description.items():
        if key != "tables":
            await datasette.set_database_metadata(name, key, str(value))
    place = datasette.config.setdefault("databases", {}).setdefault(name, {})
    for table, facts in tables.items():
        settings = {key: facts[key] for key in _OURS_TO_CONFIGURE & facts.keys()}
        configured = place.setdefault("tables", {}).setdefault(table, {})
        place["tables"][table] = {**settings, **configured}
        for key in ("title", "description"):
            if key in facts:
                await datasette.set_resource_metadata(name, table, key, facts[key])
        for column, text in facts.get("columns", {}).items():
            await datasette.set_column_metadata(name, table, column, "description", text)


def read_only_connection(database: Database) -> sqlite3.Connection:
    """Open the file of a database to read it. Its path may hold any sign: it is quoted."""
    address = f"{Path(database.path).absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    kept = "_all_connections" if IS_ONE else "_all_file_connections"
    getattr(database, kept).append(connection)
    return connection
