"""A table that people edit in a spreadsheet, changed line by line: what is not meant stays.

Commas or semicolons, the mark at the beginning of a file, ends of lines, the order of columns,
columns and lines of somebody's own: all of it is written back as it was read. Lines that are
changed are spelled anew. Keys are compared as they are written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fieldarchive.errors import ConfigurationError

_MARK = "\ufeff"
_COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is written, ends of lines included, and the cells that it was read as."""

    written: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header; the first column of `columns` that `parse` was given is its key.

    A line without a key, or whose key begins with #, is a comment.
    """

    key: str
    mark: str
    delimiter: str
    end: str
    header: Line
    lines: tuple[Line, ...]

    def rows(self) -> Iterator[Mapping[str, str]]:
        """The rows by column, without spaces around their cells; comments are left out."""
        names = self._names()
        for line in self.lines:
            cells = [*line.cells, *[""] * (len(names) - len(line.cells))]
            row = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
            if row[self.key] and not row[self.key].startswith(_COMMENT):
                yield row

    def row(self, key: str) -> Mapping[str, str]:
        """The row of a key; raises `KeyError`."""
        for row in self.rows():
            if row[self.key] == key:
                return row
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """Whether a row has this key."""
        return any(row[self.key] == key for row in self.rows())

    def plus(self, *rows: Mapping[str, str]) -> Table:
        """The table with more rows at its end, and a column for each cell that has none."""
        wider = self._with_columns(name for row in rows for name, value in row.items() if value)
        header, *lines = wider._ended()
        names = wider._names()
        added = (wider._line([row.get(name, "") for name in names]) for row in rows)
        return replace(wider, header=header, lines=(*lines, *added))

    def changed(self, key: str, cells: Mapping[str, str]) -> Table:
        """The table with other cells in the row of a key; equal ones leave it as it is written."""
        old = self.row(key)
        if all(old.get(name, "") == value for name, value in cells.items()):
            return self
        wider = self._with_columns(name for name, value in cells.items() if value)
        lines = (
            wider._with_cells(line, cells) if wider._has_key(line, key) else line
            for line in wider.lines
        )
        return replace(wider, lines=tuple(lines))

    def without(self, key: str) -> Table:
        """The table without the row of a key."""
        return replace(
            self, lines=tuple(line for line in self.lines if not self._has_key(line, key))
        )

    def content(self) -> bytes:
        """The table as bytes."""
        written = "".join(line.written for line in (self.header, *self.lines))
        return (self.mark + written).encode("utf-8")

    def _names(self) -> list[str]:
        return [name.strip() for name in self.header.cells]

    def _has_key(self, line: Line, key: str) -> bool:
        place = self._names().index(self.key)
        return place < len(line.cells) and line.cells[place].strip() == key

    def _with_columns(self, names: Iterable[str]) -> Table:
        missing = [name for name in dict.fromkeys(names) if name not in self._names()]
        if not missing:
            return self
        header = self._line([*self.header.cells, *missing])
        return replace(self, header=header, lines=self.lines)

    def _with_cells(self, line: Line, cells: Mapping[str, str]) -> Line:
        names = self._names()
        found = [*line.cells, *[""] * (len(names) - len(line.cells))]
        for name, value in cells.items():
            if name in names:
                found[names.index(name)] = value
        return self._line(found)

    def _ended(self) -> list[Line]:
        """The header and the lines, the last of which ends like the others."""
        *others, last = (self.header, *self.lines)
        if last.written.endswith(("\n", "\r")):
            return [*others, last]
        return [*others, replace(last, written=last.written + self.end)]

    def _line(self, cells: Collection[str]) -> Line:
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=self.delimiter, lineterminator=self.end).writerow(cells)
        return Line(written.getvalue(), tuple(cells))


def parse(path: Path, content: bytes, columns: tuple[str, ...]) -> Table:
    """The table in a file's bytes; the first of the `columns` that it has to have is its key.

    Raises `ConfigurationError` when a column is missing or it is not in UTF-8.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        reason = 'is not in UTF-8. Save it in your spreadsheet as "CSV UTF-8".'
        raise ConfigurationError(path, reason) from error
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(_MARK)
    delimiter = _delimiter(text)
    try:
        lines = list(_lines(text, delimiter))
    except csv.Error as error:
        raise ConfigurationError(path, f"is not readable as a table: {error}.") from error
    header = lines[0] if lines else Line("", ())
    if missing := set(columns) - {name.strip() for name in header.cells}:
        raise ConfigurationError(path, f"has no column {', '.join(sorted(missing))}.")
    return Table(columns[0], mark, delimiter, _end_of(header.written), header, tuple(lines[1:]))


def new(columns: tuple[str, ...]) -> Table:
    """A table without rows."""
    return Table(columns[0], "", ",", "\n", Line(",".join(columns) + "\n", columns), ())


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    """The rows with the text that each was written as; one may go over several lines."""
    written: list[str] = []

    def noted() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            written.append(line)
            yield line

    for cells in csv.reader(noted(), delimiter=delimiter):
        yield Line("".join(written), tuple(cells))
        written.clear()


def _end_of(header: str) -> str:
    stripped = header.rstrip("\r\n")
    return header[len(stripped) :] or "\n"


def _delimiter(text: str) -> str:
    """Spreadsheets write semicolons where the comma stands in numbers."""
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","
