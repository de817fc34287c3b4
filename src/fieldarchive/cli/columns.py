"""Tables of aligned columns, as wide as the terminal at most; in a pipe, a line a row.

The first column, which names the row, is never broken; long texts in the others are wrapped in
their column. Numbers stand at the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from fieldarchive.cli.wrapping import cells, filled

_GAP = 2
_NARROWEST = 2  # a Chinese sign


def laid_out(
    header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool], width: int | None
) -> Iterator[str]:
    """The lines of a table, the header first; `numbers` tells the columns that hold numbers.

    Without a width nothing is wrapped. All texts have been made `safe`.
    """
    natural = [max(map(cells, column)) for column in zip(header, *rows, strict=True)]
    widths = natural if width is None else _shrunk(natural, width)
    for row in [header, *rows]:
        columns = [filled(text, wide) for text, wide in zip(row, widths, strict=True)]
        for line in zip_longest(*columns, fillvalue=""):
            yield _joined(line, widths, numbers)


def _joined(line: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> str:
    padded = []
    for text, wide, is_number in zip(line, widths, numbers, strict=True):
        space = " " * (wide - cells(text))
        padded.append(space + text if is_number else text + space)
    return (" " * _GAP).join(padded).rstrip(" ")


def _shrunk(natural: Sequence[int], width: int) -> list[int]:
    """Widths that fit: narrow columns keep theirs, the wide ones share what is left alike."""
    room = width - _GAP * (len(natural) - 1)
    widths = list(natural)
    keeps_first = natural[0] <= width // 2
    shared = sorted(range(1 if keeps_first else 0, len(natural)), key=natural.__getitem__)
    room -= natural[0] if keeps_first else 0
    while shared:
        share = max(_NARROWEST, room // len(shared))
        if natural[shared[0]] > share:
            for n in shared:
                widths[n] = share
            break
        room -= natural[shared.pop(0)]
    return widths
