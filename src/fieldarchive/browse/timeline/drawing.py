"""A timeline as marks with coordinates, lying for a screen and upright for a phone.

Recorded rises from the axis, told about hangs below it, and threads join a recording to the time
that is told of in it. Along the axis runs time; across it, what was recorded is negative and what
is told of positive. `Frame` turns along and across into x and y. Coordinates are units of the
drawing's own view box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from unicodedata import east_asian_width

from fieldarchive.browse.timeline.axis import Axis, bin_of, name_of
from fieldarchive.browse.timeline.marks import (
    PERIODS,
    Band,
    Bar,
    Column,
    Curve,
    Drawing,
    Frame,
    Rect,
    Strip,
    Tick,
)  # fmt: skip
from fieldarchive.browse.timeline.rows import RECORDED, TOLD, Cell, Said, Shown, Span
from fieldarchive.browse.timeline.shapes import Shape

Label: TypeAlias = Callable[[Said | Span], str]

_BAR = 150.0  # the longest bar
_GAP = 12.0
_LEAST = 80.0  # of a lane that holds nothing, so that its name has room
_SIDE = 130.0
_NARROWEST = 5.0
_MOST_MARKED = 14  # labels along the axis


@dataclass
class _Rows:
    """Rows across the axis, in which marks that do not meet lie side by side."""

    ends: list[float] = field(default_factory=list)

    def place(self, start: float, end: float) -> int:
        """The first row that is free from `start` on; it is taken to `end`."""
        for row, taken in enumerate(self.ends):
            if taken <= start:
                self.ends[row] = end
                return row
        self.ends.append(end)
        return len(self.ends) - 1


def draw(shown: Shown, axis: Axis, frame: Frame, label: Label) -> Drawing:
    """A timeline on its axis; `label` says what stands beside a time that was said."""
    half = frame.strip / 2
    highest = max((cell.items for cell in shown.cells), default=1)
    columns = tuple(_column(cell, axis, frame, highest) for cell in shown.cells)
    above = -half - (_tallest(shown.cells, RECORDED) / highest * _BAR + 8)
    below = half + (_tallest(shown.cells, TOLD) / highest * _BAR + 10)
    recorded = [said for said in shown.said if said.lane == RECORDED]
    told = [said for said in shown.said if said.lane == TOLD]
    up, top = _strips(recorded, axis, frame, above, -1, label)
    down, bottom = _strips(told, axis, frame, below, 1, label)
    periods: tuple[Strip, ...] = ()
    if frame.is_upright:  # where bands carry the labels
        top, bottom = min(top, -_SIDE), max(bottom, _SIDE)
    else:
        bottom = max(bottom, _LEAST)
        periods, top = _strips(shown.spans, axis, PERIODS, min(top, -_LEAST) - 6, -1, label)
    bands = tuple(_bands(shown.spans, axis, frame, (top, bottom), label))
    low, high = top - 6, bottom + 8
    across, along = high - low, frame.length + 2 * frame.margin
    width, height = (across, along) if frame.is_upright else (along, across)
    box = f"{low:.1f} 0" if frame.is_upright else f"0 {low:.1f}"
    return Drawing(
        frame, width, height, f"{box} {width:.1f} {height:.1f}",
        strip=frame.rect((0, frame.length), (-half, half)),
        ticks=tuple(_ticks(axis, frame, (top, bottom))),
        columns=columns, strips=(*up, *down), periods=periods, bands=bands,
        lanes=(-half - 6, half + 6),
        curves=tuple(_curves(shown, axis, frame, down, columns)),
    )  # fmt: skip


def _bands(
    spans: Sequence[Span], axis: Axis, frame: Frame, across: tuple[float, float], label: Label
) -> Iterable[Band]:
    taken: list[float] = []
    for span in spans:
        start, end = _along(span.shape, axis, frame)
        is_free = frame.is_upright and all(abs(start - other) >= 16 for other in taken)
        if is_free:
            taken.append(start)
        yield Band(span, frame.rect((start, end), across), label(span) if is_free else "")


def _tallest(cells: Iterable[Cell], lane: str) -> int:
    return max((cell.items for cell in cells if cell.lane == lane), default=0)


def _column(cell: Cell, axis: Axis, frame: Frame, highest: int) -> Column:
    start, end = axis.at(cell.first) * frame.length, axis.at(cell.last + 1) * frame.length
    gap = min(2.0, (end - start) / 6)
    side = -1 if cell.lane == RECORDED else 1
    at, bars = side * frame.strip / 2, []
    for part in cell.parts:
        for items, is_unsure in ((part.items - part.unsure, False), (part.unsure, True)):
            if items:
                step = side * max(1.5, items / highest * _BAR)
                across = (min(at, at + step), max(at, at + step))
                bars.append(Bar(frame.rect((start + gap, end - gap), across), part.city, is_unsure))
                at += step
    reach = side * max(abs(at), frame.strip / 2 + 24)
    foot = side * frame.strip / 2
    whole = frame.rect((start, end), (min(foot, reach), max(foot, reach)))
    return Column(cell, whole, tuple(bars))


def _along(shape: Shape, axis: Axis, frame: Frame) -> tuple[float, float]:
    """Where a date begins and ends along the axis; always wide enough to be seen."""
    start = 0.0 if shape.start is None else axis.at(shape.start) * frame.length
    end = frame.length if shape.end is None else axis.at(shape.end + 1) * frame.length
    lacking = _NARROWEST - (end - start)
    if lacking > 0:
        start = min(max(0.0, start - lacking / 2), frame.length - _NARROWEST)
        end = start + _NARROWEST
    return start, end


def _strips(
    found: Sequence[Said] | Sequence[Span],
    axis: Axis,
    frame: Frame,
    foot: float,
    side: int,
    label: Label,
) -> tuple[tuple[Strip, ...], float]:
    """Marks in rows from `foot` on to one side of the axis, and where the last row ends."""
    rows, strips = _Rows(), []
    for said in found:
        start, end = _along(said.shape, axis, frame)
        words = "" if frame.is_upright else label(said)
        is_left = start + _wide(words) > frame.length
        begin = max(0.0, end - _wide(words)) if is_left else start
        row = rows.place(begin - _GAP, max(end, begin + _wide(words)))
        middle = foot + side * frame.row * (row + 0.5)
        bar = middle if frame.is_upright else middle + frame.row / 2 - frame.thick
        rect = frame.rect((start, end), (bar - frame.thick / 2, bar + frame.thick / 2))
        reach = max(24.0 - (end - start), 0.0) / 2
        half = frame.row / 2 - 1
        target = frame.rect((start - reach, end + reach), (middle - half, middle + half))
        at = (frame.margin + (end if is_left else start), middle - 8)
        anchor = "end" if is_left else "start"
        soft = said.shape.softness(axis.first, axis.last)
        arrows = _arrows(said.shape, rect, axis, frame)
        strips.append(Strip(said, soft, rect, target, words, at, anchor, arrows))
    return tuple(strips), foot + side * frame.row * len(rows.ends)


def _wide(words: str) -> float:
    """About how long a label is drawn; a Chinese sign is as wide as it is high."""
    return sum(13.5 if east_asian_width(sign) in "WF" else 7.4 for sign in words)


def _arrows(shape: Shape, rect: Rect, axis: Axis, frame: Frame) -> tuple[str, ...]:
    before = shape.start is None or shape.start < axis.first
    after = shape.end is None or shape.end > axis.last
    sides = (*((-1,) if before else ()), *((1,) if after else ()))
    return tuple(_arrow(rect, frame, side) for side in sides)


def _arrow(rect: Rect, frame: Frame, side: int) -> str:
    """A head at the end of a mark that goes on beyond the drawing, as a path."""
    if frame.is_upright:
        x, y = rect.x + rect.width / 2, rect.y + (rect.height if side > 0 else 0)
        return f"M{x - 5:.1f} {y - 7 * side:.1f}L{x:.1f} {y:.1f}L{x + 5:.1f} {y - 7 * side:.1f}"
    x, y = rect.x + (rect.width if side > 0 else 0), rect.y + rect.height / 2
    return f"M{x - 7 * side:.1f} {y - 5:.1f}L{x:.1f} {y:.1f}L{x - 7 * side:.1f} {y + 5:.1f}"


def _curves(
    shown: Shown, axis: Axis, frame: Frame, strips: Sequence[Strip], columns: Sequence[Column]
) -> Iterable[Curve]:
    ends = {(strip.said.date, strip.said.city): strip.rect
            for strip in strips if isinstance(strip.said, Said)}  # fmt: skip
    bins = {one.cell.date: one.bars[-1].rect for one in columns if one.cell.lane == TOLD}
    for thread in shown.threads:
        rect = ends.get((thread.date, thread.city)) or bins.get(thread.bin or "")
        if rect is None:
            continue
        start = frame.margin + axis.at(thread.recorded) * frame.length
        width = min(5.0, 1.2 + thread.items**0.5 / 2)
        yield Curve(_curve(start, rect, frame), thread.city, width)


def _curve(start: float, rect: Rect, frame: Frame) -> str:
    """From the axis straight away from it, then back along it to the end of the mark."""
    if frame.is_upright:
        first, last, across = rect.y, rect.y + rect.height, rect.x + rect.width / 2
    else:
        first, last, across = rect.x, rect.x + rect.width, rect.y + rect.height / 2
    end = min(max(start, first), last)
    points = [(start, frame.strip / 2), (start, across), (start, across), (end, across)]
    if abs(end - start) < 1:
        points = [points[0], points[0], points[3], points[3]]
    a, b, c, d = [(y, x) if frame.is_upright else (x, y) for x, y in points]
    return (f"M{a[0]:.1f} {a[1]:.1f}C{b[0]:.1f} {b[1]:.1f} {c[0]:.1f} {c[1]:.1f} "
            f"{d[0]:.1f} {d[1]:.1f}")  # fmt: skip


def _ticks(axis: Axis, frame: Frame, across: tuple[float, float]) -> Iterable[Tick]:
    """Labels of the next coarser grain where there are enough of them, else of every nth bin."""
    for first, last, name in marked(axis):
        start, end = axis.at(first) * frame.length, axis.at(last + 1) * frame.length
        middle = frame.margin + (start + end) / 2
        at = (0.0, middle) if frame.is_upright else (middle, 0.0)
        yield Tick(name, first, last, at, frame.rect((start, start), across))


def marked(axis: Axis) -> list[tuple[int, int, str]]:
    """The stretches that the axis names: first day, last day, and the first bin's name."""
    cells = list(axis.bins())
    if len(cells) <= _MOST_MARKED:
        return [(cell.first, cell.last, cell.name) for cell in cells]
    coarser = {"day": "month", "month": "year", "year": "decade"}.get(axis.grain)
    if coarser is not None:
        found: dict[str, tuple[int, int]] = {}
        for cell in cells:
            name = name_of(cell.first, coarser)
            found[name] = (found.get(name, (cell.first, 0))[0], cell.last)
        if len(found) > 2:
            return [(max(axis.first, bin_of(first, coarser).first), last, name)
                    for name, (first, last) in found.items()]  # fmt: skip
    every = -(-len(cells) // _MOST_MARKED)
    groups = [cells[n : n + every] for n in range(0, len(cells), every)]
    return [(group[0].first, group[-1].last, group[0].name) for group in groups]
