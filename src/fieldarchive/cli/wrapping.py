"""Lines that fit a terminal: broken between words, never within, and hung under their beginning.

Widths are counted in cells: a Chinese sign takes two, an accent that combines takes none. Chinese
may break between any two signs, but no line begins with a closing mark or ends with an opening
one. A command in backticks stays whole where it fits a line. What goes into a pipe is not broken.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

TITLE_COLUMNS = 32  # of a title in a list, so that what follows it has room
_USUAL_WIDTH = 80
_NARROWEST = 20  # columns; below that nothing can be laid out
# "  aside    ", "  · ", "n-7f3k  ": what the rest of a line hangs under.
_BEGINNING = re.compile(r" *(?:[✗·…✓] |[^ `]{1,16} {2,})?")
_HAN = (
    "\u2e80-\u2fdf\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\uff00-\uff60\U00020000-\U0003ffff"
)
_CLOSING = r",.;:!?)»，。、；：？！）》」』】〉”’…％"
_OPENING = r"(«（《「『【〈“‘"
_MARKS = "\u0300-\u036f\ufe00-\ufe0f"  # they stand on the sign before them
_STYLE = re.compile(r"\x1b\[[01]m")
_SIGNS = re.compile(rf"{_STYLE.pattern}|.", re.DOTALL)
_PIECES = re.compile(
    rf" +|[{_OPENING}]*`[^`]*`[^ `{_HAN}]*"
    rf"|[{_OPENING}]*(?![{_OPENING}])[{_HAN}][{_MARKS}]*[{_CLOSING}]*"
    rf"|[{_OPENING}]*[^ `{_HAN}]+[{_CLOSING}]*|.",
    re.DOTALL,
)


def cells(text: str) -> int:
    """How many columns of a terminal a text takes; marks of bold writing take none."""
    if "\x1b" in text:
        text = _STYLE.sub("", text)
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # only here: most lines are ASCII

    return cell_len(text)


def lined_up(texts: Iterable[str], most: int) -> list[str]:
    """Texts of one width, `most` columns at most, so that what follows them stands in a column."""
    short = [shortened(text, most) for text in texts]
    width = max(map(cells, short), default=0)
    return [text + " " * (width - cells(text)) for text in short]


def shortened(text: str, width: int) -> str:
    """A text in one line of at most `width` columns, with … where its end is left out."""
    line = " ".join(text.split())
    if cells(line) <= width:
        return line
    line = line[: 2 * width]
    while cells(line) >= width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def width_of(stream: TextIO) -> int | None:
    """The columns of the terminal that a stream writes to; None where it is no terminal.

    `COLUMNS` is believed before the terminal itself.
    """
    if not stream.isatty():
        return None
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and 0 < int(told) < 10_000:
        return max(_NARROWEST, int(told))
    try:
        return max(_NARROWEST, os.get_terminal_size(stream.fileno()).columns or _USUAL_WIDTH)
    except (OSError, ValueError):
        return _USUAL_WIDTH


def is_plain(stream: TextIO) -> bool:
    """Whether no escape sequence may be written: no terminal, a dumb one, or `NO_COLOR`."""
    no_color = bool(os.environ.get("NO_COLOR"))
    return no_color or not stream.isatty() or os.environ.get("TERM", "dumb") in ("", "dumb")


def wrapped(line: str, width: int, hang: int | None = None) -> list[str]:
    """A line as lines of at most `width` columns, those after the first hung under its beginning.

    `hang` says another column for them. Nothing but the spaces at a break is left out. Only a
    word that is longer than a whole line is cut.
    """
    if cells(line) <= width:
        return [line]
    found = _BEGINNING.match(line)
    beginning = found.group() if found else ""
    if cells(beginning) > width // 2:
        beginning = ""
    if hang is None:
        hang = cells(beginning) if beginning.strip() else len(beginning) + 2
    first, *rest = filled(line[len(beginning) :], width - hang, width - cells(beginning))
    return [beginning + first, *(" " * hang + piece for piece in rest)]


def filled(text: str, width: int, first: int | None = None) -> list[str]:
    """A text as lines of at most `width` columns; the first may be of another width."""
    lines: list[str] = []
    current, room = "", width if first is None else first
    if cells(text) <= room:
        return [text]
    for piece in _small_enough(text, min(width, room)):
        if cells(current + piece) <= room:
            current += piece
            continue
        if current.strip(" "):
            lines.append(current.rstrip(" "))
            room = width
        current = piece.lstrip(" ")
    return [*lines, current.rstrip(" ")]


def _small_enough(text: str, room: int) -> Iterator[str]:
    """The pieces that a text may be broken into, none wider than a line."""
    for match in _PIECES.finditer(text):
        piece = match.group()
        if cells(piece) <= room:
            yield piece
        elif " " in piece.strip(" "):
            yield from _small_enough_words(piece, room)
        else:
            yield from _cut(piece, room)


def _small_enough_words(piece: str, room: int) -> Iterator[str]:
    for word in re.findall(" +|[^ ]+", piece):
        yield from _cut(word, room)


def _cut(word: str, room: int) -> Iterator[str]:
    """A word cut where it must be; an accent stays with its letter."""
    part = ""
    for sign in _SIGNS.findall(word):
        if part and cells(part + sign) > room:
            yield part
            part = ""
        part += sign
    yield part
