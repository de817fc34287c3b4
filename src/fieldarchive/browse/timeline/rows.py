"""What a timeline shows, before it is drawn: bins, times as they were said, threads, periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from fieldarchive.browse.timeline import queries
from fieldarchive.browse.timeline.asking import Asking
from fieldarchive.browse.timeline.axis import Axis, axis, bin_of, iso
from fieldarchive.browse.timeline.queries import Row, Times
from fieldarchive.browse.timeline.shapes import Shape, period, shape_of
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.describe import edtf

RECORDED, TOLD = "recorded", "told"
LANES = (RECORDED, TOLD)
_MOST_JOINED = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """How many items of one city there are, and how many of them have an unsure date."""

    city: str
    items: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One bin of one lane, by city in the order of the release."""

    lane: str
    date: str
    first: int
    last: int
    parts: tuple[Part, ...]

    @property
    def items(self) -> int:
        """How many items it holds."""
        return sum(part.items for part in self.parts)


@dataclass(frozen=True, slots=True)
class Said:
    """A time wider than a bin, as it was said in one city, and how many items say it."""

    lane: str
    date: str
    shape: Shape
    city: str
    items: int


@dataclass(frozen=True, slots=True)
class Thread:
    """So many items were recorded about `recorded` and tell of a time: `date` as said, or a bin."""

    recorded: int
    date: str
    bin: str | None
    city: str
    items: int


@dataclass(frozen=True, slots=True)
class Span:
    """A period or an event of the archive."""

    row: Row
    shape: Shape
    is_event: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """All that one timeline shows; `axis` is None where nothing has a date.

    `whole` is the stretch that all of these items take up. `has_threads` is False where there
    were too many to join.
    """

    axis: Axis | None = None
    whole: Axis | None = None
    cells: tuple[Cell, ...] = ()
    said: tuple[Said, ...] = ()
    threads: tuple[Thread, ...] = ()
    has_threads: bool = True
    spans: tuple[Span, ...] = ()
    recorded: Sequence[Row] = ()
    told: Sequence[Row] = ()

    def total(self, lane: str) -> int:
        """How many items a lane shows; one that tells of several times counts for each."""
        return _total(self.cells, self.said, lane)


def shown(
    database: Database, asked: Asking, wanted: Wanted, cities: Sequence[str], events: set[str]
) -> Shown:
    """What the items that are wanted show; `events` are the slugs of events, not periods."""
    times = Times(database, wanted)
    extent = times.extent()
    if extent is None and asked.first is None:
        return Shown()
    whole = _whole(extent)
    here = whole if asked.first is None or asked.last is None else axis(asked.first, asked.last)
    if here is None:
        return Shown()
    first, last = iso(here.first), iso(here.last)
    cells = tuple(_cells(times.bins(here.grain, first, last), cities))
    said = tuple(_said(times.said(here.grain, first, last), cities))
    told = _total(cells, said, TOLD)
    is_few = told <= _MOST_JOINED
    threads = times.threads(here.grain, first, last) if told and is_few else []
    return Shown(
        axis=here,
        whole=whole,
        cells=cells,
        said=said,
        threads=tuple(_thread(row, here) for row in threads),
        has_threads=is_few,
        spans=tuple(_spans(queries.periods(database), here, events)),
        recorded=times.recorded(first, last),
        told=times.told(first, last),
    )


def _total(cells: Iterable[Cell], said: Iterable[Said], lane: str) -> int:
    in_bins = sum(cell.items for cell in cells if cell.lane == lane)
    return in_bins + sum(one.items for one in said if one.lane == lane)


def _whole(extent: tuple[str, str] | None) -> Axis | None:
    """All the time there is, in whole years; a decade at least has room on both sides."""
    bounds = edtf.bounds("/".join(extent)) if extent else None
    if bounds is None or bounds.start is None or bounds.end is None:
        return None
    first, last = bounds.start.toordinal(), bounds.end.toordinal()
    return axis(bin_of(first, "year").first, bin_of(last, "year").last)


def _cells(rows: Iterable[Row], cities: Sequence[str]) -> Iterable[Cell]:
    parts: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for row in rows:
        one = Part(row["city"], row["items"], row["unsure"])
        parts[row["lane"], row["date"]].append(one)
    for (lane, date), some in sorted(parts.items()):
        shape = shape_of(date)
        if shape is None or shape.end is None:
            continue
        ordered = tuple(sorted(some, key=lambda part: _place(part.city, cities)))
        yield Cell(lane, date, shape.start or 1, shape.end, ordered)


def _said(rows: Iterable[Row], cities: Sequence[str]) -> Iterable[Said]:
    shaped = [(row, shape_of(row["date"])) for row in rows]
    found = [
        Said(row["lane"], row["date"], shape, row["city"], row["items"])
        for row, shape in shaped
        if shape is not None
    ]
    return sorted(found, key=lambda one: (one.shape.start or 0, _place(one.city, cities)))


def _thread(row: Row, here: Axis) -> Thread:
    recorded = edtf.bounds(row["recorded_on"])
    day = recorded.start.toordinal() if recorded and recorded.start else here.last
    cell = bin_of(day, here.grain)
    told = row["told_in"] if row["told_in"] and row["told_in"] == row["told_to"] else None
    name = f"{told}X" if told and here.grain == "decade" else told
    return Thread((cell.first + cell.last + 1) // 2, row["date"], name, row["city"], row["items"])


def _spans(rows: Iterable[Row], here: Axis, events: set[str]) -> Iterable[Span]:
    for row in rows:
        is_event = row["slug"] in events
        shape = period(row["date_start"], row["date_end"], is_event=is_event)
        if shape is not None and here.holds(shape.start, shape.end):
            yield Span(row, shape, is_event)


def _place(city: str, cities: Sequence[str]) -> int:
    return cities.index(city) if city in cities else len(cities)
