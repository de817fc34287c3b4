"""Answers of our own pages: a template filled in, for the first release that a reader may see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from fieldarchive.browse.data.release import Release, releases
from fieldarchive.browse.versions import Datasette, Request, Response, may_view


async def open_to(
    datasette: Datasette, request: Request, first: str = ""
) -> AsyncIterator[tuple[str, Release]]:
    """The releases whose items the reader may see, with their names; `first` before the others."""
    attached = sorted(releases(datasette), key=lambda named: named[0] != first)
    for name, release in attached:
        if await may_view(datasette, request.actor, name, "items"):
            yield name, release


async def page(
    datasette: Datasette, request: Request, template: str, context: dict[str, Any], status: int
) -> Response:
    """A page of ours; `database` in `context` names its release."""
    html = await datasette.render_template(f"fieldarchive/{template}", context, request=request)
    return Response.html("" if request.method == "HEAD" else html, status=status)


async def nothing_to_see(
    datasette: Datasette, request: Request, title: str, sentence: str
) -> Response:
    """A sentence in place of a page that is not here."""
    first = next((name for name, _ in releases(datasette)), None)
    shown = {"title": title, "message": sentence, "status": 404, "database": first}
    return await page(datasette, request, "error.html", shown, 404)
