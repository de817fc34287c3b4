"""What time is talked of from one place of a recording or transcript on: `about_at`.

Each entry names a place and says a date: "00:14:22 конец 60-х", "0:14:22-0:20:00 1968", or by the
number of a segment, "#12 …" and "#12-15 …", where a transcript has no times. It holds until its own
end, else until the next entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fieldarchive.history.claims import texts_of
from fieldarchive.model import Claim

_TIME = r"(?:(\d{1,3}):)?(\d{1,3}):(\d\d)(?:[.,]\d+)?"
_GAP = r"(?:[,:]?\s+|(?=[^\d\s:.,;–—-]))"
_BY_TIME = re.compile(rf"{_TIME}(?:\s*[-–—]\s*{_TIME})?{_GAP}(\S.*)", re.ASCII | re.DOTALL)
_BY_NUMBER = re.compile(
    rf"#\s*(\d{{1,7}})(?:\s*[-–—]\s*#?\s*(\d{{1,7}}))?{_GAP}(\S.*)", re.ASCII | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where it is talked of a time, in milliseconds or by numbers of segments, and its words."""

    words: str
    start_ms: int | None = None
    end_ms: int | None = None
    first: int | None = None
    last: int | None = None


def entries_of(claim: Claim) -> list[str]:
    """The entries of a claim; a single line is cut at semicolons, because dates have commas."""
    values = texts_of(claim)
    if len(values) == 1:
        values = re.split("[;；]", values[0])
    return list(dict.fromkeys(value.strip() for value in values if value.strip()))


def read_stretch(entry: str) -> Stretch | None:
    """The place and the words of an entry; None where it has no place, or ends before it."""
    if match := _BY_TIME.fullmatch(entry.strip()):
        hours, minutes, seconds, *end, words = match.groups()
        start_ms = _milliseconds(hours, minutes, seconds)
        end_ms = None if end[1] is None else _milliseconds(*end)
        return Stretch(words, start_ms, end_ms) if end_ms is None or end_ms > start_ms else None
    if match := _BY_NUMBER.fullmatch(entry.strip()):
        first = int(match[1])
        last = int(match[2]) if match[2] else None
        is_forward = first > 0 and (last is None or last >= first)
        return Stretch(match[3], first=first, last=last) if is_forward else None
    return None


def _milliseconds(hours: str | None, minutes: str, seconds: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000
