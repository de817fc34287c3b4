"""Which bytes of a file a browser asks for: RFC 9110, sections 13 and 14, as far as media needs.

One range is answered; several at once are answered with the whole file, as the standard allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes=\s*([0-9]{0,19})-([0-9]{0,19})\s*", re.ASCII | re.IGNORECASE)
_TAG = re.compile(r'(?:W/)?("[^"]*")')


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `first` to `last` of a file, both included."""

    first: int
    last: int


class Unsatisfiable(Exception):
    """The range asked for lies outside the file."""


def span_wanted(asked: str | None, condition: str | None, tag: str, size: int) -> Span | None:
    """The span to send, or None for the whole file; raises `Unsatisfiable`.

    `asked` is the Range header, `condition` the If-Range header: a range holds only for the file
    that the browser has begun with.
    """
    if asked is None or (condition is not None and condition.strip() != tag):
        return None
    found = _RANGE.fullmatch(asked)
    if found is None or found[1] == found[2] == "":
        return None
    if found[1] == "":
        span = Span(max(0, size - int(found[2])), size - 1)
    else:
        span = Span(int(found[1]), min(int(found[2] or size - 1), size - 1))
    if found[1] and found[2] and int(found[1]) > int(found[2]):
        return None  # a range that runs backwards is no range: it is ignored
    if span.first > span.last:
        raise Unsatisfiable
    return span


def has_it_already(known: str | None, tag: str) -> bool:
    """Whether an If-None-Match header names this very file."""
    return known is not None and (known.strip() == "*" or tag in _TAG.findall(known))
