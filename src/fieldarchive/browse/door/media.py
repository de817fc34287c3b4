"""Originals and thumbnails over HTTP: by hash, in parts, and never as a page.

Datasette's own static files answer a Range request with the whole body, so that a recording
neither seeks nor starts in some browsers. What is not on the list of harmless types is offered
as a download, and nothing sent from here may run.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from fieldarchive.browse.data import queries
from fieldarchive.browse.data.release import releases
from fieldarchive.browse.door.originals import SHA256, Original, folder_of, open_original
from fieldarchive.browse.door.ranges import Span, Unsatisfiable, has_it_already, span_wanted
from fieldarchive.browse.versions import Datasette, Request, Response, may_view

PIECE = 256 * 1024
PICTURES = frozenset(f"image/{kind}" for kind in ("jpeg", "png", "webp", "gif", "avif"))
SOUNDS = frozenset(
    f"audio/{kind}"
    for kind in (
        "aac", "amr", "flac", "m4a", "mp3", "mp4", "mpeg", "ogg", "opus", "vnd.wave", "wav",
        "wave", "webm", "x-aiff", "x-flac", "x-m4a", "x-wav",
    )
)  # fmt: skip
FILMS = frozenset(
    f"video/{kind}" for kind in ("mp4", "mpeg", "ogg", "quicktime", "webm", "x-m4v", "x-matroska")
)
SHOWN = PICTURES | SOUNDS | FILMS

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Headers = dict[str, str]


async def media(
    request: Request, datasette: Datasette, send: Send, receive: Receive
) -> Response | None:
    """The original of a hash, or the part of it that was asked for."""
    sha256 = request.url_vars["sha256"]
    found = await _looked_up(datasette, request, sha256)
    if found is None:
        return _not_found("No original with this SHA-256 is published here.")
    file, original = found
    if original is None:
        return _not_found(
            "The original is not in the store of this archive. `fieldarchive verify` says more."
        )
    try:
        await _answer(request, send, receive, file, sha256, original)
    finally:
        original.close()
    return None


async def thumbnail(request: Request, datasette: Datasette) -> Response:
    """The thumbnail of an original, by the hash of the original."""
    sha256 = request.url_vars["sha256"]
    for name, _ in releases(datasette):
        if not await may_view(datasette, request.actor, name, "thumbnails"):
            continue
        jpeg = await queries.thumbnail(datasette.databases[name], sha256)
        if jpeg is not None:
            return _picture(request, jpeg)
    return _not_found("There is no thumbnail for this SHA-256.")


async def _looked_up(
    datasette: Datasette, request: Request, sha256: str
) -> tuple[queries.Row, Original | None] | None:
    if not SHA256.fullmatch(sha256):
        return None
    for name, release in releases(datasette):
        if not await may_view(datasette, request.actor, name, "files"):
            continue
        file = await queries.file_by_hash(datasette.databases[name], sha256)
        if file is not None:
            folder = folder_of(datasette, release)
            return file, await asyncio.to_thread(open_original, folder, sha256)
    return None


async def _answer(
    request: Request,
    send: Send,
    receive: Receive,
    file: queries.Row,
    sha256: str,
    original: Original,
) -> None:
    tag, asked = f'"{sha256}"', request.headers
    headers = _headers(file, tag)
    if has_it_already(asked.get("if-none-match"), tag):
        await _start(send, 304, headers)
        return
    try:
        span = span_wanted(asked.get("range"), asked.get("if-range"), tag, original.size)
    except Unsatisfiable:
        await _start(send, 416, headers | {"content-range": f"bytes */{original.size}"})
        return
    sent = span or Span(0, original.size - 1)
    headers["content-length"] = str(sent.last - sent.first + 1)
    if span:
        headers["content-range"] = f"bytes {span.first}-{span.last}/{original.size}"
    only_headers = request.method == "HEAD" or original.size == 0
    await _start(send, 206 if span else 200, headers, more=not only_headers)
    if not only_headers:
        await _send_bytes(send, receive, original, sent)


def _headers(file: queries.Row, tag: str) -> Headers:
    shown = file["mime"] in SHOWN
    return {
        "accept-ranges": "bytes",
        "etag": tag,
        "cache-control": "private, max-age=86400",
        "content-security-policy": "sandbox; default-src 'none'",
        "content-type": file["mime"] if shown else "application/octet-stream",
        "content-disposition": _disposition("inline" if shown else "attachment", file["name"]),
    }


def _disposition(how: str, name: str) -> str:
    """RFC 6266: an ASCII name for old browsers, and the true one as RFC 5987 writes it."""
    clean = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\:"<>|?*')
    clean = clean.strip(". ") or "original"
    plain = clean.encode("ascii", "replace").decode("ascii").replace("?", "_")
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"


async def _start(send: Send, status: int, headers: Headers, *, more: bool = False) -> None:
    pairs = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    if not more:
        await send({"type": "http.response.body", "body": b""})


async def _send_bytes(send: Send, receive: Receive, original: Original, span: Span) -> None:
    """Send a span piece by piece; stop when the browser goes away, as it does when one seeks."""
    gone = asyncio.create_task(_until_gone(receive))
    place = span.first
    try:
        while place <= span.last and not gone.done():
            length = min(PIECE, span.last - place + 1)
            piece = await asyncio.to_thread(original.piece, place, length)
            if not piece:
                raise OSError("an original became shorter while it was sent")
            place += len(piece)
            more = place <= span.last
            await send({"type": "http.response.body", "body": piece, "more_body": more})
    finally:
        gone.cancel()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _picture(request: Request, jpeg: bytes) -> Response:
    tag = f'"{hashlib.sha256(jpeg).hexdigest()[:32]}"'
    headers = {
        "etag": tag,
        "cache-control": "private, max-age=3600",
        "content-security-policy": "sandbox; default-src 'none'",
    }
    if has_it_already(request.headers.get("if-none-match"), tag):
        return Response(b"", status=304, headers=headers, content_type="image/jpeg")
    body = b"" if request.method == "HEAD" else jpeg
    return Response(body, headers=headers, content_type="image/jpeg")


def _not_found(sentence: str) -> Response:
    return Response.text(sentence, status=404)
