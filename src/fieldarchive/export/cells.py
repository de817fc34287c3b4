"""Cells that a spreadsheet would run as formulas, made harmless, and made whole again.

An apostrophe goes before whatever begins like a formula, and nothing else is changed, so that
`restored(defused(text)) == text` for every text. Where a cell ends is left to `table`.

A spreadsheet finds formulas where a cell begins, and a Russian or German one, which expects
semicolons, tears a line of our file at each semicolon, tab and line break. So a formula is
looked for at the beginning of the cell and after each of these. It begins with = + - or @, also
in full width, behind any number of spaces, quotes and invisible signs. A plain number stays a
number ("-50", "+7", "-3,5e2"), and so does a measure ("-50 градусов"): after a number, words
make no formula. A telephone number ("+7-914-000") is a sum to a spreadsheet, and is defused.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

_BREAKS = "\n\r\t;"
_QUOTES = "\"'“”„‘’‚«»"
_INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u034f\u061c\u1680\u180b-\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff"
)
_LEAD = f"[ {_QUOTES}{_INVISIBLE}]*+"
_SIGN = "[=+\\-@＝＋－＠]"
_MEASURE = (
    r"[ \u00a0]*[+\-](?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+\-]?[0-9]+)?"
    rf"(?:[ \u00a0]*[%‰°′″])?(?:[ \u00a0]*+[^\W\d_]++)*+[ \u00a0.]*+(?=[{_BREAKS}]|\Z)"
)
_FORMULA = f"(?!{_MEASURE}){_LEAD}{_SIGN}"

# At the beginning of a cell a tab or a carriage return counts too: programs trim them away.
_AT_BEGINNING = re.compile(rf"{_LEAD}[\t\r]|{_FORMULA}")
_INSIDE = re.compile(f"[{_BREAKS}](?={_FORMULA})")
_DEFUSED_INSIDE = re.compile(f"([{_BREAKS}])'(?={_FORMULA})")

# The same beginnings in lines of UTF-8 whose texts stand in straight quotes, told generously: a
# byte that may be part of an invisible or full-width sign counts as one. Each pattern begins with
# fixed bytes, which the regex engine finds ten times faster than a choice of bytes.
_LEAD_BYTES = rb"[\x00-\x08\x0b\x0c\x0e-\x20\"'\x7f-\xbf\xc2\xcd\xd8\xe1-\xe3]*+"
_SUSPECTS = {
    border: re.compile(border + _LEAD_BYTES + rb"[=+\-@\xef\t\r]")
    for border in (b',"', *(sign.encode() for sign in _BREAKS))
}


def defused(text: str) -> str:
    """The text with an apostrophe before each beginning of a formula."""
    if _INSIDE.search(text):
        text = _INSIDE.sub(r"\g<0>'", text)
    return f"'{text}" if _AT_BEGINNING.match(text) else text


def as_csv(lines: Iterable[Sequence[object]]) -> str:
    """The lines as CSV, every text defused and in quotes; half a surrogate pair becomes `?`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    for line in lines:
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in line])
    return text.getvalue().encode("utf-8", "replace").decode("utf-8")


def restored(text: str) -> str:
    """The text that `defused` was given."""
    if text.startswith("'") and _AT_BEGINNING.match(text, 1):
        text = text[1:]
    return _DEFUSED_INSIDE.sub(r"\1", text)


def suspects(lines: Sequence[bytes]) -> set[int]:
    """Which lines of quoted cells need a closer look: at least those where `defused` acts."""
    together = b"\n" + b"\n".join(lines)
    found = {
        match.start()
        for border, formula in _SUSPECTS.items()
        if border in together
        for match in formula.finditer(together)
    }
    if not found:
        return set()
    ends = list(accumulate(len(line) + 1 for line in lines))
    return {bisect_right(ends, position) for position in found}
