"""A transcript in parts: a page of its lines, however long it is, or the lines that say a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from fieldarchive.browse.item.transcripts import Line, Transcript

LINES = 500  # of one page


@dataclass(frozen=True, slots=True)
class Part:
    """Lines `first` to `last` of `total`, counted from 1; before and after are where others begin.

    `before` and `after` are None at either end.
    """

    transcripts: tuple[Transcript, ...]
    first: int
    last: int
    total: int

    @property
    def before(self) -> int | None:
        """The first line of the part before."""
        return max(1, self.first - LINES) if self.first > 1 else None

    @property
    def after(self) -> int | None:
        """The first line of the part after."""
        return self.last + 1 if self.last < self.total else None


def part_from(transcripts: Sequence[Transcript], first: int) -> Part:
    """The part that begins at a line; beyond the end, the last one."""
    total = sum(len(one.lines) for one in transcripts)
    first = min(max(1, first), max(1, total))
    shown = _sliced(transcripts, first - 1, first - 1 + LINES)
    return Part(tuple(shown), first, min(total, first - 1 + LINES), total)


def part_at(transcripts: Sequence[Transcript], milliseconds: int) -> Part:
    """The part in which something is said at this time, beginning at a full page of lines."""
    number = 0
    for place, line in enumerate(line for one in transcripts for line in one.lines):
        if line.start_ms is not None and line.start_ms <= milliseconds + 50:
            number = place
            if line.end_ms is not None and milliseconds < line.end_ms:
                break
    return part_from(transcripts, number // LINES * LINES + 1)


def saying(transcripts: Sequence[Transcript], numbers: Collection[int]) -> Part:
    """The lines in which any of these segments is said, those of the first page; `total` is all."""
    chosen = [replace(one, lines=tuple(_saying(one.lines, numbers))) for one in transcripts]
    found = [one for one in chosen if one.lines]
    total = sum(len(one.lines) for one in found)
    return Part(tuple(_sliced(found, 0, LINES)), 1, total, total)


def in_language(transcripts: Sequence[Transcript], language: str) -> list[Transcript]:
    """The transcripts with the columns of one language alone; all, where none is in it."""
    found = [one for one in (_of_language(one, language) for one in transcripts) if one.lines]
    return found or list(transcripts)


def _of_language(transcript: Transcript, language: str) -> Transcript:
    kept = [n for n, track in enumerate(transcript.tracks) if track.language == language]
    lines = (
        replace(line, cells=tuple(line.cells[n] for n in kept))
        for line in transcript.lines
        if any(line.cells[n] for n in kept)
    )
    return Transcript(tuple(transcript.tracks[n] for n in kept), tuple(lines))


def _saying(lines: Sequence[Line], numbers: Collection[int]) -> Iterator[Line]:
    for line in lines:
        if any(segment["n"] in numbers for cell in line.cells for segment in cell):
            yield line


def _sliced(transcripts: Sequence[Transcript], start: int, end: int) -> Iterator[Transcript]:
    before = 0
    for one in transcripts:
        lines = one.lines[max(0, start - before) : max(0, end - before)]
        before += len(one.lines)
        if lines:
            yield replace(one, lines=lines)
