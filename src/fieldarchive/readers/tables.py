"""Tables as a spreadsheet saves them: .csv and .tsv, in any common dialect and encoding.

Rows are read as written, keys as the header has them; `field_names.field_of` tells what a header
means. What does not fit its header is said with its line, and the rest of the table is kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fieldarchive.errors import Unreadable
from fieldarchive.model import Hints, Problem, Reading, Role
from fieldarchive.readers.encodings import read_text

MAX_ROWS = 1_000_000
MAX_CELL = 1_000_000
DELIMITERS = ",;\t|"

_SAMPLE_SIGNS, _SAMPLE_ROWS = 64 * 1024, 50
_MAX_LINES_NAMED = 20
# Excel's own first line, which names the delimiter and is no header.
_SEP_LINE = re.compile(r"\s*\"?sep=([,;\t|])\"?[ \t]*\n", re.IGNORECASE)


def read(path: Path, hints: Hints) -> Reading:
    """Read a table; raises `Unreadable` when it has no header, no rows, or a cell without end."""
    decoded = read_text(path, hints.encoding)
    table = _Table()
    rows = tuple(table.rows(decoded.text, is_tsv=path.suffix.lower() == ".tsv"))
    if not rows:
        raise Unreadable("It has a header and no rows below it.", code="no-rows")
    return Reading(
        format="table",
        mime="text/csv",
        role=Role.TABLE,
        encoding=decoded.encoding,
        rows=rows,
        problems=(*decoded.problems, *table.problems()),
    )


def delimiter_of(text: str) -> str:
    """The sign between cells: the one under which most rows are as wide as the header.

    A table of one column has none; the comma is as good as any.
    """
    return max(DELIMITERS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, delimiter: str) -> float:
    sample = csv.reader(io.StringIO(text[:_SAMPLE_SIGNS], newline=""), delimiter=delimiter)
    widths: list[int] = []
    try:
        for row in sample:
            widths += [len(row)] if row else []
            if len(widths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0
    if not widths or widths[0] < 2:
        return 0.0
    # A wider header breaks a tie: a comma inside one column's name is no delimiter.
    return widths.count(widths[0]) / len(widths) + min(widths[0], 100) / 1000


@dataclass
class _Table:
    """Reads rows and remembers what was wrong with them."""

    _header: list[str] = field(default_factory=list)
    _remarks: list[Problem] = field(default_factory=list)
    _too_long: list[int] = field(default_factory=list)

    def rows(self, text: str, is_tsv: bool) -> Iterator[dict[str, str]]:
        """The rows below the header, blank ones left out."""
        delimiter = "\t" if is_tsv and "\t" in text[:_SAMPLE_SIGNS] else None
        if sep := _SEP_LINE.match(text):
            text, delimiter = text[sep.end() :], sep[1]
        records = self._records(text, delimiter or delimiter_of(text))
        self._header = self._named_columns(next(records, (1, []))[1])
        for count, (line, cells) in enumerate(records, 1):
            if count > MAX_ROWS:
                raise Unreadable(f"It has more than {MAX_ROWS:,} rows. Split it.", code="too-large")
            yield self._row(line, cells)

    def problems(self) -> list[Problem]:
        """What was wrong, after all rows were read."""
        return [*self._remarks, *self._long_rows()]

    def _records(self, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """Rows that are not blank, each with the line that it begins on."""
        csv.field_size_limit(MAX_CELL)
        source = io.StringIO(text, newline="")
        spaced = re.search(re.escape(delimiter) + ' +"', text[:_SAMPLE_SIGNS]) is not None
        reader = csv.reader(source, delimiter=delimiter, skipinitialspace=spaced)
        start = 1
        try:
            for cells in reader:
                if "".join(cells).strip():
                    yield start, cells
                last, start = start, reader.line_num + 1
        except csv.Error:
            raise Unreadable(
                f"The cell that begins near line {start} is longer than {MAX_CELL:,} signs; a "
                "quotation mark may be missing.",
                code="cell-too-long",
            ) from None
        if start > 1:
            self._remark_open_quote(text, last, delimiter)

    def _named_columns(self, header: list[str]) -> list[str]:
        """The header with a name for every column, each of them once."""
        if not any(cell.strip() for cell in header):
            raise Unreadable(
                "It is empty. A table needs a header with the names of its columns.", "no-header"
            )
        seen: Counter[str] = Counter()
        names: list[str] = []
        for number, cell in enumerate(header, 1):
            name = cell.strip() or f"column {number}"
            seen[name] += 1
            if seen[name] > 1:
                name = self._second_name(name, names + header, seen[name])
            names.append(name)
        return names

    def _second_name(self, name: str, taken: list[str], count: int) -> str:
        while f"{name} ({count})" in taken:
            count += 1
        new = f"{name} ({count})"
        self._remarks.append(
            Problem(
                "doubled-column",
                f'Two columns are named "{name}"; the later one is read as "{new}". Give each '
                "column a name of its own.",
            )
        )
        return new

    def _row(self, line: int, cells: list[str]) -> dict[str, str]:
        width = len(self._header)
        if len(cells) == width:
            return dict(zip(self._header, cells, strict=True))
        if any(cells[width:]):
            self._too_long.append(line)
        missing = [""] * (width - len(cells))
        return dict(zip(self._header, (*cells, *missing), strict=False))

    def _long_rows(self) -> Iterator[Problem]:
        for line in self._too_long[:_MAX_LINES_NAMED]:
            yield Problem(
                "extra-cells",
                f"Line {line} has more cells than the header; what stands beyond it was not read. "
                "Put quotation marks around a cell that holds the delimiter.",
            )
        if more := len(self._too_long[_MAX_LINES_NAMED:]):
            yield Problem("extra-cells", f"{more} more lines have more cells than the header.")

    def _remark_open_quote(self, text: str, line: int, delimiter: str) -> None:
        """An open quotation mark swallows all that follows into the last cell."""
        tail = text.split("\n")[line - 1 :]
        try:
            for _ in csv.reader((f"{row}\n" for row in tail), delimiter=delimiter, strict=True):
                pass
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                self._remarks.append(
                    Problem(
                        "open-quote",
                        f"Line {line} opens a quotation mark that is never closed; all that "
                        "follows was read as one cell. Close it.",
                    )
                )
