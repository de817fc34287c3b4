"""One line of an interview: whether it opens a turn, and what stands before its words.

An opening has a time, a speaker, or both: "[00:12:31] Narrator: …", "Narrator (12:31): …",
"問：…", "#00:12:31-5#", or a name and a time alone on their line. A single line proves nothing;
whether a text is an interview at all is judged in `interviews`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN = str.maketrans("：［］（）【】〔〕〈〉　\xa0\u202f\u2007\t＃", ":[]()[][]<>     #")
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"

_TIME = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3}|-\d(?=\#))?"
_NAME = r"[^\W\d_][\w.'’-]*(?: [\w.'’-]{1,30}){0,3}"
_LEADING_TIME = re.compile(
    rf"[*_]{{0,3}}(?P<open>[\[(<{{#]?) ?(?P<start>{_TIME})"
    rf"(?: ?(?:-->|->|[-–—]) ?(?P<end>{_TIME}))? ?(?P<close>[\])>}}#]?)[*_]{{0,3}}"
    r" *[-–—:|]* *"
)
_PREFIX = re.compile(
    rf"(?P<mark>[*_]{{0,3}})(?P<name>{_NAME}) ?(?P<inner>[*_]{{0,3}})"
    rf" *(?:[\[(#<]? ?(?P<start>{_TIME}) ?[\])#>]?)? ?:(?P<outer>[*_]{{0,3}})"
    r"(?!//|\\|[()](?: |$)) *"
)
_NAME_AND_TIME = re.compile(
    rf"[*_]{{0,3}}(?P<name>{_NAME})[*_]{{0,3}} +[\[(]?(?P<start>{_TIME})[\])]?[*_]{{0,3}}$"
)
_QUESTION_OR_ANSWER = re.compile(r"(?P<name>[QA])\. +")
_CLOSING_TIME = re.compile(rf" *\#(?P<end>{_TIME})\# *$")
_BRACKETS = {"[": "]", "(": ")", "<": ">", "{": "}", "#": "#", "": ""}
_AFTER_A_TIME = " :-–—|"
_LONGEST_NAME = 40
_SIGNS = (":", "：", "Q.", "A.")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a line says before its `text`.

    `end_ms` is set by a range of times, or by a mark at the end of the line as f4 writes it.
    `is_marked` says that the time stands in brackets, or alone on its line; `has_hours` that it
    has three parts.
    """

    text: str
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    is_marked: bool = False
    has_hours: bool = False

    def has_time(self) -> bool:
        """Whether it says when the turn starts or ends."""
        return self.start_ms is not None or self.end_ms is not None


def opening_of(line: str) -> Opening | None:
    """How a line opens a turn, or None where it has neither a time nor a speaker before it."""
    if not any(sign in line for sign in _SIGNS):
        return None
    line = line.strip(_INVISIBLE + " \t\xa0\u3000\r\n")
    plain = line.translate(_PLAIN)
    timed = _timed(line, plain)
    spoken = timed or _spoken(line, plain)
    ends = _CLOSING_TIME.search(spoken.text.translate(_PLAIN)) if spoken else None
    if not spoken or not ends:
        return spoken
    return Opening(
        spoken.text[: ends.start()], spoken.speaker, spoken.start_ms, milliseconds(ends["end"])
    )


def milliseconds(clock: str) -> int:
    """The milliseconds of "12:31", "1:12:31.5" or f4's "00:12:31-5"."""
    whole, _, fraction = re.sub(r"[,-]", ".", clock).partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(fraction.ljust(3, "0") or 0)


def _timed(line: str, plain: str) -> Opening | None:
    match = _LEADING_TIME.match(plain)
    if not match or _BRACKETS[match["open"]] != match["close"]:
        return None
    rest = line[match.end() :]
    after = match.end("end" if match["end"] else "start")
    if not match["open"] and plain[after : after + 1] not in _AFTER_A_TIME:
        return None
    spoken = _spoken(rest, rest.translate(_PLAIN))
    return Opening(
        spoken.text if spoken else rest,
        spoken.speaker if spoken else None,
        milliseconds(match["start"]),
        milliseconds(match["end"]) if match["end"] else None,
        is_marked=bool(match["open"]) or not rest,
        has_hours=match["start"].count(":") == 2,
    )


def _spoken(line: str, plain: str) -> Opening | None:
    match = _PREFIX.match(plain) or _NAME_AND_TIME.match(plain)
    if not match:
        match = _QUESTION_OR_ANSWER.match(plain)
        return Opening(line[match.end() :], match["name"]) if match else None
    if len(match["name"]) > _LONGEST_NAME:
        return None
    start = match["start"]
    return Opening(
        _without_open_bold(line[match.end() :], match.groupdict()),
        line[match.start("name") : match.end("name")].strip("*_ "),
        milliseconds(start) if start else None,
        is_marked=bool(start),
        has_hours=bool(start) and start.count(":") == 2,
    )


def _without_open_bold(text: str, parts: dict[str, str | None]) -> str:
    """The text of "**Q: Why?**": a mark that opens before the name closes after the question."""
    mark = parts.get("mark")
    if not mark or parts.get("inner") or parts.get("outer"):
        return text
    return text.removesuffix(mark)
