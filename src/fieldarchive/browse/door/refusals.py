"""What a reader gets instead of a page: a sentence, in the frame of our pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Datasette, Request, Response, said_by


def page_for(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]] | None:
    """Answer a refusal of Datasette's; None when the exception is a fault of the program."""
    said = said_by(exception)
    if said is None:
        return None
    status, title, message = said
    sentence = _sentence(status) or message

    async def answer() -> Response:
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": message, "status": status}, status=status)
        html = await datasette.render_template(
            "fieldarchive/error.html",
            {"title": title or _("Not here"), "message": sentence, "status": status},
            request=request,
        )
        return Response.html(html, status=status)

    return answer


def _sentence(status: int) -> str | None:
    if status == 404:
        return _("There is no such page here. The address may have been copied in part.")
    return _("This is not open to readers of the pages.") if status == 403 else None
