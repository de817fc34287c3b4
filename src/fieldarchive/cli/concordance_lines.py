"""The lines of a concordance, one below the other: what was found begins in one column.

Widths are counted in cells, and every line fits the terminal; in a pipe it is 80 columns wide.
Where there is little room the city and the date give way to the words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import TextIO

from fieldarchive.cli.words import clock, in_bold, safe
from fieldarchive.cli.wrapping import cells, is_plain, lined_up, shortened, width_of
from fieldarchive.concordance import Line
from fieldarchive.errors import ReportInTheWay, StorageError
from fieldarchive.export.cells import as_csv
from fieldarchive.search.marks import OFF, ON

_USUAL_WIDTH = 80
_LEAST_ROOM = 28  # columns, of what is said
_WIDE = 110  # columns of a terminal in which a city is written out
_CITY, _CITY_WRITTEN_OUT = 6, 20  # columns


def laid_out(lines: Sequence[Line], names: Sequence[str], stream: TextIO) -> Iterator[str]:
    """The lines for a person, without control signs; `names` are those of their items."""
    width = width_of(stream) or _USUAL_WIDTH
    facts, room = _facts(lines, names, width)
    marks = 2 if is_plain(stream) else 0  # brackets
    left_room = (room - marks) * 2 // 5
    for line, told in zip(lines, facts, strict=True):
        left = _end_of(safe(line.left), left_room)
        hit = shortened(safe(line.hit), room - marks - left_room)
        right = _beginning_of(safe(line.right), room - marks - left_room - cells(hit))
        padding = " " * (left_room - cells(left))
        yield f"{told}{padding}{left}{in_bold(ON + hit + OFF)}{right}".rstrip()


def write_csv(path: Path, lines: Iterable[Line]) -> int:
    """The lines as CSV in UTF-8, harmless in a spreadsheet, and how many; `ReportInTheWay`.

    A file that is there already is written over only when it is an earlier concordance; it stays
    as it is until the new one is whole.
    """
    columns = [field.name for field in fields(Line)]
    part, written = path.with_name(f"{path.name}.part"), 0
    try:
        _refuse_another(path, as_csv([columns]).encode())
        with part.open("w", encoding="utf-8", newline="") as file:
            file.write(as_csv([columns]))
            for line in lines:
                file.write(as_csv([list(asdict(line).values())]))
                written += 1
        part.replace(path)
    except OSError as error:
        raise StorageError(path, f"could not be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            part.unlink()  # it is there where something went wrong
    return written


def _refuse_another(path: Path, header: bytes) -> None:
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            if file.readline() != header:
                raise ReportInTheWay(path, "concordance")


def _facts(lines: Sequence[Line], names: Sequence[str], width: int) -> tuple[list[str], int]:
    """What stands before the words of each line, in columns, and the room that is left."""
    city = _CITY_WRITTEN_OUT if width >= _WIDE else _CITY
    columns = [
        lined_up(names, _LEAST_ROOM),
        lined_up(("closed" if line.access == "closed" else "" for line in lines), _LEAST_ROOM),
        lined_up(map(_at, lines), _LEAST_ROOM),
        lined_up(((line.date or "").partition("T")[0] for line in lines), _LEAST_ROOM),
        lined_up((safe(line.city or "") for line in lines), city),
    ]
    columns = [column for column in columns if any(text.strip() for text in column)]
    while columns[1:] and width - _width(columns) < _LEAST_ROOM:
        columns.pop()
    facts = [" ".join(row) + "  " for row in zip(*columns, strict=True)]
    return facts, width - _width(columns)


def _width(columns: Sequence[Sequence[str]]) -> int:
    return sum(cells(column[0]) + 1 for column in columns) + 1


def _at(line: Line) -> str:
    """The time in a recording, else the number of the segment; or that it is a title."""
    if line.start_ms is not None:
        return clock(line.start_ms)
    return f"#{line.n}" if line.n is not None else "title" if line.column == "title" else ""


def _end_of(text: str, width: int) -> str:
    """The end of a text, `width` columns at most, with … where more stands before it."""
    if cells(text) <= width:
        return text
    end = _beginning_of(text[::-1], width)[::-1]
    marks = len(end) - len(end.lstrip("…"))
    while unicodedata.combining(end[marks : marks + 1] or " "):
        end = end[:marks] + end[marks + 1 :]
    return end


def _beginning_of(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    kept, room = "", width - 1
    for sign in text:
        room -= cells(sign)
        if room < 0:
            break
        kept += sign
    return f"{kept}…" if width > 0 else ""
