"""The line of times above a subtitle, in all the ways that programs and people write it.

Right is "00:08:31,900 --> 00:08:33,800" (SRT) or "08:31.900 --> 08:33.800" (WebVTT). What cannot
be read is None, never a guess; `is_clear` is False then, and the readers say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# WebVTT settings may follow the times without end.
_LONGEST_LINE = 1000
# Translation services put spaces into times: "00: 08: 31, 900 -> 00: 08: 33, 800".
_LOOSE_SPACE = re.compile(r"(?<=[0-9])\s*([:.,])\s*(?=[0-9])")
_ARROW = re.compile(r"-{1,3} ?>|[–—−]>|--&gt;")
_MOMENT = re.compile(
    r"(?P<sign>-?)(?:(?P<hours>[0-9]{1,4}):)?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-9]{1,2})"
    r"(?![0-9])(?:[.,](?P<fraction>[0-9]{1,9})$)?(?P<rest>.*)"
)
_NUMBERS_ALONE = re.compile(r"[0-9\s:.,-]*")


@dataclass(frozen=True, slots=True)
class CueTimes:
    """Start and end in milliseconds, and whether both could be read to the last digit."""

    start_ms: int | None
    end_ms: int | None
    is_clear: bool


def times_of(line: str, begins_block: bool = False) -> CueTimes | None:
    """The times on a line, or None where it is no line of times.

    Two times are one anywhere. Less than two, as in "00:08:31,900 -->", is one only where it
    `begins_block`: elsewhere it may be somebody's words.
    """
    line = line[:_LONGEST_LINE]
    if ">" not in line and "&gt;" not in line:
        return None
    before, arrow, after = _parts(_LOOSE_SPACE.sub(r"\1", line))
    if not arrow:
        return None
    start, start_is_clear = _moment(before)
    end, end_is_clear = _moment(_first_word(after))
    found = sum(moment is not None for moment in (start, end))
    is_broken = begins_block and bool(found or _is_numbers_alone(before, after))
    if found < 2 and not is_broken:
        return None
    is_positive = all(moment is None or moment >= 0 for moment in (start, end))
    is_clear = start_is_clear and end_is_clear and is_positive
    return CueTimes(_positive(start), _positive(end), is_clear)


def _parts(line: str) -> tuple[str, str, str]:
    match = _ARROW.search(line)
    if not match:
        return line, "", ""
    return line[: match.start()].strip(), match[0], line[match.end() :].strip()


def _first_word(text: str) -> str:
    """What follows the end time on its line are WebVTT settings or SRT coordinates."""
    return text.split(maxsplit=1)[0] if text else ""


def _moment(written: str) -> tuple[int | None, bool]:
    """Milliseconds, and whether every digit was understood.

    Spreadsheets write "00:08:31,9.33E+15": its seconds are sure, its fraction is not. A fourth
    part, as in "00:08:31:12", counts frames of an unknown length.
    """
    match = _MOMENT.match(written)
    if not match or int(match["seconds"]) > 59:
        return None, False
    if match["hours"] and int(match["minutes"]) > 59:
        return None, False
    if match["rest"] and match["rest"][0] not in (".,:" if match["hours"] else ".,"):
        return None, False
    minutes = int(match["hours"] or 0) * 60 + int(match["minutes"])
    fraction = int((match["fraction"] or "0")[:3].ljust(3, "0"))
    milliseconds = (minutes * 60 + int(match["seconds"])) * 1000 + fraction
    return (-milliseconds if match["sign"] else milliseconds), not match["rest"]


def _positive(moment: int | None) -> int | None:
    """Nothing is said before a recording starts: a negative time is no time."""
    return moment if moment is not None and moment >= 0 else None


def _is_numbers_alone(before: str, after: str) -> bool:
    return bool(_NUMBERS_ALONE.fullmatch(before) and _NUMBERS_ALONE.fullmatch(after))
