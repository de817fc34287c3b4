"""Serving a release to the browsers of this machine, until Ctrl-C.

The database is opened read-only but not as immutable: the team's file follows the archive while
the pages are open, and tonight's items show up without a restart.
"""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.database import Database  # type: ignore[import-untyped]

from fieldarchive.browse.door.listening import listen
from fieldarchive.browse.door.originals import PLUGIN
from fieldarchive.browse.versions import read_only_connection
from fieldarchive.catalogue.database import open_to_read

SETTINGS: dict[str, Any] = {
    "default_allow_sql": False,
    "allow_download": False,
    "suggest_facets": False,
    "template_debug": False,
    "default_cache_ttl": 0,
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "num_sql_threads": 3,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1500,
    "truncate_cells_html": 200,
}
_SECONDS_TO_END = 2


def serve(
    database: Path,
    originals: Path,
    *,
    host: str = "127.0.0.1",
    port: int,
    on_ready: Callable[[str], None],
) -> None:
    """Serve a browse database until Ctrl-C; `on_ready` gets the address once it listens.

    Port 0 takes a free one. Raises `NotServable` for any other file, `PortBusy` when another
    program listens there, `CannotListen` when this machine has no such address.
    """
    open_to_read(database).close()
    listening = listen(host, port)
    try:
        asyncio.run(_serve(datasette_for(database, originals, host), listening, host, on_ready))
    except KeyboardInterrupt:
        pass  # Ctrl-C is how one ends it
    finally:
        listening.close()


def datasette_for(database: Path, originals: Path, host: str = "127.0.0.1") -> Datasette:
    """Datasette as we serve it, with one release attached."""
    plugin = {"originals": str(originals.absolute()), "hosts": [_in_url(host).lower()]}
    datasette = Datasette(
        memory=True,
        settings=SETTINGS,
        metadata={"plugins": {PLUGIN: plugin}},
    )
    datasette.remove_database("_memory")
    datasette.add_database(_Followed(datasette, str(database.absolute()), is_mutable=True))
    return datasette


class _Followed(Database):  # type: ignore[misc]
    """A database in a folder of any name: Datasette's own address breaks at a "#" or a "?"."""

    def connect(self, write: bool = False, **_: object) -> sqlite3.Connection:
        return read_only_connection(self)


class _Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config, on_listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_listening()


async def _serve(
    datasette: Datasette, listening: socket.socket, host: str, on_ready: Callable[[str], None]
) -> None:
    await datasette.invoke_startup()
    config = uvicorn.Config(
        datasette.app(),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_END,
    )
    url = f"http://{_in_url(host)}:{listening.getsockname()[1]}/"
    await _Server(config, lambda: on_ready(url)).serve(sockets=[listening])


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
