"""Lines of CSV as an answer that goes out while it is made, harmless to a spreadsheet.

It is written as `fieldarchive export csv` writes: UTF-8, every text in quotes, formulas defused.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Protocol

from fieldarchive.browse.versions import Request, Response, Stream
from fieldarchive.export.cells import as_csv

Line = Sequence[object]


class _Writer(Protocol):
    async def write(self, chunk: str) -> None: ...


def csv_answer(
    request: Request, name: str, columns: Sequence[str], lines: AsyncIterator[Iterable[Line]]
) -> Stream | Response:
    """A download called `name` with these columns; `lines` come some at a time."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    kind = "text/csv; charset=utf-8"
    if request.method == "HEAD":
        return Response("", headers=headers, content_type=kind)

    async def write(writer: _Writer) -> None:
        await writer.write(as_csv([columns]))
        async for some in lines:
            await writer.write(as_csv(some))

    return Stream(write, headers=headers, content_type=kind)
