"""The door of the server: who may ask, how, and what a browser may do with the answer.

A page of the archive asks no other machine for anything, runs no script but our own, and is
shown inside no other page. Databases that are not ours, attached beside a release, are left as
Datasette serves them.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from typing import Any

from fieldarchive.browse.data.release import follow, is_gone, only_releases, release_of, releases
from fieldarchive.browse.door.originals import PLUGIN
from fieldarchive.browse.facets.request import begin
from fieldarchive.browse.tongue import COOKIE, chosen, speak
from fieldarchive.browse.versions import Datasette

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
App = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

_GONE = "The browse database is being replaced or is gone. Try again, or run `fieldarchive ingest`."
LOCAL = frozenset(("localhost", "127.0.0.1", "[::1]"))
EVERY_ADDRESS = frozenset(("0.0.0.0", "[::]"))
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"vary", b"Cookie, Accept-Language"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_OUR_PAGES = re.compile(
    r"/(?:$|item/|-/(?:language$|media/|thumbnail/)"
    r"|(?:compare|concordance|gallery|map|people|places|search|themes|timeline)(?:[/.]|$))"
)


def guarded(datasette: Datasette, app: App) -> App:
    """The application behind the door."""

    async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if is_gone(datasette):
            await _refuse(_with_headers(send), 503, _GONE)
            return
        follow(datasette)
        if not _concerns_us(datasette, scope["path"]):
            await app(scope, receive, send)
            return
        refusal = _refusal(datasette, scope)
        if refusal is not None:
            await _refuse(_with_headers(send), *refusal)
            return
        speak(_language(scope))
        begin()
        await app(scope, receive, _with_headers(send))

    return answer


def host_is_known(host: str, configured: list[str]) -> bool:
    """Whether a Host header names this machine as its owner calls it.

    A page of another site can make its own name lead here, but not the name `localhost`; nor can
    it make an address of numbers, so those are known when every address is listened at.
    """
    name = host.rpartition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
    name = name.lower()
    if name in LOCAL or name in configured:
        return True
    return bool(EVERY_ADDRESS.intersection(configured)) and _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _concerns_us(datasette: Datasette, path: str) -> bool:
    """Whether an answer is ours to guard: all of them, unless another database is attached."""
    if only_releases(datasette):
        return True
    if _OUR_PAGES.match(path):
        return any(releases(datasette))
    first = path.lstrip("/").split("/")[0].split(".")[0]
    return release_of(datasette, first) is not None


def _refusal(datasette: Datasette, scope: dict[str, Any]) -> tuple[int, str] | None:
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    known = [str(h).lower() for h in (datasette.plugin_config(PLUGIN) or {}).get("hosts", [])]
    if len(hosts) != 1 or not host_is_known(hosts[0], known):
        return 421, (
            "This archive is not served under that name. Open it as http://localhost, or add the "
            f'name to "hosts" in the configuration of the plugin "{PLUGIN}".'
        )
    if scope["method"] not in ("GET", "HEAD"):
        return 405, "The pages are for reading. Change the archive with the fieldarchive command."
    return None


def _language(scope: dict[str, Any]) -> str:
    said = {name: value.decode("latin-1") for name, value in scope["headers"]}
    cookies = SimpleCookie()
    with suppress(CookieError):
        cookies.load(said.get(b"cookie", ""))
    cookie = cookies.get(COOKIE)
    return chosen(cookie.value if cookie else None, said.get(b"accept-language"))


async def _refuse(send: Send, status: int, sentence: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"allow", b"GET, HEAD")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})


def _with_headers(send: Send) -> Send:
    """Add what is missing to the headers of an answer; what it says itself stays."""

    async def sending(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            said = list(message.get("headers") or [])
            present = {name.lower() for name, _ in said}
            added = [pair for pair in HEADERS if pair[0] not in present]
            message = {**message, "headers": [*said, *added]}
        await send(message)

    return sending
