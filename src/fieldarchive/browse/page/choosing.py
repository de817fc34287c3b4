"""`/-/language`: another language for the interface, remembered by the browser in a cookie."""

from __future__ import annotations

import re

from fieldarchive.browse.tongue import COOKIE, LANGUAGES, OWN
from fieldarchive.browse.versions import Request, Response

_YEAR = 365 * 24 * 3600
# A path on this server: "//host" and "/\\host" would lead to another one.
_OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")


async def choose_language(request: Request) -> Response:
    """`/-/language?to=ru&back=/search` sets the cookie and goes back; elsewhere it never leads."""
    to, back = request.args.get("to"), request.args.get("back") or "/"
    response = Response.redirect(back if _OWN_PATH.fullmatch(back) else "/", status=303)
    code = to if to in LANGUAGES else OWN
    response.set_cookie(COOKIE, code, max_age=_YEAR, httponly=True, samesite="lax")
    return response
