"""`fieldarchive serve`: the team's browse database in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from fieldarchive.cli import opening
from fieldarchive.cli.words import say
from fieldarchive.storage.folders import Folders

PORT = 8001


port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)


@click.command("serve")
@port_option
def command(port: int) -> None:
    """Serve the team's browse database on this machine alone, until Ctrl-C.

    Example: fieldarchive serve --port 8080
    """
    serve_archive(opening.root(), port)


def serve_archive(root: Path, port: int) -> None:
    """Serve the archive at `root` and print the address to open."""
    from fieldarchive.browse.server import serve

    folders = Folders(root)

    def on_ready(url: str) -> None:
        say(f"Open {url}   (Ctrl-C ends it)")

    serve(folders.published("team"), folders.originals, port=port, on_ready=on_ready)
