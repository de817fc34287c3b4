"""The pieces that a timeline is drawn of, with coordinates. Where they lie is for `drawing`."""

from __future__ import annotations

from dataclasses import dataclass

from fieldarchive.browse.timeline.rows import Cell, Said, Span


@dataclass(frozen=True, slots=True)
class Frame:
    """How a drawing lies: its size, where the axis begins, and how thick its strip is."""

    is_upright: bool
    length: float
    margin: float
    strip: float
    row: float
    thick: float

    def rect(self, along: tuple[float, float], across: tuple[float, float]) -> Rect:
        """A rectangle from the two stretches that it covers."""
        a, b = self.margin + along[0], across[0]
        length, width = along[1] - along[0], across[1] - across[0]
        return Rect(b, a, width, length) if self.is_upright else Rect(a, b, length, width)


LEVEL = Frame(is_upright=False, length=1150.0, margin=34.0, strip=30.0, row=34.0, thick=10.0)
UPRIGHT = Frame(is_upright=True, length=1000.0, margin=30.0, strip=48.0, row=26.0, thick=14.0)
PERIODS = Frame(is_upright=False, length=1150.0, margin=34.0, strip=30.0, row=27.0, thick=5.0)


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in the coordinates of the drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Part of a bin: the items of one city, those with an unsure date apart."""

    rect: Rect
    city: str
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class Column:
    """All bars of one bin; `rect` is where it can be clicked."""

    cell: Cell
    rect: Rect
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A time as it was said, or a period. `goes_on` are the ends at which it leaves the drawing."""

    said: Said | Span
    softness: str
    rect: Rect
    target: Rect
    label: str
    at: tuple[float, float]
    anchor: str
    arrows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A thread from a recording to the time that is told of."""

    path: str
    city: str
    width: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of the axis: a stretch of days that one can go into."""

    name: str
    first: int
    last: int
    at: tuple[float, float]
    line: Rect


@dataclass(frozen=True, slots=True)
class Band:
    """A period or an event behind everything; a `label` where no other stands there already."""

    span: Span
    rect: Rect
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline, drawn."""

    frame: Frame
    width: float
    height: float
    box: str
    strip: Rect
    ticks: tuple[Tick, ...]
    columns: tuple[Column, ...]
    strips: tuple[Strip, ...]
    periods: tuple[Strip, ...]
    bands: tuple[Band, ...]
    lanes: tuple[float, float]
    curves: tuple[Curve, ...]
